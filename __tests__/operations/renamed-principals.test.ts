/**
 * Groups and users that are renamed while provisioning on demand fails: AWS keeps them under their old names. By real
 * Terraform on the sandbox.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyPlan } from '../../operations/apply.js';
import { stackFolder } from '../../operations/synthesize.js';
import { callerIn, dev, groupId, instanceArn, management, prod } from '../helpers/aws.js';
import { provisionedConfig, type SmallConfig } from '../helpers/config.js';
import { deleteGroupInAws } from '../helpers/scim.js';
import { unprovisionedSeed } from '../helpers/world.js';
import { createOperatedSandbox, type OperatedSandbox } from './operated-sandbox.js';

jest.setTimeout(60_000);

let sandbox: OperatedSandbox;
beforeEach(async () => {
  sandbox = await createOperatedSandbox(unprovisionedSeed);
  await sandbox.apply(before());
});
afterEach(() => sandbox.stop());

/** A managed group, one that exists, another one, and a user. */
function before(): SmallConfig {
  const config = provisionedConfig();
  config.users['auditor'] = { userPrincipalName: 'eve@test.example' };
  config.groups['team'] = { managed: {} };
  config.access.push({
    groups: ['team'],
    users: ['auditor'],
    permissionSets: ['Developer'],
    accounts: ['prod'],
  });
  return config;
}

const renamedTeam = (): SmallConfig => {
  const config = before();
  config.groups['team'] = { name: 'The Team', managed: {} };
  return config;
};

/** Renames all of them but the group Admins, in Entra too where they aren't managed. */
function renameAll(): SmallConfig {
  const { groups, users } = sandbox.world.entra;
  const [developers] = groups.list({ displayName: 'Developers' });
  groups.update(String(developers?.id), { displayName: 'Builders' });
  const [eve] = users.list({ userPrincipalName: 'eve@test.example' });
  users.update(String(eve?.id), { userPrincipalName: 'eva@test.example' });
  const config = renamedTeam();
  config.groups['developers'] = { name: 'Builders' };
  config.users['auditor'] = { userPrincipalName: 'eva@test.example' };
  return config;
}

/** Applies, while AWS doesn't take the access token. */
async function applyWithoutProvisioning(config: SmallConfig): Promise<void> {
  const { failures } = sandbox.world.aws.scim;
  failures.add({ status: 401, times: Infinity });
  await expect(sandbox.apply(config)).rejects.toThrow(/isn't in AWS, though it was provisioned on demand/);
  failures.clear();
}

/** What a plan says and replaces, and what of it is blocked. */
const plan = (config: SmallConfig) =>
  sandbox.plan(config, async ({ review, warnings, changes, empty }) => ({
    said: warnings.map((line) => line.replace(/, [^ ]*test\.yaml:\d+/, '')).sort(),
    replaced: changes
      .filter(({ action }) => action === 'replace')
      .map(({ address }) => address)
      .sort(),
    blocked: review.blocked.map(({ name }) => name),
    empty,
  }));

/** Who has which permission set in an account of AWS. */
function grantsIn(account: string): unknown[] {
  const { ssoAdmin } = sandbox.world.aws.as(callerIn(management));
  const { PermissionSets } = ssoAdmin.ListPermissionSets({ InstanceArn: instanceArn });
  return PermissionSets.flatMap(
    (PermissionSetArn) =>
      ssoAdmin.ListAccountAssignments({ InstanceArn: instanceArn, AccountId: account, PermissionSetArn })
        .AccountAssignments,
  );
}

const LOOKUPS = join(stackFolder('test'), 'kept-ids.tf.json');
const ON_DEMAND = 'azuread_synchronization_job_provision_on_demand';
const DEVELOPERS_ACCESS = 'aws_ssoadmin_account_assignment.access_developers_Developer_111111111111';
const TEAMS_ACCESS = 'aws_ssoadmin_account_assignment.access_team_Developer_222222222222';
const EMPTY = { said: [], replaced: [], blocked: [], empty: true };
const TEAM_STAYS =
  'In AWS, the group "The Team" (groups.team) still has another name: it is provisioned again, and keeps its grants.';

test('whoever AWS still has under an old name is provisioned again, and keeps every grant', async () => {
  const granted = [...grantsIn(dev), ...grantsIn(prod)];
  expect(granted).toHaveLength(5);
  const config = renameAll();
  await applyWithoutProvisioning(config);

  expect(await plan(config)).toEqual({
    said: [
      'In AWS, the group "Builders" (groups.developers) still has another name: it is provisioned again, and keeps its grants.',
      TEAM_STAYS,
      'In AWS, the user "eva@test.example" (users.auditor) still has another name: it is provisioned again, and keeps its grants.',
    ],
    replaced: [`${ON_DEMAND}.group_developers`, `${ON_DEMAND}.group_team`, `${ON_DEMAND}.user_auditor`],
    blocked: [],
    empty: false,
  });
  await sandbox.apply(config);
  expect([...grantsIn(dev), ...grantsIn(prod)]).toEqual(granted);
  expect(await plan(config)).toEqual(EMPTY);
});

test('beside it, a group that AWS has no longer is granted anew, and blocked until that is allowed', async () => {
  const config = renamedTeam();
  await applyWithoutProvisioning(config);
  await deleteGroupInAws(sandbox.world, 'Developers');
  // Terraform plans no part of a stack in which something moves.
  config.users = { pat: { userPrincipalName: 'eve@test.example', renamedFrom: 'auditor' } };
  config.access[2] = { groups: ['team'], users: ['pat'], permissionSets: ['Developer'], accounts: ['prod'] };
  // A program that was killed while it looked leaves its lookups behind.
  writeFileSync(LOOKUPS, JSON.stringify({ data: { aws_identitystore_group: { kept_group_gone: {} } } }));

  expect(await plan(config)).toEqual({
    said: [
      TEAM_STAYS,
      'The group "Developers" (groups.developers) isn\'t in AWS: it is provisioned again, and its grants are planned anew.',
    ],
    replaced: [
      DEVELOPERS_ACCESS,
      `${ON_DEMAND}.group_developers`,
      `${ON_DEMAND}.group_team`,
      'terraform_data.group_developers',
    ],
    blocked: ['groups.developers'],
    empty: false,
  });
  expect(existsSync(LOOKUPS)).toBe(false);
  const team = groupId(sandbox.world, 'team');
  await sandbox.apply(config, { names: ['groups.developers'] });
  expect(groupId(sandbox.world, 'The Team')).toBe(team);
  expect(await plan(config)).toEqual(EMPTY);
});

test('where provisioning comes to another group after all, the apply says so, and the next plan is blocked', async () => {
  const config = renamedTeam();
  await applyWithoutProvisioning(config);
  const apply = sandbox.plan(config, async (made) => {
    expect(made.review.blocked).toEqual([]);
    await deleteGroupInAws(sandbox.world, 'team');
    await applyPlan(made, sandbox.context);
  });
  await expect(apply).rejects.toThrow(
    /^AWS has another group than the one that was granted access, under the same name: [^ ]*test\.yaml:\d+ groups\.team\.$/m,
  );

  expect(await plan(config)).toEqual({
    said: [
      'In AWS, the group "The Team" (groups.team) is another one than before: its grants are planned anew.',
    ],
    replaced: [TEAMS_ACCESS, 'terraform_data.group_team'],
    blocked: ['groups.team'],
    empty: false,
  });
  await sandbox.apply(config, { names: ['groups.team'] });
  expect(await plan(config)).toEqual(EMPTY);
});
