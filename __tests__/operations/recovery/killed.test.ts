/** What becomes of an apply whose program, or whose Terraform, is killed in the middle. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Interceptor } from '../../../sandbox/world/calls.js';
import { type Sandbox, startSandbox } from '../../../sandbox/start.js';
import { federation, STACK_TRACE } from '../../cli/federation.js';
import { createTestClock } from '../../helpers/clock.js';
import { smallConfig, writeConfig } from '../../helpers/config.js';
import { testSeed } from '../../helpers/world.js';
import { createFakeBinaries, type FakeBinaries } from '../fake-binary.js';

let cwd: string;
let binaries: FakeBinaries;
let sandbox: Sandbox;
let onAssignment: () => void;

const atFirstAssignment: Interceptor = ({ operation }, proceed) => {
  if (operation === 'CreateAccountAssignment') onAssignment();
  return proceed();
};

beforeEach(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'killed-'));
  mkdirSync(join(cwd, 'temporary'));
  writeConfig(join(cwd, 'config'), smallConfig());
  binaries = createFakeBinaries();
  binaries.add('terraform', `[ "$1" = apply ] && echo $$ > ${cwd}/terraform.pid; exec terraform "$@"`);
  onAssignment = () => undefined;
  sandbox = await startSandbox(testSeed, {
    clock: createTestClock('2026-11-22T12:00:00Z'),
    clients: true,
    interceptor: atFirstAssignment,
  });
});
afterEach(async () => {
  rmSync(cwd, { recursive: true });
  binaries.remove();
  await sandbox.stop();
});

const run = (args: readonly string[], watch?: Parameters<typeof federation>[1]) =>
  federation(args, {
    cwd,
    variables: {
      ...process.env,
      ...sandbox.environment,
      TERRAFORM_BINARY_NAME: join(binaries.path, 'terraform'),
      TMPDIR: join(cwd, 'temporary'),
    },
    ...watch,
  });

const terraformId = () => Number(readFileSync(join(cwd, 'terraform.pid'), 'utf8'));

/** Applies, and has whatever `which` says killed as the first account assignment is made. */
async function applyAndKill(which: (program: number) => readonly number[]): Promise<void> {
  let killed = false;
  let program = 0;
  onAssignment = () => {
    if (killed) return;
    killed = true;
    which(program).forEach((id) => process.kill(id, 'SIGKILL'));
  };
  await run(['apply', 'test', '--auto-approve'], { watch: ({ pid = 0 }) => void (program = pid) });
  expect(killed).toBe(true);
}

async function untilTerraformEnds(): Promise<void> {
  const id = terraformId();
  for (;;) {
    try {
      process.kill(id, 0);
    } catch {
      return;
    }
    await setTimeout(20);
  }
}

test('the program killed: Terraform goes on to its end, saves the state and frees the lock', async () => {
  await applyAndKill((program) => [program]);
  await untilTerraformEnds();
  const left = () => readdirSync(join(cwd, 'temporary')).filter((name) => name.startsWith('federation-'));
  expect(left()).toHaveLength(1);

  const { code, stdout, stderr } = await run(['plan', 'test', '--exit-code']);
  expect({ code, stderr: STACK_TRACE.test(stderr) }).toEqual({ code: 0, stderr: false });
  expect(stdout).toMatch(
    /\nThe last apply, begun by .+ on .+ at 2\d{3}-\d\d-\d\d \d\d:\d\d:\d\d UTC, was cut off\. The state has all that it had begun to make\.\n/,
  );
  expect(left()).toEqual([]);

  expect((await run(['apply', 'test', '--auto-approve'])).code).toBe(0);
  expect((await run(['plan', 'test'])).stdout).not.toContain('was cut off');
});

test('both killed: the next one says who held the lock, and then takes over what was made', async () => {
  await applyAndKill((program) => [program, terraformId()]);
  const locked = await run(['plan', 'test']);
  expect(locked.code).toBe(3);
  expect(locked.stderr).toMatch(/\nError: The state is locked by .+ since .+/);

  await unlock();
  const destroyed = await run(['destroy', 'test', '--auto-approve']);
  expect(destroyed.code).toBe(1);
  expect(destroyed.stderr).toMatch(
    /Error: An apply of test, begun by .+ at .+ UTC, was cut off, or is under way still\. What it made may be missing in the state\.\n {2}Run first: federation apply test\. It takes over what was made\. Then destroy\.\n/,
  );
  const { code, stderr, stdout } = await run(['apply', 'test', '--auto-approve']);
  expect({ code, stderr: STACK_TRACE.test(stderr) }).toEqual({ code: 0, stderr: false });
  expect(stdout).toMatch(
    /, was cut off\. What the state doesn’t have of it was looked for in both clouds:\n/,
  );
  expect(stdout).toMatch(/\n {2}Found and taken over, \d+: .+\.\n/);
  expect((await run(['plan', 'test', '--exit-code'])).code).toBe(0);
});

test('Terraform killed: the error says what was done and what was not', async () => {
  onAssignment = () => {
    onAssignment = () => undefined;
    process.kill(terraformId(), 'SIGKILL');
  };
  const ended = await run(['apply', 'test', '--auto-approve', '--json']);
  expect(ended.code).toBe(3);
  const { error } = JSON.parse(ended.stdout) as {
    error: { message: string; apply: Record<string, readonly object[]> };
  };
  expect(error.message).toMatch(
    /^Terraform was ended\.\n\n {2}Done, \d+ of 15: .+\n {2}Cut off, \d+ of 15: /,
  );
  expect(Object.keys(error.apply)).toEqual(['done', 'failed', 'cutOff', 'notBegun']);
  expect(existsSync(join(cwd, 'cdktf.out/stacks/test/apply-under-way.jsonl'))).toBe(true);
});

/** As `terraform force-unlock` does. */
async function unlock(): Promise<void> {
  const { TF_HTTP_ADDRESS = '', TF_HTTP_USERNAME, TF_HTTP_PASSWORD } = sandbox.environment;
  const authorization = `Basic ${Buffer.from(`${TF_HTTP_USERNAME}:${TF_HTTP_PASSWORD}`).toString('base64')}`;
  const { status } = await fetch(TF_HTTP_ADDRESS, { method: 'UNLOCK', headers: { authorization } });
  expect(status).toBe(200);
}
