/** The program's operations on a sandbox within this process, in a working directory of their own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../../model/environment.js';
import { applyPlan } from '../../operations/apply.js';
import type { Context } from '../../operations/context.js';
import { withDestroyPlan } from '../../operations/destroy.js';
import type { Allowance } from '../../operations/guard/blocked.js';
import { type Plan, withPlan } from '../../operations/plan.js';
import { prepareStack } from '../../operations/prepare-stack.js';
import { startSandbox } from '../../sandbox/start.js';
import type { Seed } from '../../sandbox/world/seed.js';
import type { World } from '../../sandbox/world/world.js';
import { createTestClock } from '../helpers/clock.js';
import { loadConfig, type SmallConfig } from '../helpers/config.js';
import { testSeed } from '../helpers/world.js';
import { createContext } from './builtin-stack.js';

export interface OperatedSandbox {
  readonly world: World;
  readonly context: Context;
  /** Plans a config and gives the plan to `use`. Nothing that the guard blocks is allowed by default. */
  plan<T>(
    config: SmallConfig,
    use: (plan: Plan, environment: Environment) => Promise<T>,
    allowance?: Allowance,
  ): Promise<T>;
  apply(config: SmallConfig, allowance?: Allowance): Promise<void>;
  /** Plans the destruction of a config's environment and gives the plan to `use`. */
  planDestruction<T>(config: SmallConfig, use: (plan: Plan) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

/** @param files What stands beside each config, by path. */
export async function createOperatedSandbox(
  seed: Seed = testSeed,
  files: Readonly<Record<string, string>> = {},
): Promise<OperatedSandbox> {
  const sandbox = await startSandbox(seed, { clock: createTestClock('2026-11-22T12:00:00Z') });
  const home = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'operations-'));
  process.chdir(folder);
  const context = { ...(await createContext()), variables: { ...process.env, ...sandbox.environment } };
  const planWith = async <T>(
    config: SmallConfig,
    options: Parameters<typeof withPlan>[2],
    use: (plan: Plan, environment: Environment) => Promise<T>,
  ): Promise<T> => {
    const environment = loadConfig(config, files);
    const stack = await prepareStack(environment, context);
    return withPlan(stack, context, options, (made) => use(made, environment));
  };
  return {
    world: sandbox.world,
    context,
    plan: (config, use, allowance) => planWith(config, { allowance }, use),
    apply: (config, allowance) =>
      planWith(config, { allowance, finishing: true }, (made) => applyPlan(made, context)),
    planDestruction: (config, use) => withDestroyPlan(loadConfig(config), context, use),
    stop: async () => {
      process.chdir(home);
      rmSync(folder, { recursive: true });
      await sandbox.stop();
    },
  };
}
