/** Plans one environment with Terraform. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../model/environment.js';
import { type ChangeCounts, countChanges } from './change-counts.js';
import type { Context } from './context.js';
import { initialize } from './initialize.js';
import { withPrivateFolder } from './private-folder.js';
import { runTerraformJson } from './run-terraform-json.js';
import { synthesize } from './synthesize.js';
import { renderDiagnostic } from './terraform-message.js';

export interface Plan {
  readonly environment: Environment;
  /** The stack's folder, which Terraform runs in. */
  readonly folder: string;
  /** Terraform's plan file. It holds sensitive values in clear, and is gone after `withPlan`. */
  readonly file: string;
  readonly counts: ChangeCounts;
  /** Nothing to apply: no object, no output and no address changes. */
  readonly empty: boolean;
  /** Terraform's warnings. */
  readonly warnings: readonly string[];
}

/** With `-detailed-exitcode`, Terraform ends a plan that has changes with 2. */
const HAS_CHANGES = 2;

/**
 * Synthesizes, initialises and plans, then gives the plan to `use`. The plan file lies in a folder that only this
 * user can enter and is deleted after `use`. With `destroy`, everything is planned to go and prevent_destroy is lifted.
 */
export async function withPlan<T>(
  environment: Environment,
  context: Context,
  { destroy = false }: { destroy?: boolean },
  use: (plan: Plan) => Promise<T>,
): Promise<T> {
  context.progress.stage('Synthesizing');
  const folder = synthesize(environment, { destroyable: destroy });
  context.progress.stage('Initialising');
  await initialize(context, folder);
  return withPrivateFolder(async (privateFolder) => {
    context.progress.stage('Planning');
    const plan = await planToFile(environment, context, folder, join(privateFolder, 'plan'), destroy);
    context.progress.finish();
    return use(plan);
  });
}

async function planToFile(environment: Environment, context: Context, folder: string, file: string, destroy: boolean): Promise<Plan> {
  // Terraform writes into a file that exists with the mode it has.
  await writeFile(file, '', { mode: 0o600 });
  const args = ['plan', '-input=false', '-json', '-detailed-exitcode', `-out=${file}`, ...(destroy ? ['-destroy'] : [])];
  const { code, changes, warnings } = await runTerraformJson(context, folder, args, { allow: [0, HAS_CHANGES], environment });
  return {
    environment,
    folder,
    file,
    counts: countChanges(changes),
    empty: code !== HAS_CHANGES,
    warnings: warnings.map(renderDiagnostic),
  };
}
