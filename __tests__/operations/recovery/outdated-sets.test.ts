/** A permission set is changed, and an apply fails before its accounts have it: nothing in Terraform's state shows that. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../../sandbox/start.js';
import { Faults } from '../../../sandbox/world/faults/faults.js';
import { federation } from '../../cli/federation.js';
import { instanceArn, management } from '../../helpers/aws.js';
import { createTestClock } from '../../helpers/clock.js';
import { smallConfig, writeConfig } from '../../helpers/config.js';
import { testSeed } from '../../helpers/world.js';

let cwd: string;
let sandbox: Sandbox;
const faults = new Faults();

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'outdated-'));
  const clock = createTestClock(new Date().toISOString());
  sandbox = await startSandbox(testSeed, { clock, clients: true, faults });
});
afterAll(async () => {
  rmSync(cwd, { recursive: true });
  await sandbox.stop();
});

const run = (...args: string[]) =>
  federation(args, { cwd, variables: { ...process.env, ...sandbox.environment, AWS_PROFILE: undefined } });

const apply = (policies: readonly (string | object)[], ...options: string[]) =>
  applySet({ policies }, ...options);

function applySet(developer: object, ...options: string[]) {
  const config = smallConfig();
  config.permissionSets['Developer'] = developer;
  writeConfig(join(cwd, 'config'), config);
  return run('apply', 'test', '--auto-approve', ...options);
}

/** Meanwhile the caller's credentials expire, at AWS's nth write. */
async function applyAndExpire(nth: number, ...args: Parameters<typeof apply>) {
  faults.begin([{ kind: 'expired', place: 'aws', on: 'write', nth, times: Infinity }]);
  const ended = await apply(...args);
  expect(faults.injected.at(-1)?.met).toBe('ssoAdmin.ProvisionPermissionSet');
  faults.end();
  return ended;
}

const ssoAdmin = () =>
  sandbox.world.aws.as({
    account: management,
    region: 'eu-west-1',
    arn: 'arn:aws:iam::000000000001:user/test',
  }).ssoAdmin;

function findDeveloper(): string {
  const InstanceArn = instanceArn;
  const { PermissionSets } = ssoAdmin().ListPermissionSets({ InstanceArn });
  const named = (PermissionSetArn: string) =>
    ssoAdmin().DescribePermissionSet({ InstanceArn, PermissionSetArn }).PermissionSet.Name;
  return PermissionSets.find((arn) => named(arn) === 'Developer') ?? '';
}

const outdated = (PermissionSetArn: string): readonly string[] =>
  ssoAdmin().ListAccountsForProvisionedPermissionSet({
    InstanceArn: instanceArn,
    PermissionSetArn,
    ProvisioningStatus: 'LATEST_PERMISSION_SET_NOT_PROVISIONED',
  }).AccountIds;

test('a policy taken from a permission set stays in accounts where the apply fails: that, plan and drift say so, and the next apply takes it away', async () => {
  expect((await apply(['PowerUserAccess', 'ReadOnlyAccess'])).code).toBe(0);
  const failed = await applyAndExpire(2, ['PowerUserAccess']);
  expect(failed.code).toBe(3);
  expect(failed.stderr).toContain(
    '\n  Accounts may have an older version of permission set Developer, until the next apply from this folder: it looks for them and brings them up to date.\n',
  );

  const planned = await run('plan', 'test', '--exit-code');
  expect(planned.code).toBe(0);
  expect(planned.stdout).toContain(
    'An earlier apply didn’t end well while it changed permission set Developer: accounts may have an older version. At its end, federation apply test looks for them and brings them up to date.',
  );

  const set = findDeveloper();
  const drift = await run('drift', 'test', '--exit-code');
  expect(drift.code).toBe(2);
  expect(drift.stdout).toContain(
    [
      'Out of date in accounts: 1. No plan shows it, for the permission set itself is as the state has it.',
      '',
      `  Developer (${set.replace(/.*\//, '')}) is out of date in dev (111111111111): it has an older version of it.`,
      '    update: federation apply test, which brings it there at its end; or',
      `            aws sso-admin provision-permission-set --instance-arn ${instanceArn} --permission-set-arn ${set} --target-type ALL_PROVISIONED_ACCOUNTS`,
      '',
    ].join('\n'),
  );

  const refused = await applyAndExpire(1, ['PowerUserAccess']);
  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain(
    [
      'Error: What the config says is applied, but accounts may still have an older version of permission set Developer, for which an earlier apply didn’t end well:',
      `AWS doesn’t take the caller’s credentials, or there are none: sso-admin ProvisionPermissionSet ${set}`,
      '  Sign in to AWS again, for example with: aws sso login',
      '  The next federation apply test tries again. federation drift test tells the accounts, and the AWS CLI’s command for it.',
    ].join('\n'),
  );
  expect(outdated(set)).toEqual(['111111111111']);

  // Somebody else changes it just then, and AWS takes its time.
  faults.begin([
    { kind: 'conflict', place: 'aws', on: 'write', nth: 1, times: 1 },
    { kind: 'unsettled', place: 'aws', on: 'write', nth: 1, times: 1 },
  ]);
  const healed = await apply(['PowerUserAccess']);
  expect(faults.injected.slice(-2).map(({ fault }) => fault.kind)).toEqual(['conflict', 'unsettled']);
  expect(healed.stdout).toContain(
    'test: there is nothing to apply.\nDeveloper is up to date again in dev: an earlier apply had left an older version there.\n',
  );
  expect(healed.code).toBe(0);
  expect(outdated(set)).toEqual([]);
  expect(existsSync(join(cwd, 'cdktf.out/stacks/test/permission-sets-under-way.txt'))).toBe(false);
});

test('where an account lacks a policy of the permission set, every apply until then names both', async () => {
  const { iam } = sandbox.world.aws.as({
    account: '111111111111',
    region: 'eu-west-1',
    arn: 'arn:aws:iam::111111111111:user/test',
  });
  const document = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  const create = () => iam.CreatePolicy({ PolicyName: 'Extra', PolicyDocument: document });
  create();
  expect((await apply(['PowerUserAccess', { customer: 'Extra' }])).code).toBe(0);
  iam.DeletePolicy({ PolicyArn: 'arn:aws:iam::111111111111:policy/Extra' });
  const lacks =
    'The account dev has no customer managed policy Extra, which Developer needs: make it there, or leave the account out.';
  const edited = { policies: ['PowerUserAccess', { customer: 'Extra' }], session: 'PT2H' };
  const first = await applySet(edited);
  expect(first.stderr).toContain(`\nError: ${lacks}\n`);
  const again = await applySet(edited);
  expect(again.stderr).toContain(
    `\nError: What the config says is applied, but accounts may still have an older version of permission set Developer, for which an earlier apply didn’t end well:\n${lacks}\n`,
  );
  expect([first.code, again.code]).toEqual([3, 3]);
  create();
  expect((await applySet(edited)).stdout).toContain('Developer is up to date again in dev');
});
