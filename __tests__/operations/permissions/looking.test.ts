import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportPermissions } from '../../../operations/permissions/permissions.js';
import { federation } from '../../cli/federation.js';
import { loadConfig, writeConfig } from '../../helpers/config.js';
import { synthesize } from '../../helpers/synthesize.js';
import { everything, files, seed } from './everything.js';
import { actionsIn, actionsOf, type PermittedSandbox, startPermitted } from './permitted-sandbox.js';

const stack = synthesize(loadConfig(everything(), files));
const { toApply, toLook } = reportPermissions(loadConfig(everything(), files), stack);

let sandbox: PermittedSandbox;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'looking-'));
  writeConfig(join(folder, 'config'), everything(), files);
  sandbox = await startPermitted(seed, toApply, { clients: true });
  await sandbox.terraform.write(stack);
  await sandbox.terraform.init();
  await sandbox.terraform.apply();
  // Provisioning brings the groups' members.
  await sandbox.world.clock.advance(40 * 60_000);
  sandbox.calls.length = 0;
  sandbox.grant(toLook);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await sandbox.stop();
});

async function run(...args: string[]): Promise<{ code: number | null; said: Record<string, unknown> }> {
  const variables = { ...process.env, ...sandbox.environment, AWS_PROFILE: undefined };
  const { code, stdout } = await federation([...args, '--json'], { cwd: folder, variables });
  return { code, said: JSON.parse(stdout) as Record<string, unknown> };
}

test('with exactly the rights to look, every command tells all it has to, and each action is used', async () => {
  expect((await run('status', 'test')).said).toMatchObject({ lacking: [] });
  expect((await run('drift', 'test')).said).toMatchObject({ unread: [] });
  expect((await run('handover', 'test')).code).toBe(0);
  expect((await run('accounts', 'test')).said).toMatchObject({ written: false });
  expect((await run('aws-config', 'test', '--user', 'ada')).code).toBe(0);
  expect(actionsOf(sandbox.calls)).toEqual(actionsIn(toLook));
});

test('they are not enough to change anything', async () => {
  const { code, said } = await run('activate-certificate', 'test', 'c2026', '--auto-approve');
  expect([code, JSON.stringify(said)]).toEqual([
    3,
    expect.stringContaining('Insufficient privileges to complete the operation.'),
  ]);
});
