/** The program's operations on a sandbox that fails on request, in this process, with folders of their own. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describeFailure } from '../../cli/failure.js';
import type { Environment } from '../../model/environment.js';
import { applyPlan } from '../../operations/apply.js';
import type { Context } from '../../operations/context.js';
import { type Plan, withPlan } from '../../operations/plan.js';
import { prepareStack } from '../../operations/prepare-stack.js';
import { renderBlocked } from '../../operations/guard/render-review.js';
import { type ServedClients, serveClients } from '../../sandbox/faces/clients.js';
import { Faults } from '../../sandbox/world/faults/faults.js';
import { startSandbox } from '../../sandbox/start.js';
import type { Seed } from '../../sandbox/world/seed.js';
import type { World } from '../../sandbox/world/world.js';
import { createTestClock } from '../helpers/clock.js';
import { type Ended, federation } from '../cli/federation.js';
import { loadConfig, type SmallConfig, writeConfig } from '../helpers/config.js';
import { createContext } from '../operations/builtin-stack.js';
import { FILES } from './draw-configs.js';
import { Killer, withKiller } from './killer.js';
import { createWatch, type Watch } from './losses.js';

export interface FaultySandbox {
  readonly world: World;
  readonly faults: Faults;
  /** Kills the program, once it is set. */
  readonly killer: Killer;
  readonly watch: Watch;
  readonly folder: string;
  /** The temporary directory that the program writes to. */
  readonly temporary: string;
  readonly token: string;
  environment(config: SmallConfig): Environment;
  /** Plans and applies as the program does; the text of its failure, or nothing. */
  apply(config: SmallConfig): Promise<string | undefined>;
  /** Runs the program itself, as a process with the vendors' clients pointed at both clouds. */
  federation(config: SmallConfig, ...args: readonly string[]): Promise<Ended>;
  /** Writes the config for it, and returns the variables of its environment. */
  prepareProcess(config: SmallConfig): Promise<NodeJS.ProcessEnv>;
  /** What planning comes to: `empty`, the planned changes, or the text of the failure. */
  plan(config: SmallConfig): Promise<string>;
  /** What Terraform's state holds. */
  state(): Promise<string>;
  stop(): Promise<void>;
}

export async function createFaultySandbox(seed: Seed): Promise<FaultySandbox> {
  const faults = new Faults();
  const watch = createWatch();
  const killer = new Killer();
  const sandbox = await startSandbox(seed, {
    clock: createTestClock('2026-11-22T12:00:00Z'),
    interceptor: watch.interceptor,
    faults: withKiller(faults, killer),
  });
  const home = process.cwd();
  const before = process.env['TMPDIR'];
  const folder = mkdtempSync(join(tmpdir(), 'faults-'));
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  shareCompiled(tmpdir(), temporary);
  process.env['TMPDIR'] = temporary;
  process.chdir(folder);
  const context: Context = {
    ...(await createContext()),
    variables: { ...process.env, ...sandbox.environment },
  };
  const stackFolder = join(folder, 'cdktf.out', 'stacks', 'test');
  let clients: Promise<ServedClients> | undefined;
  const run = async (...args: string[]) =>
    (
      await promisify(execFile)(context.terraform.binary, args, {
        cwd: stackFolder,
        env: context.variables,
        maxBuffer: 64 << 20,
      })
    ).stdout;
  const prepareProcess = async (config: SmallConfig): Promise<NodeJS.ProcessEnv> => {
    clients ??= serveClients(sandbox.world, seed.aws.region);
    writeConfig(join(folder, 'config'), config, FILES);
    return { ...context.variables, ...(await clients).environment, AWS_PROFILE: undefined };
  };
  const planned = async <T>(
    config: SmallConfig,
    finishing: boolean,
    use: (plan: Plan) => Promise<T>,
  ): Promise<T> => {
    const stack = await prepareStack(loadConfig(config, FILES), context);
    return withPlan(stack, context, { finishing }, use);
  };

  return {
    world: sandbox.world,
    faults,
    killer,
    watch,
    folder,
    temporary,
    token: sandbox.environment['TF_VAR_scim_token'] ?? '',
    environment: (config) => loadConfig(config, FILES),
    apply: (config) =>
      failureOf(
        planned(config, true, async (plan) => {
          const { blocked } = plan.review;
          if (blocked.length > 0) throw new Blocked(renderBlocked(blocked));
          await applyPlan(plan, context);
        }),
      ),
    federation: async (config, ...args) =>
      federation(args, { cwd: folder, variables: await prepareProcess(config) }),
    prepareProcess,
    plan: async (config) => {
      let found = '';
      const failure = await failureOf(
        planned(config, false, async ({ empty, changes }) => {
          found = empty ? 'empty' : changes.map(({ action, address }) => `${action} ${address}`).join(', ');
        }),
      );
      return failure ?? (found || 'outputs');
    },
    state: () => run('state', 'pull'),
    stop: async () => {
      process.chdir(home);
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
      rmSync(folder, { recursive: true, force: true });
      await Promise.all([sandbox.stop(), clients?.then((served) => served.stop())]);
    },
  };
}

/** What tsx has compiled: else each process in a temporary directory of its own does it anew, for seconds. */
export function shareCompiled(from: string, to: string): void {
  const name = `tsx-${process.getuid?.() ?? 0}`;
  mkdirSync(join(from, name), { recursive: true });
  symlinkSync(join(from, name), join(to, name));
}

/** A plan that the guard blocks. */
class Blocked extends Error {}

/** As the program shows it. */
async function failureOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return error instanceof Blocked ? `blocked: ${error.message}` : describeFailure(error).text;
  }
}

/** What stands in a folder, by path. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
