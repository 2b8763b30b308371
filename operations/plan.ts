/** Plans one environment with Terraform. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../model/environment.js';
import { type ChangeCounts, countChanges } from './change-counts.js';
import type { Context } from './context.js';
import type { Stack } from './prepare-stack.js';
import { withPrivateFolder } from './private-folder.js';
import type { Allowance } from './guard/blocked.js';
import { readPlanValues } from './guard/plan-values.js';
import { needsValues, type Review, reviewPlan } from './guard/review.js';
import { ProblemsError } from './problems-error.js';
import { refusedBy } from './refusals.js';
import { repairing } from './half-made.js';
import type { ExistingObject } from './imports/existing-object.js';
import { removeImports } from './imports/import-files.js';
import { takingOver } from './imports/taking-over.js';
import { explainLooking, requireNoneCutOff, tellCutOff, wasCutOff } from './recovery/cut-off.js';
import { requireSavedState, saveUnsavedStates } from './recovery/save-unsaved-states.js';
import { tellSetsUnderWay } from './recovery/sets-under-way.js';
import { requireWholeZip } from './recovery/whole-zip.js';
import { replacing } from './replanning.js';
import { refuseSecondProvisioning } from './second-provisioning.js';
import { type JsonRun, runTerraformJson } from './run-terraform-json.js';
import { type PlannedChange, renderDiagnostic } from './terraform-message.js';

export interface Plan {
  readonly environment: Environment;
  /** The stack's folder, which Terraform runs in. */
  readonly folder: string;
  /** Terraform's plan file. It holds sensitive values in clear, and is gone after `withPlan`. */
  readonly file: string;
  readonly changes: readonly PlannedChange[];
  readonly counts: ChangeCounts;
  /** Names of outputs that stand and get another value. */
  readonly outputs: readonly string[];
  /** Nothing to apply: no object, no output and no address changes. */
  readonly empty: boolean;
  /** What is taken over: its address here, and its id there. */
  readonly imported: readonly ExistingObject[];
  /** What planning found out and did about it, and Terraform's warnings. */
  readonly warnings: readonly string[];
  /** Whom it reaches, and what of that is blocked. */
  readonly review: Review;
  /** What applies such a plan after a failure, too. */
  readonly command: 'apply' | 'destroy';
  /** What the state lacks was looked for in the clouds. */
  readonly looked: boolean;
}

interface Options {
  /** What the progress calls it. Default: `Planning`. */
  readonly stage?: string;
  /** Everything is to go, and nothing of it is refused or blocked. Default: false. */
  readonly destroying?: boolean;
  /** What an earlier apply stopped in the middle of making is finished in place: that changes the state. Default: false. */
  readonly finishing?: boolean;
  /** What exists in the clouds already is taken over, and not made again. Default: false. */
  readonly importing?: boolean;
  /** What may be taken away though it would be blocked. Default: nothing. */
  readonly allowance?: Allowance;
}

/** With `-detailed-exitcode`, Terraform ends a plan that has changes with 2. */
const HAS_CHANGES = 2;

/**
 * Plans, then gives the plan to `use`. The plan file lies in a folder that only this user can enter and is deleted
 * after `use`. Throws a ProblemsError for a plan that is refused, and a UserError for destroying after an apply that
 * was cut off; a plan that the guard blocks is given to `use` with what is blocked.
 */
export function withPlan<T>(
  stack: Stack,
  context: Context,
  options: Options,
  use: (plan: Plan) => Promise<T>,
): Promise<T> {
  return withPrivateFolder(async (privateFolder) => {
    const saved = await saveEarlier(stack, context, options);
    context.progress.stage(options.stage ?? 'Planning');
    const plan = await planToFile(stack, context, join(privateFolder, 'plan'), options);
    context.progress.finish();
    const cutOff = plan.looked ? tellCutOff(plan) : [];
    const outdated = options.destroying ? [] : tellSetsUnderWay(stack.environment.name);
    return use({ ...plan, warnings: [...saved, ...cutOff, ...outdated, ...plan.warnings] });
  });
}

/** What an earlier apply couldn't save: no plan is made on a state that doesn't know it. */
async function saveEarlier(
  stack: Stack,
  context: Context,
  { destroying = false, finishing = false }: Options,
): Promise<string[]> {
  const { name } = stack.environment;
  if (!destroying && !finishing) requireSavedState(name);
  const saved = destroying || finishing ? await saveUnsavedStates(stack, context) : [];
  if (destroying) requireNoneCutOff(name, 'Then destroy.');
  return saved;
}

async function planToFile(
  { environment, folder }: Stack,
  context: Context,
  file: string,
  { destroying = false, finishing = false, importing = false, allowance = { names: [] } }: Options,
): Promise<Plan> {
  const runPlan = async (replace: readonly string[]): Promise<JsonRun> => {
    // Terraform writes into a file that exists with the mode it has.
    writeFileSync(file, '', { mode: 0o600 });
    const options = replace.map((address) => `-replace=${address}`);
    const args = ['plan', '-input=false', '-json', '-detailed-exitcode', `-out=${file}`, ...options];
    const run = await runTerraformJson(context, folder, args, { allow: [0, HAS_CHANGES], environment });
    // With HCP Terraform the plan itself is kept there.
    if (environment.config.state.cloud === undefined) requireWholeZip(file);
    return run;
  };
  const stack = { environment, folder };
  const plan = () => repairing(stack, context, finishing, () => replacing(stack, context, runPlan));
  const planAlone = async () => ({ ...(await plan()), comesWith: [], imported: [] });
  const takeOver = () =>
    takingOver(stack, context, file, plan).catch((error: unknown) => {
      throw explainLooking(error, environment.name);
    });
  removeImports(folder);
  const looking = importing || (!destroying && wasCutOff(environment.name));
  const { run, found, comesWith, imported } = await (looking ? takeOver() : planAlone());
  const { code, changes, goneOutside, outputs, warnings } = run;
  const refusals = destroying ? [] : refusedBy(environment, changes, goneOutside);
  if (refusals.length > 0) throw new ProblemsError(refusals);
  if (!looking && !destroying) await refuseSecondProvisioning(stack, context, changes);
  const values = needsValues(changes) ? await readPlanValues(context, folder, file) : undefined;
  return {
    environment,
    folder,
    file,
    changes,
    counts: countChanges(changes),
    outputs,
    imported,
    empty: code !== HAS_CHANGES,
    warnings: [...found, ...warnings.map(renderDiagnostic)],
    review: reviewPlan(environment, changes, values, destroying ? undefined : allowance, comesWith),
    command: destroying ? 'destroy' : 'apply',
    looked: looking,
  };
}
