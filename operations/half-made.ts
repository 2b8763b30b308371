/** Objects that an apply stopped in the middle of making: Terraform means to make them anew, and they are protected. */
import type { Context } from './context.js';
import { runTerraform, terraformIn } from './run-terraform.js';
import { TerraformError } from './terraform-error.js';

interface State {
  readonly resources?: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly { readonly status?: string }[];
  }[];
}

/** The addresses of those that kept a plan from being made. */
export async function findHalfMade(error: unknown, folder: string, context: Context): Promise<string[]> {
  if (!(error instanceof TerraformError)) return [];
  const refused = error.errors.filter(({ summary }) => summary === 'Instance cannot be destroyed');
  if (refused.length === 0) return [];
  const { stdout } = await runTerraform(context, folder, ['state', 'pull']);
  return ((JSON.parse(stdout) as State).resources ?? [])
    .filter(
      ({ mode, instances }) => mode === 'managed' && instances.some(({ status }) => status === 'tainted'),
    )
    .map(({ type, name }) => `${type}.${name}`)
    .filter((address) => refused.some(({ detail }) => detail.includes(` ${address} `)));
}

/** How Terraform is told to finish one in place, from where the state is at hand. */
export const finishingCommand = (context: Context, folder: string, address: string): string =>
  `${terraformIn(context, folder)} untaint ${address}`;

/** From here on Terraform updates them in place. */
export async function finishInPlace(
  addresses: readonly string[],
  folder: string,
  context: Context,
): Promise<void> {
  for (const address of addresses) await runTerraform(context, folder, ['untaint', address]);
}
