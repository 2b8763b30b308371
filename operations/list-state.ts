import type { Context } from './context.js';
import { OutsideError } from './outside-error.js';
import { runTerraform } from './run-terraform.js';

/** The addresses that a stack's state has; none where there is no state yet, which Terraform calls a failure. */
export async function listState(context: Context, folder: string): Promise<ReadonlySet<string>> {
  try {
    const { stdout } = await runTerraform(context, folder, ['state', 'list']);
    return new Set(stdout.split('\n').filter(Boolean));
  } catch (error) {
    if (error instanceof OutsideError && error.output.includes('No state file was found')) return new Set();
    throw error;
  }
}
