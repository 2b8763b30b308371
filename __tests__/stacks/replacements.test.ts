/**
 * No plan replaces what carries access, whatever changes upstream of it; except where the group itself becomes another
 * one. Planned by real Terraform on the sandbox, from a federation whose groups this program provisions.
 */
import {
  METADATA,
  provisionedConfig,
  renamePermissionSet,
  SCIM_TENANT,
  type SmallConfig,
} from '../helpers/config.js';
import { createFederation, type Federation } from '../helpers/federation.js';
import { createGroupInAws, deleteGroupInAws } from '../helpers/scim.js';
import { unprovisionedSeed } from '../helpers/world.js';

let federation: Federation;
beforeEach(async () => {
  federation = await createFederation(unprovisionedSeed);
});
afterEach(() => federation.stop());

/** Waits, and asks for provisioning: nobody loses anything where these are made anew. */
const CARRIES_NO_ACCESS = /^(time_sleep|azuread_synchronization_job_provision_on_demand)\./;

/** What a plan replaces or destroys of all that carries access. */
async function losses(config: SmallConfig, ...options: string[]): Promise<string[]> {
  await federation.write(config);
  const { actions } = await federation.terraform.plan(...options);
  return Object.entries(actions)
    .filter(([address, action]) => ['replace', 'delete'].includes(action) && !CARRIES_NO_ACCESS.test(address))
    .map(([address, action]) => `${action} ${address}`)
    .sort();
}

const base = (): SmallConfig => {
  const config = provisionedConfig();
  config.entra.application.certificates['c2025'] = { endDate: '2028-06-30' };
  config.permissionSets['Developer'] = {
    policies: ['PowerUserAccess', 'ReadOnlyAccess'],
    boundary: 'AdministratorAccess',
  };
  config.users['auditor'] = { userPrincipalName: 'eve@test.example' };
  config.groups['team'] = { managed: { members: ['ada@test.example'] } };
  config.access.push({
    groups: ['team'],
    users: ['auditor'],
    permissionSets: ['Developer'],
    accounts: ['prod'],
  });
  return config;
};

const provisioningOf = (config: SmallConfig) =>
  config.entra.provisioning as unknown as Record<string, unknown>;

const edits: [string, (config: SmallConfig) => void][] = [
  ['the application’s display name', (c) => (c.entra.application['displayName'] = 'AWS')],
  ['a certificate added', (c) => (c.entra.application.certificates['c2027'] = { endDate: '2029-10-31' })],
  ['a certificate activated', (c) => (c.entra.application['activeCertificate'] = 'c2025')],
  [
    'a certificate retired',
    (c) => (c.entra.application.certificates['c2025'] = { endDate: '2028-06-30', retired: true }),
  ],
  [
    'the endpoint’s host',
    (c) => (provisioningOf(c)['endpoint'] = `https://scim.eu-west-1.api.aws/${SCIM_TENANT}/scim/v2`),
  ],
  [
    'the on-demand rule',
    (c) => (provisioningOf(c)['onDemandRule'] = '03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8#V2'),
  ],
  ['the length of the wait', (c) => (provisioningOf(c)['wait'] = 'PT1M')],
  ['who is told', (c) => (provisioningOf(c)['notificationEmails'] = ['ops@test.example'])],
  [
    'a group added',
    (c) => {
      c.groups['operators'] = { name: 'Operators' };
      c.access.push({ groups: ['operators'], permissionSets: ['Developer'], accounts: ['dev'] });
    },
  ],
  [
    'a managed group renamed',
    (c) => (c.groups['team'] = { name: 'The Team', managed: { members: ['ada@test.example'] } }),
  ],
  [
    'an account’s handle renamed',
    (c) => {
      c.aws.accounts['production'] = { ...c.aws.accounts['prod'], renamedFrom: 'prod' };
      delete c.aws.accounts['prod'];
      c.access[2] = {
        groups: ['team'],
        users: ['auditor'],
        permissionSets: ['Developer'],
        accounts: ['production'],
      };
    },
  ],
  [
    'the handles of groups, users and sets renamed',
    (c) => {
      c.groups['crew'] = { name: 'team', managed: { members: ['ada@test.example'] }, renamedFrom: 'team' };
      delete c.groups['team'];
      c.users['pat'] = { userPrincipalName: 'eve@test.example', renamedFrom: 'auditor' };
      delete c.users['auditor'];
      renamePermissionSet(c, 'Developer', 'Coder');
      c.access[1] = { groups: ['developers'], permissionSets: ['Coder'], accounts: ['dev'] };
      c.access[2] = { groups: ['crew'], users: ['pat'], permissionSets: ['Coder'], accounts: ['prod'] };
    },
  ],
];

test.each(edits)(
  '%s: nothing that carries access is replaced, and a second plan is empty',
  async (_, edit) => {
    await federation.apply(base());
    const config = base();
    edit(config);
    expect(await losses(config)).toEqual([]);
    if (provisioningOf(config)['onDemandRule'] !== undefined) return;
    await federation.apply(config);
    expect((await federation.terraform.plan()).actions).toEqual({});
  },
);

test('a policy swapped for another is the only thing that goes', async () => {
  await federation.apply(base());
  const config = base();
  config.permissionSets['Developer'] = {
    policies: ['PowerUserAccess', 'SecurityAudit'],
    boundary: 'AdministratorAccess',
  };
  expect(await losses(config)).toEqual([
    'delete aws_ssoadmin_managed_policy_attachment.policy_Developer_ReadOnlyAccess',
  ]);
});

test('the token rotated: the secret is updated in place and nothing is replaced', async () => {
  await federation.apply(base());
  const { token } = federation.world.aws.scim.createAccessToken();
  expect(await losses(base(), `-var=scim_token=${token}`)).toEqual([]);
  const { actions } = await federation.terraform.plan(`-var=scim_token=${token}`);
  expect(actions).toEqual({ 'azuread_synchronization_secret.provisioning-secret': 'update' });
});

test('a group renamed in Entra, and its name in the config: provisioned anew, and nothing is replaced', async () => {
  await federation.apply(base());
  const [developers] = federation.world.entra.groups.list({ displayName: 'Developers' });
  federation.world.entra.groups.update(String(developers?.id), { displayName: 'Builders' });
  const config = base();
  config.groups['developers'] = { name: 'Builders' };
  expect(await losses(config)).toEqual([]);
  await federation.apply(config);
  expect((await federation.terraform.plan()).actions).toEqual({});
});

const DEVELOPERS = [
  'replace aws_ssoadmin_account_assignment.access_developers_Developer_111111111111',
  'replace terraform_data.group_developers',
];

test('a group deleted and made again in Entra under the same name: just its own access is replaced', async () => {
  await federation.apply(base());
  const { groups } = federation.world.entra;
  groups.delete(String(groups.list({ displayName: 'Developers' })[0]?.id));
  groups.create({ displayName: 'Developers', mailNickname: 'developers', securityEnabled: true });
  // Entra took the old group's application assignment away with it: the new one's is created.
  expect(await losses(base())).toEqual(DEVELOPERS);
  await federation.apply(base());
  expect((await federation.terraform.plan()).actions).toEqual({});
});

test('a group made again in AWS while its Entra object stays: the plan says so, and just its own access is replaced', async () => {
  await federation.apply(base());
  await deleteGroupInAws(federation.world, 'Developers');
  await createGroupInAws(federation.world, 'Developers');
  await expect(losses(base())).rejects.toThrow(
    /AWS has another group than the one that was granted access, under\s+the same name: .*groups\.developers/,
  );
  expect(await losses(base(), '-replace=terraform_data.group_developers')).toEqual(DEVELOPERS);
  await federation.terraform.apply('-replace=terraform_data.group_developers');
  expect((await federation.terraform.plan()).actions).toEqual({});
});

test('a group missing in AWS: provisioned anew on demand, and just its own access is replaced', async () => {
  await federation.apply(base());
  await deleteGroupInAws(federation.world, 'Developers');
  await expect(losses(base())).rejects.toThrow(/no results|not found|couldn't find/i);
  const again = [
    '-replace=azuread_synchronization_job_provision_on_demand.group_developers',
    '-replace=terraform_data.group_developers',
  ];
  expect(await losses(base(), ...again)).toEqual(DEVELOPERS);
  await federation.terraform.apply(...again);
  expect((await federation.terraform.plan()).actions).toEqual({});
});

test('another environment’s file, applied to this state: refused, and nothing is replaced', async () => {
  await federation.apply(base());
  await federation.write(base(), {
    'test/metadata.xml': METADATA.replaceAll('d-9967000001', 'd-1111111111'),
  });
  await expect(federation.terraform.plan()).rejects.toThrow(/is of the identity store\s+d-1111111111/);
  const other = base();
  other.aws.deployer = { account: '222222222222', kind: 'delegated' };
  await federation.write(other);
  await expect(federation.terraform.plan()).rejects.toThrow('AWS account ID not allowed: 000000000001');
});

test('two groups that have one display name in Entra are refused: AWS would make one group of both', async () => {
  const [developers] = federation.world.entra.groups.list({ displayName: 'Developers' });
  const twin = federation.world.entra.groups.create({
    displayName: 'DEVELOPERS',
    mailNickname: 'twin',
    securityEnabled: true,
  });
  const config = base();
  config.groups['developers'] = { objectId: String(developers?.id) };
  config.groups['twin'] = { objectId: twin.id };
  config.access.push({ groups: ['twin'], permissionSets: ['Administrator'], accounts: ['dev'] });
  await federation.write(config);
  await expect(federation.terraform.plan()).rejects.toThrow(
    /Another group has the display name of this one in Entra, and AWS would make one\s+group of both: \S+ groups\.twin/,
  );
});
