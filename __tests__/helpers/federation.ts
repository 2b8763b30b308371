/** A federation in the making: the stack of an environment, applied by real Terraform to a sandbox. */
import { loadConfig, type SmallConfig } from './config.js';
import { synthesize, type Synthesized } from './synthesize.js';
import { createTerraform, type Plan, type Terraform } from './terraform.js';
import { testSeed } from './world.js';
import { createTestClock } from './clock.js';
import type { Environment } from '../../model/environment.js';
import type { Seed } from '../../sandbox/world/seed.js';
import type { World } from '../../sandbox/world/world.js';
import { emptyStack } from '../../operations/empty-stack.js';
import { startSandbox } from '../../sandbox/start.js';

export interface Federation {
  readonly world: World;
  readonly terraform: Terraform;
  /** Synthesizes a config into Terraform's folder. */
  write(config: SmallConfig, files?: Readonly<Record<string, string>>): Promise<void>;
  writeEnvironment(environment: Environment): Promise<void>;
  /** Plans a config. */
  plan(config: SmallConfig, files?: Readonly<Record<string, string>>): Promise<Plan>;
  apply(config: SmallConfig, files?: Readonly<Record<string, string>>): Promise<void>;
  /** Destroys everything, as `federation destroy` does; returns Terraform's JSON log. */
  destroy(): Promise<string>;
  stop(): Promise<void>;
}

export async function createFederation(seed: Seed = testSeed): Promise<Federation> {
  const sandbox = await startSandbox(seed, { clock: createTestClock('2026-11-22T12:00:00Z') });
  const terraform = await createTerraform(sandbox.environment);
  let initialised = false;
  let last: Synthesized;
  const writeEnvironment = async (environment: Environment) => {
    last = synthesize(environment);
    await terraform.write(last);
    if (!initialised) await terraform.init();
    initialised = true;
  };
  const write: Federation['write'] = (config, files) => writeEnvironment(loadConfig(config, files));
  return {
    world: sandbox.world,
    terraform,
    write,
    writeEnvironment,
    plan: async (config, files) => {
      await write(config, files);
      return terraform.plan();
    },
    apply: async (config, files) => {
      await write(config, files);
      await terraform.apply();
    },
    destroy: async () => {
      await terraform.write(emptyStack(last));
      return terraform.run('apply', '-auto-approve', '-json');
    },
    stop: async () => {
      await terraform.remove();
      await sandbox.stop();
    },
  };
}
