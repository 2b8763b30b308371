import type { Context } from './context.js';
import type { Plan } from './plan.js';
import { runTerraform } from './run-terraform.js';

/** The plan in Terraform's own words, object by object. Sensitive values are masked by Terraform. */
export async function showPlan(plan: Plan, context: Context, { color }: { color: boolean }): Promise<string> {
  const args = ['show', ...(color ? [] : ['-no-color']), plan.file];
  return (await runTerraform(context, plan.folder, args)).stdout;
}
