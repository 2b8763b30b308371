import type { ChangeCounts } from './change-counts.js';
import { countChanges } from './change-counts.js';
import type { Context } from './context.js';
import { initialize } from './initialize.js';
import type { Plan } from './plan.js';
import { endJournal } from './recovery/apply-journal.js';
import { applyInOrder } from './recovery/apply-in-order.js';
import { requireNoneCutOff } from './recovery/cut-off.js';
import { requireSavedState } from './recovery/save-unsaved-states.js';
import { type SavedPlan, unpackSavedPlan } from './saved-plan.js';

/**
 * Applies exactly the plan given. An empty plan needs nothing. Throws an Error for one that the guard blocks, and a
 * UserError where an apply was cut off after the plan was made.
 */
export async function applyPlan(plan: Plan, context: Context): Promise<void> {
  if (plan.review.blocked.length > 0) throw new Error('A blocked plan is never applied.');
  const { name } = plan.environment;
  if (!plan.looked) requireNoneCutOff(name, 'It plans anew.');
  if (plan.empty) {
    // The state has all of the config: whatever an apply before left unfinished is done.
    if (plan.looked) endJournal(name);
    return;
  }
  context.progress.stage('Applying');
  await applyInOrder({ ...plan, name }, context);
  context.progress.finish();
}

/**
 * Applies a plan that `plan --out` saved, with the config it was made from; nothing of the config directory is read.
 * It passed the guard when it was saved, and Terraform refuses it once the state has changed. Throws a UserError where
 * the state of an earlier apply waits to be saved, or one was cut off: the plan doesn't know of it.
 */
export async function applySavedPlan(plan: SavedPlan, context: Context): Promise<ChangeCounts> {
  const name = plan.environment;
  requireSavedState(name);
  requireNoneCutOff(name, 'Then make the plan file anew.');
  const folder = unpackSavedPlan(plan);
  context.progress.stage('Initialising');
  await initialize(context, folder);
  context.progress.stage('Applying');
  const work = { name, folder, file: plan.file, changes: [], command: 'apply', looked: false } as const;
  const { changes } = await applyInOrder(work, context);
  context.progress.finish();
  return { ...countChanges(changes), import: plan.imports };
}
