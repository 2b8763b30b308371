/** Plans one environment with Terraform. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../model/environment.js';
import { type ChangeCounts, countChanges } from './change-counts.js';
import type { Context } from './context.js';
import type { Stack } from './prepare-stack.js';
import { withPrivateFolder } from './private-folder.js';
import { ProblemsError } from './problems-error.js';
import { refusedBy } from './refusals.js';
import { runTerraformJson } from './run-terraform-json.js';
import { type PlannedChange, renderDiagnostic } from './terraform-message.js';

export interface Plan {
  readonly environment: Environment;
  /** The stack's folder, which Terraform runs in. */
  readonly folder: string;
  /** Terraform's plan file. It holds sensitive values in clear, and is gone after `withPlan`. */
  readonly file: string;
  readonly changes: readonly PlannedChange[];
  readonly counts: ChangeCounts;
  /** Nothing to apply: no object, no output and no address changes. */
  readonly empty: boolean;
  /** Terraform's warnings. */
  readonly warnings: readonly string[];
}

interface Options {
  /** What the progress calls it. Default: `Planning`. */
  readonly stage?: string;
  /** Everything is to go, and nothing of it is refused. Default: false. */
  readonly destroying?: boolean;
}

/** With `-detailed-exitcode`, Terraform ends a plan that has changes with 2. */
const HAS_CHANGES = 2;

/**
 * Plans, then gives the plan to `use`. The plan file lies in a folder that only this user can enter and is deleted
 * after `use`. Throws a ProblemsError for a plan that is refused.
 */
export function withPlan<T>(
  stack: Stack,
  context: Context,
  options: Options,
  use: (plan: Plan) => Promise<T>,
): Promise<T> {
  return withPrivateFolder(async (privateFolder) => {
    context.progress.stage(options.stage ?? 'Planning');
    const plan = await planToFile(stack, context, join(privateFolder, 'plan'));
    context.progress.finish();
    const refusals = options.destroying === true ? [] : refusedBy(plan.environment, plan.changes);
    if (refusals.length > 0) throw new ProblemsError(refusals);
    return use(plan);
  });
}

async function planToFile({ environment, folder }: Stack, context: Context, file: string): Promise<Plan> {
  // Terraform writes into a file that exists with the mode it has.
  await writeFile(file, '', { mode: 0o600 });
  const args = ['plan', '-input=false', '-json', '-detailed-exitcode', `-out=${file}`];
  const { code, changes, warnings } = await runTerraformJson(context, folder, args, {
    allow: [0, HAS_CHANGES],
    environment,
  });
  return {
    environment,
    folder,
    file,
    changes,
    counts: countChanges(changes),
    empty: code !== HAS_CHANGES,
    warnings: warnings.map(renderDiagnostic),
  };
}
