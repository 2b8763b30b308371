/** Runs that end before their time, as processes of their own: what they say, what they leave, and how the next one goes on. */
import type { ChildProcess } from 'node:child_process';
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NEEDED_ACTIONS, NEEDED_PERMISSIONS } from '../../../../operations/adopt/describe/needed.js';
import { type Sandbox, startSandbox } from '../../../../sandbox/start.js';
import { AwsError } from '../../../../sandbox/world/aws/aws-error.js';
import type { Call } from '../../../../sandbox/world/calls.js';
import { enforcePermissions } from '../../../../sandbox/world/permissions/enforce.js';
import { type Ended, federation, STACK_TRACE } from '../../../cli/federation.js';
import { createTestClock } from '../../../helpers/clock.js';
import { byHandSeed as seed } from './by-hand-seed.js';

const KEPT = 'config/.prod.adopting.jsonl';
const GOES_ON = `What was answered is kept in ${KEPT}: within the hour, the same command goes on from there.`;

let sandbox: Sandbox;
let folder: string;
let running: ChildProcess;
let calls: string[];
let happen: (call: Call) => void;

beforeAll(async () => {
  sandbox = await startSandbox(seed, {
    clock: createTestClock(new Date().toISOString()),
    clients: true,
    interceptor: (call, proceed) => {
      calls.push(call.operation);
      happen(call);
      return proceed();
    },
  });
  folder = mkdtempSync(join(tmpdir(), 'ended-early-'));
});
beforeEach(() => {
  calls = [];
  happen = () => undefined;
});
afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true });
});

function adopt(variables: NodeJS.ProcessEnv = {}, ...more: readonly string[]): Promise<Ended> {
  const own = { AWS_CONFIG_FILE: join(folder, 'none'), AWS_PROFILE: undefined };
  return federation(['adopt', 'prod', '--region', seed.aws.region, ...more], {
    cwd: folder,
    variables: { ...process.env, ...sandbox.environment, ...own, ...variables },
    watch: (child) => (running = child),
  });
}

const left = (): string[] => readdirSync(join(folder, 'config'));
const on =
  (operation: string, work: () => void) =>
  (call: Call): void => {
    if (call.operation === operation) work();
  };

test('without credentials it says how to sign in, and leaves nothing', async () => {
  const none = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
  const { code, stderr } = await adopt({ ...none, AWS_EC2_METADATA_DISABLED: 'true' });
  expect(stderr).toMatch(
    /^Error: AWS doesn’t take the caller’s credentials, or there are none: sts GetCallerIdentity\n {2}Sign in to AWS again, for example with: aws sso login\n/m,
  );
  expect(stderr).not.toMatch(STACK_TRACE);
  expect(code).toBe(3);
  expect(readdirSync(folder)).toEqual([]);
});

const grant = (actions: readonly string[], graph: readonly string[]): ((call: Call) => void) => {
  const Action = [...actions];
  const policiesOf = () => [{ Statement: [{ Effect: 'Allow', Action, Resource: '*' }] }];
  const enforce = enforcePermissions({ policiesOf, graph });
  return (call) => void enforce(call, () => undefined);
};

test('a caller who lacks permissions is told exactly these, and goes on once they are there', async () => {
  happen = grant(
    NEEDED_ACTIONS.filter((action) => action !== 'identitystore:ListUsers'),
    NEEDED_PERMISSIONS.filter((permission) => permission !== 'Policy.Read.All'),
  );
  const { code, stderr } = await adopt();
  expect(stderr).toContain(
    [
      'Error: What stands can’t all be told, so nothing is written:',
      '  the caller needs identitystore:ListUsers',
      '  the caller needs Policy.Read.All',
      `  ${GOES_ON}`,
      '',
      'AccessDeniedException: User: ',
    ].join('\n'),
  );
  expect(code).toBe(3);
  // There are two: once all is refused anyway, each action is asked once.
  expect(calls.filter((operation) => operation === 'DescribePermissionSet')).toHaveLength(1);
  happen = grant(NEEDED_ACTIONS, NEEDED_PERMISSIONS);
  const again = await adopt({}, '--member-role', 'Nobody');
  expect(again.stderr).toContain(
    `so nothing is written:\n  the caller needs sts:AssumeRole of arn:aws:iam::222222222222:role/Nobody\n  ${GOES_ON}\n`,
  );
  expect(left()).toEqual(['.prod.adopting.jsonl']);
  rmSync(join(folder, 'config'), { recursive: true });
});

test('a tenant that isn’t there is told before all of AWS is read', async () => {
  const { code, stderr } = await adopt({}, '--tenant', '11111111-2222-3333-4444-555555555555');
  expect(stderr).toContain(
    [
      '  Set ARM_TENANT_ID, ARM_CLIENT_ID and a secret, certificate or OIDC; or sign in with: az login',
      '  The tenant is 11111111-2222-3333-4444-555555555555: --tenant names another.',
      `  ${GOES_ON}`,
    ].join('\n'),
  );
  expect(code).toBe(3);
  expect(calls).toEqual(['GetCallerIdentity', 'ListInstances', 'DescribeOrganization']);
});

test('SIGTERM ends it in order, and it says how to go on', async () => {
  happen = on('ListUsers', () => running.kill('SIGTERM'));
  const { code, stderr } = await adopt();
  expect(stderr).toMatch(`Interrupted. Nothing was written.\n  ${GOES_ON}\n`);
  expect(code).toBe(130);
  expect(left()).toEqual(['.prod.adopting.jsonl']);
});

test('credentials that end in the middle end it, and what was answered until then isn’t asked again', async () => {
  happen = on('ListAccountAssignments', () => {
    throw new AwsError('ExpiredTokenException', 'The security token included in the request is expired');
  });
  const { code, stderr } = await adopt();
  expect(stderr).toMatch(/^Going on with what was read since \d\d:\d\d UTC \.\.\.$/m);
  expect(stderr).toContain(
    `Sign in to AWS again, for example with: aws sso login\n  ${GOES_ON}\n\nExpiredTokenException: `,
  );
  expect(code).toBe(3);
  expect(calls).not.toContain('ListInstances');
  expect(left()).toEqual(['.prod.adopting.jsonl']);
});

test('killed, and with an answer that was cut off, it goes on all the same; then all is written, and what was kept is gone', async () => {
  happen = on('jobs', () => running.kill('SIGKILL'));
  expect((await adopt()).code).toBeNull();
  appendFileSync(join(folder, KEPT), '\n["0123456789abcdef",["half');
  calls = [];
  happen = () => undefined;
  const { code, stdout, stderr } = await adopt();
  expect(stderr).toMatch(/^Going on with what was read since /m);
  expect(stdout).toMatch(/ [1-9] requests\.$/m);
  expect(code).toBe(0);
  expect(calls).not.toContain('ListAccountAssignments');
  expect(left()).toEqual(['prod', 'prod.yaml']);
});
