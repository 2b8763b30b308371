/** What the program says and does of a plan that the guard blocks, as people run it. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../sandbox/start.js';
import { createTestClock } from '../helpers/clock.js';
import { smallConfig, writeConfig } from '../helpers/config.js';
import { testSeed } from '../helpers/world.js';
import { federation, STACK_TRACE } from './federation.js';

jest.setTimeout(60_000);

describe('a plan that takes more away than guard.maxLoss', () => {
  let cwd: string;
  let sandbox: Sandbox;
  const config = { ...smallConfig(), guard: { maxLoss: 0 } };
  const run = (...args: string[]) =>
    federation(args, { cwd, variables: { ...process.env, ...sandbox.environment } });
  const json = async (...args: string[]) => {
    const { code, stdout } = await run(...args, '--json');
    return { code, data: JSON.parse(stdout) as Record<string, unknown> };
  };

  beforeAll(async () => {
    cwd = mkdtempSync(join(tmpdir(), 'guard-'));
    sandbox = await startSandbox(testSeed, { clock: createTestClock('2026-11-22T12:00:00Z') });
    writeConfig(join(cwd, 'config'), config);
    expect((await run('apply', 'test', '--auto-approve')).code).toBe(0);
    config.access.pop();
    writeConfig(join(cwd, 'config'), config);
  });
  afterAll(async () => {
    rmSync(cwd, { recursive: true });
    await sandbox.stop();
  });

  const MESSAGE =
    '1 grant would be taken away: 1 of group developers in 1 account. The config has none of that any more, but it is more than guard.maxLoss allows (0), as after a mistake. If all of it is to go, allow it with: --allow-loss-count 1';

  test('is told whole, and is not saved', async () => {
    const { code, stdout, stderr } = await run('plan', 'test', '--out', 'saved.tfplan');
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^Lost, 1 grant:\n {2}group developers: Developer in dev \(config\/test\.yaml:\d+\)\n\n/,
    );
    expect(stdout).toContain(
      '# aws_ssoadmin_account_assignment.access_developers_Developer_111111111111 will be destroyed',
    );
    expect(stdout).toMatch(
      /\nBlocked, 1: this plan is not to be applied as it is\.\n {2}config\/test\.yaml:\d+ guard\.maxLoss: 1 grant/,
    );
    expect(stdout.endsWith(`guard.maxLoss: ${MESSAGE}\n`)).toBe(true);
    expect(stderr).toContain('Not saved to saved.tfplan: the plan is blocked.\n');
    expect(stderr).not.toMatch(STACK_TRACE);
    expect(existsSync(join(cwd, 'saved.tfplan'))).toBe(false);
  });

  test('--json has what is lost, and why it is blocked', async () => {
    const { code, data } = await json('plan', 'test', '--exit-code');
    expect(code).toBe(1);
    const grant = {
      principal: { type: 'GROUP', handle: 'developers' },
      permissionSet: 'Developer',
      account: 'dev',
      accountId: '111111111111',
      because: [expect.objectContaining({ path: 'groups.developers' })],
    };
    expect(data).toMatchObject({
      environment: 'test',
      add: 0,
      change: 0,
      replace: 0,
      access: { gained: [], lost: [grant] },
      replaced: [],
      changed: [],
      members: [],
      blocked: [{ name: 'guard.maxLoss', message: MESSAGE, allow: '--allow-loss-count 1', grants: [grant] }],
    });
  });

  test('is not applied', async () => {
    const { code, stdout, stderr } = await run('apply', 'test', '--auto-approve');
    expect(code).toBe(1);
    expect(stdout.endsWith(`${MESSAGE}\nNothing was applied.\n`)).toBe(true);
    expect(stderr).not.toMatch(STACK_TRACE);
    expect(await json('apply', 'test', '--auto-approve')).toMatchObject({
      code: 1,
      data: { applied: false, blocked: [{ name: 'guard.maxLoss' }] },
    });
  });

  test('is allowed by no name that it doesn’t hold, and by no number that isn’t one', async () => {
    const { code, stdout, stderr } = await run('plan', 'test', '--allow-loss', 'groups.developer');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(
      'Error: --allow-loss groups.developer: this plan takes nothing away by that name.\n  Names in this plan: aws.accounts.dev, groups.developers, permissionSets.Developer. Did you mean "groups.developers"?\n',
    );
    expect((await run('plan', 'test', '--allow-loss-count', 'all')).stderr).toBe(
      "error: option '--allow-loss-count <number>' argument 'all' is invalid. It is a whole number.\n",
    );
  });

  test('is saved and applied once it is allowed', async () => {
    const saved = await run('plan', 'test', '--allow-loss', 'groups.developers', '--out', 'saved.tfplan');
    expect(saved.code).toBe(0);
    const again = await run('apply', './saved.tfplan', '--allow-loss', 'groups.developers');
    expect(again.code).toBe(1);
    expect(again.stderr).toBe(
      'Error: A plan file is applied as it was saved: give --allow-loss to the plan that makes it.\n',
    );
    expect((await run('apply', 'test', '--auto-approve', '--allow-loss-count', '1')).code).toBe(0);
    expect((await run('plan', 'test')).stdout).toMatch(/^Nobody’s access changes\.\n/);
  });
});
