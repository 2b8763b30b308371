/** A federation whose groups this program provisions, applied by real Terraform to a sandbox whose AWS knows nobody. */
import { provisionedConfig, type SmallConfig } from '../helpers/config.js';
import { failAwsOnce, failGraphOnce } from '../helpers/fail-once.js';
import { createFederation, type Federation } from '../helpers/federation.js';
import { unprovisionedSeed } from '../helpers/world.js';

const MINUTE = 60_000;

let federation: Federation;
beforeEach(async () => {
  federation = await createFederation(unprovisionedSeed);
});
afterEach(() => federation.stop());

/** Existing groups, a managed one, one whose members are kept elsewhere, and a user by name. */
const full = (): SmallConfig => {
  const config = provisionedConfig();
  config.permissionSets['Operator'] = {
    policies: ['PowerUserAccess', { customer: 'Boundary' }],
    boundary: 'AdministratorAccess',
    inline: 'test/policy.json',
  };
  config.users['auditor'] = { userPrincipalName: 'eve@test.example' };
  config.groups['team'] = { managed: { members: ['ada@test.example'] } };
  config.groups['everyone'] = { managed: {} };
  config.access.push({
    groups: ['team', 'everyone'],
    users: ['auditor'],
    permissionSets: ['Operator'],
    accounts: ['prod'],
  });
  return config;
};
const POLICY = {
  'test/policy.json': JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
  }),
};

/** The world's assignments, as `<who> <account>`. */
function assignments(): string[] {
  return federation.world.aws.made().filter((line) => /^(GROUP|USER) /.test(line));
}

test('one apply brings every group and user to AWS and puts every grant in place; a second plan is empty', async () => {
  await federation.apply(full(), POLICY);
  expect(assignments()).toHaveLength(6);
  expect((await federation.terraform.plan()).actions).toEqual({});
});

test('members follow with the next cycle, and change no plan', async () => {
  const config = provisionedConfig();
  config.users['auditor'] = { userPrincipalName: 'eve@test.example' };
  config.access.push({ users: ['auditor'], permissionSets: ['Developer'], accounts: ['dev'] });
  await federation.apply(config);
  await federation.world.clock.advance(40 * MINUTE);
  const lines = federation.world.aws.provisioned();
  expect(lines).toEqual(
    expect.arrayContaining(['user ada@test.example in AWS', 'user bob@test.example in AWS']),
  );
  expect((await federation.terraform.plan()).actions).toEqual({});
});

test('a group added later is assigned, provisioned and granted in one apply', async () => {
  await federation.apply(provisionedConfig());
  const config = provisionedConfig();
  config.groups['operators'] = { name: 'Operators' };
  config.access.push({ groups: ['operators'], permissionSets: ['Developer'], accounts: ['dev', 'prod'] });
  const { actions } = await federation.plan(config);
  expect(actions).toEqual({
    'azuread_app_role_assignment.assigned_operators': 'create',
    'time_sleep.provisioning-wait': 'replace',
    'azuread_synchronization_job_provision_on_demand.group_operators': 'create',
    'data.aws_identitystore_group.group_operators': 'read',
    'terraform_data.group_operators': 'create',
    'aws_ssoadmin_account_assignment.access_operators_Developer_111111111111': 'create',
    'aws_ssoadmin_account_assignment.access_operators_Developer_222222222222': 'create',
  });
  await federation.terraform.apply();
  expect((await federation.terraform.plan()).actions).toEqual({});
});

test('the wait gives Entra the time it takes to honour an assignment', async () => {
  federation.world.entra.synchronization.assignmentLatency = 2 * MINUTE;
  await federation.write(provisionedConfig({ wait: 'PT1M' }));
  await expect(federation.terraform.apply()).rejects.toThrow(/Identity Store Group|no results|not found/i);
  await federation.stop();
  federation = await createFederation(unprovisionedSeed);
  federation.world.entra.synchronization.assignmentLatency = 2 * MINUTE;
  await federation.apply(provisionedConfig({ wait: 'PT3M' }));
  expect((await federation.terraform.plan()).actions).toEqual({});
});

test('the token stands in no file that is synthesized, and in no plan that is shown', async () => {
  await federation.write(provisionedConfig());
  const printed = await federation.terraform.run('plan');
  const { token } = federation.world.aws.scim.createAccessToken();
  expect(printed).toContain('(sensitive value)');
  expect(printed).not.toMatch(new RegExp(`[0-9a-f]{${token.length}}`));
});

/** What is left half made and protected besides is finished by the program's own apply: see operations/half-made.ts. */
describe('a second apply after a failure converges', () => {
  const graph = [
    'applications.update',
    'tokenSigning.add',
    'appRoleAssignments.create',
    'groups.create',
    'synchronization.setSecrets',
    'synchronization.createJob',
    'synchronization.provisionOnDemand',
  ];
  const aws = [
    'CreatePermissionSet',
    'PutPermissionsBoundaryToPermissionSet',
    'AttachManagedPolicyToPermissionSet',
    'AttachCustomerManagedPolicyReferenceToPermissionSet',
    'PutInlinePolicyToPermissionSet',
    'ProvisionPermissionSet',
    'CreateAccountAssignment',
  ];
  test.each([
    ...graph.map((operation) => [operation, () => failGraphOnce(federation.world, operation)] as const),
    ...aws.map((operation) => [operation, () => failAwsOnce(federation.world, operation)] as const),
  ])('of %s', async (_, failOnce) => {
    const failed = failOnce();
    await expect(federation.apply(full(), POLICY)).rejects.toThrow(/refused by the test/);
    expect(failed()).toBe(true);
    await federation.terraform.apply();
    expect(assignments()).toHaveLength(6);
    expect((await federation.terraform.plan()).actions).toEqual({});
  });
});

test('destroying takes account assignments away first, then policies, then permission sets, then Entra’s side', async () => {
  await federation.apply(full(), POLICY);
  const destroyed = (await federation.destroy())
    .split('\n')
    .filter(Boolean)
    .map(
      (line) => JSON.parse(line) as { type: string; hook?: { action?: string; resource?: { addr: string } } },
    )
    .filter(({ type, hook }) => type === 'apply_complete' && hook?.action === 'delete')
    .map(({ hook }) => hook?.resource?.addr ?? '');
  const last = (pattern: RegExp) => destroyed.findLastIndex((address) => pattern.test(address));
  const first = (pattern: RegExp) => destroyed.findIndex((address) => pattern.test(address));
  const ASSIGNMENT = /^aws_ssoadmin_account_assignment\./;
  const POLICIES = /^aws_ssoadmin_(managed|customer|permission_set_inline|permissions_boundary)/;
  const policiesOf = (set: string) => new RegExp(`${POLICIES.source}.*_${set}(_|$)`);
  const SET = /^aws_ssoadmin_permission_set\./;
  const SIGN_IN = /^azuread_(application|service_principal|application_identifier_uri)\./;
  const ENTRA = /^azuread_/;
  expect(last(ASSIGNMENT)).toBeGreaterThan(-1);
  expect(last(ASSIGNMENT)).toBeLessThan(first(POLICIES));
  expect(last(ASSIGNMENT)).toBeLessThan(first(ENTRA));
  for (const set of ['Administrator', 'Developer', 'Operator']) {
    expect(last(policiesOf(set))).toBeGreaterThan(-1);
    expect(last(policiesOf(set))).toBeLessThan(
      destroyed.indexOf(`aws_ssoadmin_permission_set.permission-set_${set}`),
    );
  }
  expect(last(SET)).toBeLessThan(first(SIGN_IN));
});
