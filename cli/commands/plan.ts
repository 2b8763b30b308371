import type { Command } from 'commander';
import type { Problem } from '../../model/problem.js';
import { adviseActivation } from '../../operations/activation.js';
import type { Context } from '../../operations/context.js';
import { renderBlocked, renderReview } from '../../operations/guard/render-review.js';
import { type Plan, withPlan } from '../../operations/plan.js';
import { type PlanReport, renderPlanReport, reportPlan } from '../../operations/plan-report.js';
import { prepareStack } from '../../operations/prepare-stack.js';
import { requireEnvironment } from '../../operations/require-environment.js';
import { requireSavable, savePlan } from '../../operations/saved-plan.js';
import { showPlan } from '../../operations/show-plan.js';
import { withContext } from '../context.js';
import { ExitCode } from '../exit-codes.js';
import type { GlobalOptions } from '../global-options.js';
import { addImportOption } from '../import-option.js';
import { addGuardOptions, type GuardOptions, readAllowance } from '../guard-options.js';
import { createOutput, type Output } from '../output.js';
import { noteWarnings } from '../warnings.js';

interface Options extends GlobalOptions, GuardOptions {
  readonly out?: string;
  readonly exitCode?: boolean;
  readonly import?: boolean;
}

export function addPlanCommand(program: Command): void {
  const command = program
    .command('plan')
    .description('show who gains and loses what, and what apply would change')
    .argument('<environment>', 'the environment')
    .option('--out <file>', 'save the plan, for apply <file>, unless it is blocked; it is secret')
    .option('--exit-code', 'end with 2 where there are changes');
  addImportOption(command);
  addGuardOptions(command).action((name: string, _options: object, plan: Command) =>
    runPlan(name, plan.optsWithGlobals()),
  );
}

async function runPlan(
  name: string,
  { config, json, out, exitCode, import: importing = false, ...guard }: Options,
): Promise<void> {
  const output = createOutput(json);
  const { environment, warnings } = requireEnvironment(config, name);
  noteWarnings(output, warnings);
  if (out !== undefined) requireSavable(out, environment);
  await withContext(async (context) => {
    const stack = await prepareStack(environment, context);
    await withPlan(stack, context, { importing, allowance: readAllowance(guard) }, async (made) => {
      const report = await presentPlan(made, context, output, warnings);
      output.data(report);
      if (report.blocked.length > 0) {
        if (out !== undefined) output.note(`Not saved to ${out}: the plan is blocked.`);
        return;
      }
      noteActivation(made, output);
      if (out !== undefined) {
        savePlan(made, out);
        output.note(
          `Saved to ${out}. It holds sensitive values in clear: keep it secret, and delete it once it is applied with: federation apply ${out}`,
        );
      }
      if (exitCode === true && !made.empty) process.exitCode = ExitCode.ChangesPresent;
    });
  });
}

/** Says what is left to do by hand in Entra, if anything. */
export function noteActivation(plan: Plan, output: Output): void {
  const advice = adviseActivation(plan);
  if (advice !== undefined) output.note(advice);
}

/**
 * Shows a plan to people: whom it reaches, then Terraform's own words, then what it comes to. Returns it for programs.
 * One that is blocked ends the process with 1.
 */
export async function presentPlan(
  plan: Plan,
  context: Context,
  output: Output,
  warnings: readonly Problem[],
): Promise<PlanReport> {
  const report = reportPlan(plan, warnings);
  if (!output.json) {
    output.text(`${renderReview(plan.review)}\n`);
    output.colored(await showPlan(plan, context, output));
    output.text(renderPlanReport(report));
  }
  if (report.blocked.length > 0) {
    output.text(`\n${renderBlocked(report.blocked)}`);
    process.exitCode = ExitCode.UserProblem;
  }
  return report;
}
