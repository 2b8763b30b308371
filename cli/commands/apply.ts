import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { HANDLE_PATTERN } from '../../model/config.js';
import { applyPlan, applySavedPlan } from '../../operations/apply.js';
import { renderCounts } from '../../operations/change-counts.js';
import { withPlan } from '../../operations/plan.js';
import { adviseNextCycle } from '../../operations/provisioning-cycle.js';
import { prepareStack } from '../../operations/prepare-stack.js';
import { provisionOutdatedSets, renderBroughtUpToDate } from '../../operations/recovery/provision-sets.js';
import { tellSetsUnderWay } from '../../operations/recovery/sets-under-way.js';
import { requireEnvironment } from '../../operations/require-environment.js';
import { loadSavedPlan } from '../../operations/saved-plan.js';
import { UserError } from '../../operations/user-error.js';
import { confirm, requireTerminal } from '../ask.js';
import { withContext } from '../context.js';
import type { GlobalOptions } from '../global-options.js';
import { addImportOption } from '../import-option.js';
import { addGuardOptions, type GuardOptions, readAllowance } from '../guard-options.js';
import { createOutput } from '../output.js';
import { noteWarnings } from '../warnings.js';
import { noteActivation, presentPlan } from './plan.js';

interface Options extends GlobalOptions, GuardOptions {
  readonly autoApprove?: boolean;
  readonly import?: boolean;
}

export function addApplyCommand(program: Command): void {
  const command = program
    .command('apply')
    .description('plan, ask, and apply exactly that plan, unless it is blocked')
    .argument(
      '<environment or plan file>',
      'the environment, or a file that plan --out saved: that plan was not blocked, and is applied without asking',
    )
    .option('--auto-approve', 'do not ask');
  addImportOption(command);
  addGuardOptions(command).action((target: string, _options: object, apply: Command) => {
    const options = apply.optsWithGlobals<Options>();
    return isPlanFile(target, options.config)
      ? applyFile(target, options)
      : applyEnvironment(target, options);
  });
}

/** A name that could be both is refused; a path such as ./prod is never an environment. */
function isPlanFile(target: string, config: string): boolean {
  if (!HANDLE_PATTERN.test(target)) return true;
  if (!statSync(target, { throwIfNoEntry: false })?.isFile()) return false;
  const environmentFile = join(config, `${target}.yaml`);
  if (existsSync(environmentFile))
    throw new UserError(
      `"${target}" is both an environment (${environmentFile}) and a file. For the file, write ./${target}`,
    );
  return true;
}

async function applyFile(file: string, { json, import: importing, ...guard }: Options): Promise<void> {
  const output = createOutput(json);
  const { names, count } = readAllowance(guard);
  if (names.length > 0 || count !== undefined)
    throw new UserError(
      'A plan file is applied as it was saved: give --allow-loss to the plan that makes it.',
    );
  if (importing === true)
    throw new UserError('A plan file is applied as it was saved: give --import to the plan that makes it.');
  const saved = loadSavedPlan(file);
  await withContext(async (context) => {
    const counts = await applySavedPlan(saved, context);
    output.data({ environment: saved.environment, ...counts, applied: true });
    output.text(`${saved.environment}: applied the plan ${file} (${renderCounts(counts)}).`);
    tellSetsUnderWay(saved.environment).forEach((text) => output.note(text));
  });
}

async function applyEnvironment(
  name: string,
  { config, json, autoApprove, import: importing = false, ...guard }: Options,
): Promise<void> {
  const output = createOutput(json);
  const { environment, warnings } = requireEnvironment(config, name);
  noteWarnings(output, warnings);
  requireTerminal(autoApprove);
  await withContext(async (context) => {
    const stack = await prepareStack(environment, context);
    await withPlan(
      stack,
      context,
      { finishing: true, importing, allowance: readAllowance(guard) },
      async (plan) => {
        const report = await presentPlan(plan, context, output, warnings);
        const approved =
          report.blocked.length === 0 &&
          (plan.empty ||
            autoApprove ||
            (await confirm(`Apply this to ${name}? Only "yes" is taken for yes:`, 'yes', context.signal)));
        if (approved) await applyPlan(plan, context);
        const broughtUpToDate = approved ? await provisionOutdatedSets(stack, context) : [];
        output.data({
          ...report,
          applied: approved,
          ...(broughtUpToDate.length > 0 && { broughtUpToDate }),
        });
        if (plan.empty) output.text(`${name}: there is nothing to apply.`);
        else output.text(approved ? `${name}: applied.` : 'Nothing was applied.');
        broughtUpToDate.forEach((set) => output.text(renderBroughtUpToDate(set)));
        if (!approved) return;
        const advice = adviseNextCycle(plan.changes, new Date());
        if (advice !== undefined) output.note(advice);
        noteActivation(plan, output);
      },
    );
  });
}
