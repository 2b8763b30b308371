import type { Context } from './context.js';
import type { PlanValues, Values } from './guard/plan-values.js';
import { runTerraform } from './run-terraform.js';

/** What a stack's state has of each object, by address; nothing where there is no state yet. It holds sensitive values in clear. */
export async function readStateValues(
  context: Context,
  folder: string,
): Promise<ReadonlyMap<string, Values>> {
  const { stdout } = await runTerraform(context, folder, ['show', '-json']);
  const { values } = JSON.parse(stdout) as NonNullable<PlanValues['prior_state']>;
  const objects = (values?.root_module?.resources ?? []).filter(({ mode }) => mode === 'managed');
  return new Map(objects.map(({ type, name, values: own }) => [`${type}.${name}`, own]));
}
