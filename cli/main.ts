/** The command line: thin; the work is in operations/. */
import { Command } from 'commander';
import { version } from '../package.json';
import { addAccessCommand } from './commands/access.js';
import { addEmergencyCommand } from './commands/emergency.js';
import { addAwsConfigCommand } from './commands/aws-config.js';
import { addApplyCommand } from './commands/apply.js';
import { addCheckCommand } from './commands/check.js';
import { addDestroyCommand } from './commands/destroy.js';
import { addPlanCommand } from './commands/plan.js';
import { addSandboxCommand } from './commands/sandbox.js';
import { EXIT_CODES_HELP, ExitCode } from './exit-codes.js';
import { describeFailure } from './failure.js';
import { addGlobalOptions } from './global-options.js';
import { interrupt } from './interruption.js';
import { createOutput, tolerateClosedOutput } from './output.js';

/** Runs one command; the process's exit code says how it went. */
export function run(args: readonly string[]): void {
  const output = createOutput(args.includes('--json'));
  let failed = false;
  const fail = (error: unknown) => {
    if (failed) return;
    failed = true;
    const { exitCode, text, data } = describeFailure(error);
    process.exitCode = exitCode;
    if (exitCode === ExitCode.Fine) return;
    if (text !== '') output.failure(text);
    output.data(data);
  };
  tolerateClosedOutput();
  process.on('uncaughtException', (error) => {
    fail(error);
    interrupt();
  });
  createProgram().parseAsync(args, { from: 'user' }).catch(fail);
}

function createProgram(): Command {
  const program = new Command('federation')
    .description(
      'Federates Microsoft Entra ID with AWS IAM Identity Center, from one YAML file an environment.',
    )
    .version(version)
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', EXIT_CODES_HELP)
    .exitOverride();
  addGlobalOptions(program);
  for (const add of [
    addCheckCommand,
    addPlanCommand,
    addApplyCommand,
    addDestroyCommand,
    addAccessCommand,
    addAwsConfigCommand,
    addEmergencyCommand,
    addSandboxCommand,
  ])
    add(program);
  return program;
}
