import type { Command } from 'commander';
import { loadEnvironment, loadEnvironments } from '../../model/load.js';
import { renderProblems } from '../../model/problem.js';
import { ExitCode } from '../exit-codes.js';
import type { GlobalOptions } from '../global-options.js';
import { createOutput } from '../output.js';

export function addCheckCommand(program: Command): void {
  program
    .command('check')
    .description('say every problem of the config, with file and line')
    .argument('[environment]', 'the environment; all of them where none is named')
    .action((name: string | undefined, _options: object, command: Command) =>
      check(name, command.optsWithGlobals()),
    );
}

function check(name: string | undefined, { config, json }: GlobalOptions): void {
  const output = createOutput(json);
  const { names, problems } = load(config, name);
  output.data({ problems });
  if (problems.length > 0) output.text(renderProblems(problems));
  if (problems.some(({ severity }) => severity === 'error')) process.exitCode = ExitCode.UserProblem;
  else output.text(`${names.join(', ')}: the config is fine.`);
}

function load(directory: string, name: string | undefined) {
  const today = new Date();
  if (name === undefined) {
    const { environments, problems } = loadEnvironments(directory, { today });
    return { names: environments.map((environment) => environment.name), problems };
  }
  return { names: [name], problems: loadEnvironment(directory, name, { today }).problems };
}
