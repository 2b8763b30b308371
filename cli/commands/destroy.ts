import type { Command } from 'commander';
import { applyPlan } from '../../operations/apply.js';
import { withDestroyPlan } from '../../operations/destroy.js';
import { renderDestruction } from '../../operations/destruction.js';
import { reportPlan } from '../../operations/plan-report.js';
import { requireEnvironment } from '../../operations/require-environment.js';
import { confirm, requireTerminal } from '../ask.js';
import { withContext } from '../context.js';
import type { GlobalOptions } from '../global-options.js';
import { createOutput } from '../output.js';
import { noteWarnings } from '../warnings.js';

interface Options extends GlobalOptions {
  readonly autoApprove?: boolean;
}

export function addDestroyCommand(program: Command): void {
  program
    .command('destroy')
    .description('take away everything that was applied')
    .argument('<environment>', 'the environment')
    .option('--auto-approve', 'do not ask')
    .action((name: string, _options: object, command: Command) => destroy(name, command.optsWithGlobals()));
}

async function destroy(name: string, { config, json, autoApprove }: Options): Promise<void> {
  const output = createOutput(json);
  const { environment, warnings } = requireEnvironment(config, name);
  noteWarnings(output, warnings);
  requireTerminal(autoApprove);
  await withContext(async (context) => {
    await withDestroyPlan(environment, context, async (plan) => {
      output.text(renderDestruction(plan));
      plan.warnings.forEach((warning) => output.note(warning));
      const approved =
        plan.empty ||
        autoApprove ||
        (await confirm(`To destroy it, type the environment’s name, ${name}:`, name, context.signal));
      if (approved) await applyPlan(plan, context);
      output.data({ ...reportPlan(plan, warnings), destroyed: approved });
      if (!plan.empty) output.text(approved ? `${name}: destroyed.` : 'Nothing was destroyed.');
    });
  });
}
