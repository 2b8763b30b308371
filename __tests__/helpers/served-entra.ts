/** The azuread provider over a test world, served to real Terraform. */
import { azureadProvider } from '../../sandbox/faces/terraform/azuread/provider.js';
import { serveTerraform } from '../../sandbox/faces/terraform/serve.js';
import type { World } from '../../sandbox/world/world.js';
import { createTerraform, type Plan, type Terraform } from './terraform.js';
import { createTestWorld } from './world.js';

export interface ServedEntra {
  readonly entra: World['entra'];
  readonly terraform: Terraform;
  apply(configuration: object): Promise<string>;
  plan(configuration: object): Promise<Plan>;
  stop(): Promise<void>;
}

/** `configuration` is only for its providers: it has been initialized when this resolves. */
export async function serveEntra(configuration: object): Promise<ServedEntra> {
  const world = createTestWorld();
  const served = await serveTerraform(world, [azureadProvider]);
  const terraform = await createTerraform(served.environment);
  await terraform.write(configuration);
  await terraform.init();
  return {
    entra: world.entra,
    terraform,
    apply: async (next) => {
      await terraform.write(next);
      return terraform.apply();
    },
    plan: async (next) => {
      await terraform.write(next);
      return terraform.plan();
    },
    stop: async () => {
      await terraform.remove();
      await served.stop();
    },
  };
}
