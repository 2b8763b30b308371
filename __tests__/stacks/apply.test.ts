/** The stack applied by real Terraform to the sandbox: made, edited, moved, refused and destroyed. */
import { renamePermissionSet, smallConfig, type SmallConfig } from '../helpers/config.js';
import { createFederation, type Federation } from '../helpers/federation.js';

let federation: Federation;
beforeEach(async () => {
  federation = await createFederation();
});
afterEach(() => federation.stop());

const nothing = {};

test('one apply makes both sides, and a second plan finds nothing to change', async () => {
  const { actions } = await federation.plan(smallConfig());
  expect(new Set(Object.values(actions))).toEqual(new Set(['create']));
  await federation.apply(smallConfig());
  expect((await federation.terraform.plan()).actions).toEqual(nothing);
});

test('the output is metadata that lists every standing certificate’s own key', async () => {
  const config = smallConfig();
  config.entra.application.certificates['c2025'] = { endDate: '2028-06-30' };
  await federation.apply(config);
  const { identity_provider_metadata: metadata } = await federation.terraform.outputs();
  const certificates = [...String(metadata).matchAll(/<X509Certificate>([^<]+)</g)].map(([, value]) => value);
  expect(new Set(certificates).size).toBe(2);
  expect(metadata).toMatch(/^<\?xml/);
  expect(metadata).toContain('entityID="https://sts.windows.net/3f0e2c5a-6a5b-4d0e-9c2f-5b7d1c9e8a40/"');
});

describe('an edit', () => {
  /** A set with everything, so that each part can be edited. */
  const base = (): SmallConfig => {
    const config = smallConfig();
    config.permissionSets['Developer'] = {
      session: 'PT8H',
      policies: ['PowerUserAccess', 'ReadOnlyAccess'],
      inline: 'test/policy.json',
      tags: { owner: 'platform' },
    };
    config.groups['operators'] = { name: 'Platform Operators', managed: { members: ['ada@test.example'] } };
    config.access.push({ groups: ['operators'], permissionSets: ['Developer'], accounts: ['dev'] });
    return config;
  };
  const policy = (resource: string) => ({
    'test/policy.json': JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: resource }],
    }),
  });
  const set = 'aws_ssoadmin_permission_set.permission-set_Developer';

  const edits: [string, (config: SmallConfig) => void, Record<string, string>][] = [
    [
      'of the application’s name',
      (c) => (c.entra.application['displayName'] = 'AWS'),
      {
        'azuread_application.application': 'update',
      },
    ],
    [
      'of the portal',
      (c) => (c.aws.identityCenter.portalUrl = 'https://acme.awsapps.com/start'),
      {
        'azuread_service_principal.service-principal': 'update',
      },
    ],
    [
      'of the notification e-mails and the relay state',
      (c) =>
        Object.assign(c.entra.application, {
          notificationEmails: ['ops@test.example'],
          relayState: 'https://console.aws.amazon.com/',
        }),
      {
        'azuread_service_principal.service-principal': 'update',
      },
    ],
    [
      'of the owners',
      (c) => (c.entra.application['owners'] = ['ada@test.example']),
      {
        'azuread_application.application': 'update',
        'azuread_service_principal.service-principal': 'update',
      },
    ],
    [
      'that adds a certificate',
      (c) => (c.entra.application.certificates['c2027'] = { endDate: '2029-10-31' }),
      {
        'azuread_service_principal_token_signing_certificate.certificate_c2027': 'create',
      },
    ],
    [
      'of a set’s session, description and tags',
      (c) =>
        Object.assign(c.permissionSets['Developer'] as object, {
          session: 'PT4H',
          description: 'Builds',
          tags: { owner: 'dev' },
        }),
      {
        [set]: 'update',
      },
    ],
    [
      'that swaps a policy',
      (c) =>
        Object.assign(c.permissionSets['Developer'] as object, {
          policies: ['PowerUserAccess', 'SecurityAudit'],
        }),
      {
        'aws_ssoadmin_managed_policy_attachment.policy_Developer_ReadOnlyAccess': 'delete',
        'aws_ssoadmin_managed_policy_attachment.policy_Developer_SecurityAudit': 'create',
      },
    ],
    [
      'of the order of policies',
      (c) =>
        Object.assign(c.permissionSets['Developer'] as object, {
          policies: ['ReadOnlyAccess', 'PowerUserAccess'],
        }),
      nothing,
    ],
    [
      'that adds a boundary',
      (c) => Object.assign(c.permissionSets['Developer'] as object, { boundary: 'PowerUserAccess' }),
      {
        'aws_ssoadmin_permissions_boundary_attachment.boundary_Developer': 'create',
      },
    ],
    [
      'that gives a group an account',
      (c) => c.access.push({ groups: ['developers'], permissionSets: ['Developer'], accounts: ['prod'] }),
      {
        'aws_ssoadmin_account_assignment.access_developers_Developer_222222222222': 'create',
      },
    ],
    [
      'that takes a line of access away',
      (c) => c.access.splice(1, 1),
      {
        'aws_ssoadmin_account_assignment.access_developers_Developer_111111111111': 'delete',
        'azuread_app_role_assignment.assigned_developers': 'delete',
        'terraform_data.group_developers': 'delete',
      },
    ],
    [
      'of a managed group’s name and members',
      (c) =>
        (c.groups['operators'] = {
          name: 'Operators of the platform',
          managed: { members: ['bob@test.example'] },
        }),
      {
        'azuread_group.group_operators': 'update',
      },
    ],
    [
      'that takes the last member out of a managed group',
      (c) => (c.groups['operators'] = { name: 'Platform Operators', managed: { members: [] } }),
      { 'azuread_group.group_operators': 'update' },
    ],
    [
      'that leaves a managed group to its owners, without access',
      (c) => {
        c.groups['operators'] = { name: 'Platform Operators' };
        c.access.splice(2, 1);
      },
      {
        'azuread_group.group_operators': 'forget',
        'azuread_app_role_assignment.assigned_operators': 'delete',
      },
    ],
    [
      'of an account’s handle',
      (c) => {
        c.aws.accounts['development'] = { ...c.aws.accounts['dev'], renamedFrom: 'dev' };
        delete c.aws.accounts['dev'];
        c.access[1] = { groups: ['developers'], permissionSets: ['Developer'], accounts: ['development'] };
        c.access[2] = { groups: ['operators'], permissionSets: ['Developer'], accounts: ['development'] };
      },
      nothing,
    ],
  ];
  test.each(edits)('%s changes just what it says', async (_what, edit, expected) => {
    await federation.apply(base(), policy('*'));
    const edited = base();
    edit(edited);
    expect((await federation.plan(edited, policy('*'))).actions).toEqual(expected);
    await federation.terraform.apply();
    expect((await federation.terraform.plan()).actions).toEqual(nothing);
  });

  test('of an inline policy’s text updates it in place; white space alone changes nothing', async () => {
    await federation.apply(base(), policy('*'));
    const spaced = JSON.stringify(JSON.parse(policy('*')['test/policy.json']), undefined, 4);
    expect((await federation.plan(base(), { 'test/policy.json': spaced })).actions).toEqual(nothing);
    const { actions } = await federation.plan(base(), policy('arn:aws:s3:::${aws:PrincipalTag/Team}/*'));
    expect(actions).toEqual({
      'aws_ssoadmin_permission_set_inline_policy.inline-policy_Developer': 'update',
    });
    await federation.terraform.apply();
    expect((await federation.terraform.plan()).actions).toEqual(nothing);
  });

  test('that retires a certificate lets go of it and destroys nothing', async () => {
    const config = base();
    config.entra.application.certificates['c2025'] = { endDate: '2028-06-30' };
    await federation.apply(config, policy('*'));
    const held = () =>
      federation.world.entra.servicePrincipals.list().flatMap(({ keyCredentials }) => keyCredentials);
    const before = held().length;
    config.entra.application.certificates['c2025'] = { endDate: '2028-06-30', retired: true };
    expect((await federation.plan(config, policy('*'))).actions).toEqual({
      'azuread_service_principal_token_signing_certificate.certificate_c2025': 'forget',
    });
    await federation.terraform.apply();
    expect(held()).toHaveLength(before);
    expect((await federation.terraform.plan()).actions).toEqual(nothing);
  });

  test('that renames the handles of a group and a set moves everything and changes nothing', async () => {
    await federation.apply(base(), policy('*'));
    const config = base();
    config.groups['coders'] = { name: 'Developers', renamedFrom: 'developers' };
    delete config.groups['developers'];
    renamePermissionSet(config, 'Developer', 'Coder');
    config.access[1] = { groups: ['coders'], permissionSets: ['Coder'], accounts: ['dev'] };
    config.access[2] = { groups: ['operators'], permissionSets: ['Coder'], accounts: ['dev'] };
    expect((await federation.plan(config, policy('*'))).actions).toEqual(nothing);
  });
});

describe('plain Terraform refuses to replace', () => {
  const refused = (address: string) =>
    new RegExp(`Resource\\s+${address}\\s+has[\\s\\S]*lifecycle\\.prevent_destroy`);
  const replacements: [string, (config: SmallConfig) => void, string][] = [
    [
      'a permission set that is renamed',
      (c) => Object.assign(c.permissionSets['Developer'] as object, { name: 'Coder' }),
      'aws_ssoadmin_permission_set.permission-set_Developer',
    ],
    [
      'a certificate whose end date is edited',
      (c) => (c.entra.application.certificates['c2026'] = { endDate: '2029-09-30' }),
      'azuread_service_principal_token_signing_certificate.certificate_c2026',
    ],
  ];
  test.each(replacements)('%s', async (_what, edit, address) => {
    await federation.apply(smallConfig());
    const edited = smallConfig();
    edit(edited);
    await expect(federation.plan(edited)).rejects.toThrow(refused(address));
  });

  test('and to destroy the environment, until that is asked for', async () => {
    await federation.apply(smallConfig());
    await expect(federation.terraform.destroy()).rejects.toThrow('lifecycle.prevent_destroy');
    await federation.destroy();
    expect([...federation.world.aws.made(), ...federation.world.entra.made()]).toEqual([]);
  });
});

test('another organization’s metadata is refused before anything is made', async () => {
  const foreign = `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://eu-west-1.signin.aws.amazon.com/platform/saml/d-1111111111"><SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://eu-west-1.signin.aws/platform/saml/acs/x" index="0"/></SPSSODescriptor></EntityDescriptor>`;
  await federation.write(smallConfig(), { 'test/metadata.xml': foreign });
  await expect(federation.terraform.apply()).rejects.toThrow(
    /the SAML metadata is of the identity store\s+(│\s+)?d-1111111111/,
  );
  expect([...federation.world.aws.made(), ...federation.world.entra.made()]).toEqual([]);
});

test('another account’s credentials are refused before anything is made', async () => {
  const config = smallConfig();
  config.aws.deployer = { account: '111111111111', kind: 'delegated' };
  await federation.write(config);
  await expect(federation.terraform.apply()).rejects.toThrow('AWS account ID not allowed: 000000000001');
  expect([...federation.world.aws.made(), ...federation.world.entra.made()]).toEqual([]);
});

test('destroying takes assignments away before any policy or boundary of their permission set', async () => {
  const config = smallConfig();
  config.permissionSets['Developer'] = {
    policies: ['PowerUserAccess', { customer: 'Boundary' }],
    boundary: 'ReadOnlyAccess',
  };
  config.access[1] = { groups: ['developers'], permissionSets: ['Developer'], accounts: ['prod'] };
  await federation.apply(config);
  const log = await federation.destroy();
  const order = log
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { type: string; hook?: { resource: { addr: string } } })
    .filter(({ type }) => type === 'apply_start' || type === 'apply_complete')
    .map(({ type, hook }) => `${type} ${hook?.resource.addr}`);
  const ended = order.indexOf(
    'apply_complete aws_ssoadmin_account_assignment.access_developers_Developer_222222222222',
  );
  const others = [
    'policy_Developer_PowerUserAccess',
    'customer-policy_Developer_-2f-Boundary',
    'boundary_Developer',
    'permission-set_Developer',
  ];
  const started = others.map((name) =>
    order.findIndex((entry) => entry.startsWith('apply_start') && entry.endsWith(`.${name}`)),
  );
  expect(ended).toBeGreaterThan(-1);
  for (const start of started) expect(start).toBeGreaterThan(ended);
});
