import type { Drift } from '../../../operations/drift/drift.js';
import { smallConfig, type SmallConfig, provisionedConfig, SCIM_TENANT } from '../../helpers/config.js';
import { instanceArn } from '../../helpers/aws.js';
import { deleteGroupInAws } from '../../helpers/scim.js';
import { testSeed } from '../../helpers/world.js';
import { AwsError } from '../../../sandbox/world/aws/aws-error.js';
import type { Seed } from '../../../sandbox/world/seed.js';
import { type ServedClouds, serveClouds } from '../served-clouds.js';
import { type Applied, applySmallConfig } from './applied.js';

const DEV = '111111111111';
const PROD = '222222222222';

interface Fixture {
  readonly clouds: ServedClouds;
  readonly applied: Applied;
  /** What `drift --json` finds, and what it ends with. */
  drift(config?: SmallConfig): Promise<Drift & { readonly code: number | null }>;
}

let stop: (() => Promise<void>) | undefined;
afterEach(async () => stop?.());

async function setUp(seed?: Seed): Promise<Fixture> {
  const clouds = await serveClouds(seed);
  stop = () => clouds.stop();
  const applied = await applySmallConfig(clouds);
  clouds.write(smallConfig());
  return {
    clouds,
    applied,
    drift: async (config) => {
      if (config !== undefined) clouds.write(config);
      const { code, stdout, stderr } = await clouds.run(['drift', 'test', '--json', '--exit-code']);
      if (!stdout.startsWith('{"environment"')) throw new Error(stdout + stderr);
      return { ...(JSON.parse(stdout) as Drift), code };
    },
  };
}

const idOf = (arn = ''): string => arn.replace(/.*\//, '');

test('says that nothing differs, and how many requests that took', async () => {
  const { clouds } = await setUp();
  const { code, stdout } = await clouds.run(['drift', 'test', '--exit-code']);
  expect(stdout).toBe(
    'The clouds have what the config says.\n\n25 requests; account assignments by permission set and account.\n',
  );
  expect(code).toBe(0);
});

test('tells assignments beyond the config in config words, with what to do about them', async () => {
  const { clouds, applied } = await setUp();
  const developers = applied.groupInAws('Developers');
  await applied.assign('Administrator', developers, PROD);
  const { code, stdout } = await clouds.run(['drift', 'test', '--exit-code']);
  const set = applied.sets['Administrator'];
  expect(stdout).toBe(`In the clouds and not in the config: 1

  Group developers (Developers, ${developers}) has Administrator (${idOf(set)}) in prod (222222222222).
    keep:   access: [{ groups: [developers], permissionSets: [Administrator], accounts: [prod] }]
            terraform -chdir=cdktf.out/stacks/test import aws_ssoadmin_account_assignment.access_developers_Administrator_222222222222 ${developers},GROUP,222222222222,AWS_ACCOUNT,${set},${instanceArn}
    remove: aws sso-admin delete-account-assignment --instance-arn ${instanceArn} --permission-set-arn ${set} --principal-type GROUP --principal-id ${developers} --target-type AWS_ACCOUNT --target-id 222222222222

25 requests; account assignments by permission set and account.
`);
  expect(code).toBe(2);
  expect((await clouds.run(['drift', 'test'])).code).toBe(0);
});

test('tells in which accounts a permission set of the config is an older version of itself', async () => {
  const { clouds, applied } = await setUp();
  const set = applied.sets['Administrator'] ?? '';
  const changed = { InstanceArn: instanceArn, PermissionSetArn: set, SessionDuration: 'PT2H' };
  clouds.apis.ssoAdmin.UpdatePermissionSet(changed);
  const { code, stdout } = await clouds.run(['drift', 'test', '--exit-code']);
  expect(stdout)
    .toBe(`Out of date in accounts: 1. No plan shows it, for the permission set itself is as the state has it.

  Administrator (${idOf(set)}) is out of date in dev (111111111111) and prod (222222222222): they have an older version of it.
    update: aws sso-admin provision-permission-set --instance-arn ${instanceArn} --permission-set-arn ${set} --target-type ALL_PROVISIONED_ACCOUNTS

25 requests; account assignments by permission set and account.
`);
  expect(code).toBe(2);
});

test('finds users, permission sets, accounts and groups that the config does not have', async () => {
  const { clouds, applied, drift } = await setUp();
  const config = smallConfig();
  delete config.aws.accounts['prod'];
  config.access = [
    { groups: ['admins'], permissionSets: ['Administrator'], accounts: ['ou:/'] },
    { groups: ['developers'], permissionSets: ['Developer'], accounts: ['dev'] },
  ];
  const { Users } = clouds.apis.identityStore.ListUsers({
    IdentityStoreId: testSeed.aws.identityStoreId,
  });
  const ada = Users[0]?.UserId ?? '';
  applied.createSet('Shadow');
  await applied.assign('Shadow', ada, DEV, 'USER');
  const found = await drift(config);
  expect(found.missing).toEqual([]);
  expect(found.beyond).toMatchObject([
    {
      kind: 'account-assignment',
      principal: { type: 'USER', name: 'ada@test.example', id: ada },
      permissionSet: { name: 'Shadow', id: applied.sets['Shadow'] },
      accounts: [{ handle: 'dev', id: DEV }],
      keep: [
        'users: { ada: { userPrincipalName: ada@test.example } }',
        'permissionSets: { Shadow: { name: Shadow, … } }',
        'access: [{ users: [ada], permissionSets: [Shadow], accounts: [dev] }]',
        expect.stringContaining('aws_ssoadmin_account_assignment.access-user_ada_Shadow_111111111111 '),
      ],
    },
    {
      kind: 'account-assignment',
      principal: { type: 'GROUP', handle: 'admins' },
      accounts: [{ id: PROD }],
      keep: [
        "federation accounts test --write, which tells the accounts' handles",
        'access: [{ groups: [admins], permissionSets: [Administrator], accounts: [222222222222] }]',
      ],
    },
    { kind: 'permission-set', permissionSet: { name: 'Shadow' } },
  ]);
  expect(found.code).toBe(2);
});

test('finds assignments of whom the identity store does not have any more', async () => {
  const { clouds, applied, drift } = await setUp({
    ...testSeed,
    aws: { ...testSeed.aws, scim: { tenant: SCIM_TENANT } },
  });
  const developers = applied.groupInAws('Developers');
  await deleteGroupInAws(clouds.world, 'Developers');
  const found = await drift();
  expect(found.readBy).toBe('permission set and account');
  expect(found.beyond).toEqual([
    expect.objectContaining({
      principal: { type: 'GROUP', id: developers },
      accounts: [{ handle: 'dev', id: DEV }],
    }),
  ]);
  expect(found.beyond[0]?.keep).toBeUndefined();
  expect(found.missing).toMatchObject([
    { kind: 'account-assignment', principal: { type: 'GROUP', handle: 'developers' } },
  ]);
  const { stdout } = await clouds.run(['drift', 'test']);
  expect(stdout).toContain(`A group that AWS doesn't know any more (${developers}) has Developer (`);
});

test('finds policies beyond those of the config, and those that differ', async () => {
  const { clouds, applied, drift } = await setUp();
  const { ssoAdmin } = clouds.apis;
  const key = { InstanceArn: instanceArn, PermissionSetArn: applied.sets['Developer'] ?? '' };
  const inline = (Action: string) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
  ssoAdmin.AttachManagedPolicyToPermissionSet({
    ...key,
    ManagedPolicyArn: 'arn:aws:iam::aws:policy/job-function/Billing',
  });
  ssoAdmin.AttachCustomerManagedPolicyReferenceToPermissionSet({
    ...key,
    CustomerManagedPolicyReference: { Name: 'Extra', Path: '/team/' },
  });
  ssoAdmin.PutInlinePolicyToPermissionSet({ ...key, InlinePolicy: inline('s3:*') });
  ssoAdmin.PutPermissionsBoundaryToPermissionSet({
    ...key,
    PermissionsBoundary: { CustomerManagedPolicyReference: { Name: 'Boundary' } },
  });
  const found = await drift();
  expect(
    found.beyond.map(({ kind, keep, remove, differs }) => ({ kind, keep, differs, remove: remove[0] })),
  ).toEqual([
    {
      kind: 'policy',
      keep: ['permissionSets: { Developer: { policies: [job-function/Billing, …] } }'],
      remove: expect.stringContaining('--managed-policy-arn arn:aws:iam::aws:policy/job-function/Billing'),
    },
    {
      kind: 'policy',
      keep: ['permissionSets: { Developer: { policies: [{ customer: Extra, path: /team/ }, …] } }'],
      remove: expect.stringContaining('Name=Extra,Path=/team/'),
    },
    {
      kind: 'inline-policy',
      keep: [
        expect.stringContaining('get-inline-policy-for-permission-set'),
        'permissionSets: { Developer: { inline: <that file> } }',
      ],
      remove: expect.stringContaining('delete-inline-policy-from-permission-set'),
    },
    {
      kind: 'boundary',
      keep: ['permissionSets: { Developer: { boundary: { customer: Boundary } } }'],
      remove: expect.stringContaining('delete-permissions-boundary-from-permission-set'),
    },
  ]);
  const config = smallConfig();
  config.permissionSets['Developer'] = {
    policies: ['PowerUserAccess', 'job-function/Billing', { customer: 'Extra', path: '/team/' }],
    inline: 'developer.json',
    boundary: { customer: 'Another' },
  };
  clouds.write(config, { 'developer.json': inline('ec2:*') });
  const differing = await drift();
  expect(differing.beyond.map(({ kind, differs }) => ({ kind, differs }))).toEqual([
    { kind: 'inline-policy', differs: true },
    { kind: 'boundary', differs: true },
  ]);
  clouds.write(config, { 'developer.json': inline('s3:*').replace('"s3:*"', '[ "s3:*" ]') });
  expect((await drift()).beyond.map(({ kind }) => kind)).toEqual(['boundary']);
});

test('finds who is assigned to the application in Entra beyond the config', async () => {
  const { clouds, applied, drift } = await setUp();
  const { entra } = clouds.world;
  const eve = entra.users.get('eve@test.example').id;
  applied.assignRole(eve);
  applied.assignRole(applied.groupInEntra('Admins'), 'e7f1a7f3-9eda-48e0-9963-bd67bf531afd');
  const { beyond } = await drift();
  expect(beyond).toMatchObject([
    {
      kind: 'app-role-assignment',
      application: 'AWS IAM Identity Center',
      principal: { type: 'USER', name: 'eve@test.example', id: eve },
      appRole: { name: 'User' },
      keep: [
        'users: { eve: { userPrincipalName: eve@test.example } }',
        'access: [{ users: [eve], permissionSets: […], accounts: […] }]',
      ],
    },
    {
      principal: { type: 'GROUP', handle: 'admins', name: 'Admins' },
      appRole: { name: 'msiam_access' },
    },
  ]);
  const [assignment] = entra.appRoleAssignments.list(applied.servicePrincipal).slice(-2);
  expect(beyond[0]?.remove).toEqual([
    `az rest --method DELETE --url https://graph.microsoft.com/v1.0/servicePrincipals/${applied.servicePrincipal}/appRoleAssignedTo/${assignment?.id}`,
  ]);
});

test('a group that the config names by its object id is found in AWS by its name in Entra', async () => {
  const { applied, drift } = await setUp();
  const config = smallConfig();
  config.groups['developers'] = { objectId: applied.groupInEntra('Developers').toUpperCase() };
  const { beyond, missing } = await drift(config);
  expect([...beyond, ...missing]).toEqual([]);
});

test('where Entra does not tell the name of such a group, no group of AWS is called beyond the config', async () => {
  const { clouds, applied, drift } = await setUp();
  const config = smallConfig();
  config.groups['developers'] = { objectId: applied.groupInEntra('Developers') };
  clouds.graph.permissions.delete('Application.ReadWrite.All');
  clouds.world.entra.groups.delete(applied.groupInEntra('Developers'));
  const { beyond, missing, code } = await drift(config);
  expect([...beyond, ...missing].filter(({ kind }) => kind === 'account-assignment')).toEqual([]);
  expect(code).toBe(3);
});

test('tells what the config has and the clouds lack, with the lines that ask for it', async () => {
  const { clouds } = await setUp();
  const config = smallConfig();
  config.permissionSets['Auditor'] = { policies: ['ReadOnlyAccess'] };
  config.permissionSets['Developer'] = { policies: ['PowerUserAccess', 'ReadOnlyAccess'] };
  config.users['eve'] = { userPrincipalName: 'eve@test.example' };
  config.access.push({ users: ['eve'], permissionSets: ['Developer'], accounts: ['prod'] });
  clouds.write(config);
  const { stdout, code } = await clouds.run(['drift', 'test', '--exit-code']);
  expect(code).toBe(2);
  const lines = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => line.replace(/ps-\w+/, 'ps-…').replace(/yaml:\d+/, 'yaml:…'));
  expect(lines.slice(0, -1)).toEqual([
    'In the config and not in the clouds: 4. The next apply makes it.',
    '  User eve has Developer (ps-…) in prod (222222222222): config/test.yaml:…',
    '  Developer (ps-…) has the policy ReadOnlyAccess: config/test.yaml:…',
    '  Permission set Auditor: config/test.yaml:…',
    '  User eve is assigned to "AWS IAM Identity Center" as "User" (8774f594-1d59-4279-b9d9-59ef09a23530): config/test.yaml:…',
  ]);
});

test('what is withheld is neither missing nor beyond the config', async () => {
  const { drift } = await setUp({
    ...testSeed,
    aws: { ...testSeed.aws, scim: { tenant: SCIM_TENANT } },
  });
  const config = provisionedConfig();
  Object.assign(config.entra, { provisioning: 'pending' });
  config.access.push({ groups: ['developers'], permissionSets: ['Developer'], accounts: ['prod'] });
  const { beyond, missing } = await drift(config);
  expect([...beyond, ...missing]).toEqual([]);
});

test('an application that Entra does not have is missing', async () => {
  const { clouds, applied, drift } = await setUp();
  clouds.world.entra.servicePrincipals.delete(applied.servicePrincipal);
  expect((await drift()).missing).toMatchObject([
    { kind: 'application', application: 'AWS IAM Identity Center' },
  ]);
});

test('a refused read is told with the permission that it takes, and the rest is still compared', async () => {
  const { clouds, applied } = await setUp();
  applied.createSet('Shadow');
  clouds.graph.permissions.delete('Application.ReadWrite.All');
  const { code, stdout } = await clouds.run(['drift', 'test', '--exit-code']);
  expect(stdout).toContain('In the clouds and not in the config: 1\n\n  Permission set "Shadow" (ps-');
  expect(stdout).toMatch(
    /Not known: 1\n\n {2}GET \/v1\.0\/servicePrincipals\?.* is refused to the caller, who needs Application\.Read\.All\./,
  );
  expect(code).toBe(3);
});

test('a delegated administrator is told what is in the management account, too', async () => {
  const { applied, drift } = await setUp({
    ...testSeed,
    aws: {
      ...testSeed.aws,
      callerAccount: DEV,
      provisioned: { groups: ['Admins', 'Developers'], users: [] },
    },
  });
  await applied.assign('Administrator', applied.groupInAws('Admins'), '000000000001');
  const config = smallConfig();
  config.aws.deployer = { account: DEV, kind: 'delegated' };
  const delegated = await drift(config);
  expect(delegated).toMatchObject({ unread: [], readBy: 'permission set and account' });
  expect(delegated.beyond).toHaveLength(1);
});

test('another organization is refused before anything is compared', async () => {
  const clouds = await serveClouds({
    ...testSeed,
    aws: { ...testSeed.aws, identityStoreId: 'd-9967000002' },
  });
  stop = () => clouds.stop();
  clouds.write(smallConfig());
  const { code, stderr } = await clouds.run(['drift', 'test']);
  expect(stderr).toMatch(
    /Error: config\/test\.yaml:\d+ names the metadata of the identity store d-9967000001, and AWS has d-9967000002: the caller is in another organization, or the file is another one’s\./,
  );
  expect(code).toBe(1);
});

test('requests that are throttled are sent again', async () => {
  const { clouds, drift } = await setUp();
  clouds.graph.faults.throttle(2, 1);
  const take = clouds.aws.rates.take.bind(clouds.aws.rates);
  let refusals = 3;
  clouds.aws.rates.take = (...request) => {
    if (request[1] === 'ListAccountAssignments' && refusals-- > 0)
      throw new AwsError('ThrottlingException', 'Rate exceeded');
    take(...request);
  };
  const { beyond, missing, unread, requests } = await drift();
  expect([...beyond, ...missing, ...unread]).toEqual([]);
  expect(requests).toBe(25 + 2 + 3);
});

test('Ctrl-C ends it as an interruption, also while Microsoft Graph makes it wait', async () => {
  const { clouds } = await setUp();
  const { code, stdout, stderr } = await clouds.run(['drift', 'test', '--json'], (child) => {
    clouds.graph.faults.throttled = () => {
      child.kill('SIGINT');
      return 1;
    };
  });
  expect(stderr).toContain('Interrupted.');
  expect(JSON.parse(stdout)).toEqual({ error: { kind: 'interrupted', message: 'Interrupted.', output: '' } });
  expect(code).toBe(130);
});

test('Ctrl-C ends it as an interruption while AWS is asked', async () => {
  const { clouds } = await setUp();
  const { code } = await clouds.run(['drift', 'test'], (child) => {
    const take = clouds.aws.rates.take.bind(clouds.aws.rates);
    clouds.aws.rates.take = (...request) => {
      child.kill('SIGINT');
      take(...request);
    };
  });
  expect(code).toBe(130);
});
