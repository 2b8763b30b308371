/** The program, as people run it, on a sandbox that Terraform and both clouds' clients reach, with a state to lose. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PlanReport } from '../../../operations/plan-report.js';
import { startSandbox } from '../../../sandbox/start.js';
import type { Interceptor } from '../../../sandbox/world/calls.js';
import type { Seed } from '../../../sandbox/world/seed.js';
import type { World } from '../../../sandbox/world/world.js';
import { type Ended, federation } from '../../cli/federation.js';
import { createTestClock } from '../../helpers/clock.js';
import { type SmallConfig, writeConfig } from '../../helpers/config.js';

export interface ImportedSandbox {
  readonly world: World;
  /** The working directory. */
  readonly folder: string;
  /** The stack's own. */
  readonly stackFolder: string;
  write(config: SmallConfig, files?: Readonly<Record<string, string>>): void;
  run(...args: string[]): Promise<Ended>;
  /** Plans with `--import`, which must not fail. */
  plan(): Promise<PlanReport>;
  /** Applies with `--import`, which must not fail; what it said. */
  apply(...args: string[]): Promise<string>;
  terraform(...args: string[]): Promise<string>;
  /** Takes objects out of the state, which stand on in the clouds; all of them by default. */
  forget(...addresses: string[]): Promise<string[]>;
  stop(): Promise<void>;
}

export async function createImportedSandbox(
  seed: Seed,
  config: SmallConfig,
  { files = {}, interceptor }: { files?: Record<string, string>; interceptor?: Interceptor } = {},
): Promise<ImportedSandbox> {
  const clock = createTestClock('2026-11-22T12:00:00Z');
  const sandbox = await startSandbox(seed, {
    clock,
    environment: config.environment,
    clients: true,
    interceptor,
  });
  const folder = mkdtempSync(join(tmpdir(), 'imports-'));
  const stackFolder = join(folder, 'cdktf.out/stacks', config.environment);
  const variables = { ...process.env, ...sandbox.environment, AWS_CONFIG_FILE: join(folder, 'aws-config') };
  const write: ImportedSandbox['write'] = (each, others = files) =>
    writeConfig(join(folder, 'config'), each, others);
  write(config);
  const run = (...args: string[]) => federation(args, { cwd: folder, variables });
  const succeed = async (...args: string[]) => {
    const { code, stdout, stderr } = await run(...args);
    if (code !== 0) throw new Error(`federation ${args.join(' ')} ended with ${code}\n${stdout}${stderr}`);
    return stdout;
  };
  const terraform = async (...args: string[]) => {
    const options = { cwd: stackFolder, env: variables, maxBuffer: 256 << 20 };
    return (await promisify(execFile)('terraform', args, options)).stdout;
  };
  return {
    world: sandbox.world,
    folder,
    stackFolder,
    write,
    run,
    plan: async () =>
      JSON.parse(await succeed('plan', config.environment, '--import', '--json')) as PlanReport,
    apply: (...args) => succeed('apply', config.environment, '--import', '--auto-approve', ...args),
    terraform,
    forget: async (...addresses) => {
      const all = (await terraform('state', 'list'))
        .split('\n')
        .filter((each) => each !== '' && !each.startsWith('data.'));
      const gone = addresses.length === 0 ? all : addresses;
      await terraform('state', 'rm', ...gone);
      return gone;
    },
    stop: async () => {
      await sandbox.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
