import type { Command } from 'commander';
import { renderAccess, reportAccess } from '../../operations/access-report.js';
import { explain, renderExplanation } from '../../operations/access-explanation.js';
import { requireEnvironment } from '../../operations/require-environment.js';
import { UserError } from '../../operations/user-error.js';
import type { GlobalOptions } from '../global-options.js';
import { createOutput } from '../output.js';
import { noteWarnings } from '../warnings.js';

interface Options extends GlobalOptions {
  readonly explain?: readonly string[];
}

export function addAccessCommand(program: Command): void {
  program
    .command('access')
    .description('print who can do what where, and which config lines say so')
    .argument('<environment>', 'the environment')
    .option(
      '--explain <names...>',
      'a group or user and an account: why they have access there, or have none',
    )
    .action((name: string, _options: object, command: Command) => access(name, command.optsWithGlobals()));
}

function access(name: string, { config, json, explain: names }: Options): void {
  const output = createOutput(json);
  const [who, where, ...more] = names ?? [];
  if (names !== undefined && (who === undefined || where === undefined || more.length > 0)) {
    throw new UserError(
      `--explain takes a group or user and an account: federation access ${name} --explain developers payments-prod`,
    );
  }
  const { environment, warnings } = requireEnvironment(config, name);
  noteWarnings(output, warnings);
  if (who !== undefined && where !== undefined) {
    const explanation = explain(environment, who, where);
    output.text(renderExplanation(explanation));
    output.data(explanation);
  } else {
    const report = reportAccess(environment);
    output.text(renderAccess(report));
    output.data(report);
  }
}
