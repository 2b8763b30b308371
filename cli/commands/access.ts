import { type Command, Option } from 'commander';
import { describeAccess } from '../../operations/access-formats/describe-access.js';
import { ACCESS_FORMATS, type AccessFormat } from '../../operations/access-formats/formats.js';
import { renderAccess, reportAccess } from '../../operations/access-report.js';
import { explain, renderExplanation } from '../../operations/access-explanation.js';
import { requireEnvironment } from '../../operations/require-environment.js';
import { UserError } from '../../operations/user-error.js';
import type { GlobalOptions } from '../global-options.js';
import { createOutput } from '../output.js';
import { noteWarnings } from '../warnings.js';

interface Options extends GlobalOptions {
  readonly explain?: readonly string[];
  readonly format: AccessFormat | 'table';
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
    .addOption(
      new Option('--format <format>', 'how: markdown, csv and html are documents to keep in a file')
        .choices(['table', ...Object.keys(ACCESS_FORMATS)])
        .default('table'),
    )
    .action((name: string, _options: object, command: Command) => access(name, command.optsWithGlobals()));
}

function access(name: string, { config, json, format, explain: names }: Options): void {
  const output = createOutput(json);
  const [who, where, ...more] = names ?? [];
  if (names !== undefined && (who === undefined || where === undefined || more.length > 0)) {
    throw new UserError(
      `--explain takes a group or user and an account: federation access ${name} --explain developers payments-prod`,
    );
  }
  requireOneKind(json, format, names !== undefined);
  const { environment, warnings } = requireEnvironment(config, name);
  noteWarnings(output, warnings);
  if (who !== undefined && where !== undefined) {
    const explanation = explain(environment, who, where);
    output.text(renderExplanation(explanation));
    output.data(explanation);
  } else if (format !== 'table') {
    // A document goes out as it is: its line ends are its format's, and it makes the names in it harmless itself.
    process.stdout.write(ACCESS_FORMATS[format](describeAccess(environment)));
  } else {
    const report = reportAccess(environment);
    output.text(renderAccess(report));
    output.data(report);
  }
}

/** Throws a UserError where the options ask for two kinds of answers at once. */
function requireOneKind(json: boolean, format: Options['format'], explained: boolean): void {
  if (format === 'table') return;
  if (json)
    throw new UserError(`--json and --format ${format} are two kinds of output: leave one of them out.`);
  if (explained)
    throw new UserError(`--explain answers in text or, with --json, in JSON: leave out --format ${format}.`);
}
