import type { ChangeCounts } from './change-counts.js';
import { countChanges } from './change-counts.js';
import type { Context } from './context.js';
import { initialize } from './initialize.js';
import type { Plan } from './plan.js';
import { runTerraformJson } from './run-terraform-json.js';
import { type SavedPlan, unpackSavedPlan } from './saved-plan.js';

/** Applies exactly the plan given. An empty plan needs nothing. Throws an Error for one that the guard blocks. */
export async function applyPlan(plan: Plan, context: Context): Promise<void> {
  if (plan.review.blocked.length > 0) throw new Error('A blocked plan is never applied.');
  if (plan.empty) return;
  context.progress.stage('Applying');
  await runTerraformJson(context, plan.folder, ['apply', '-input=false', '-json', plan.file], {
    environment: plan.environment,
  });
  context.progress.finish();
}

/**
 * Applies a plan that `plan --out` saved, with the config it was made from; nothing of the config directory is read.
 * It passed the guard when it was saved, and Terraform refuses it once the state has changed.
 */
export async function applySavedPlan(plan: SavedPlan, context: Context): Promise<ChangeCounts> {
  const folder = unpackSavedPlan(plan);
  context.progress.stage('Initialising');
  await initialize(context, folder);
  context.progress.stage('Applying');
  const { changes } = await runTerraformJson(
    context,
    folder,
    ['apply', '-input=false', '-json', plan.file],
    {},
  );
  context.progress.finish();
  return countChanges(changes);
}
