/** The command line: thin; the work is in operations/. */
import { Command } from 'commander';
import { version } from '../package.json';
import { EXIT_CODES_HELP, ExitCode } from './exit-codes.js';
import { describeFailure } from './failure.js';
import { addGlobalOptions } from './global-options.js';
import { interrupt } from './interruption.js';
import { createOutput, tolerateClosedOutput } from './output.js';

/* eslint-disable @typescript-eslint/no-require-imports -- import() knows no TypeScript here, and static ones load everything. */
/** In the order of the help. Only what was asked for is loaded: AWS’s clients alone take a quarter of a second. */
const COMMANDS = {
  bootstrap: () =>
    (require('./commands/bootstrap.js') as typeof import('./commands/bootstrap.js')).addBootstrapCommand,
  check: () => (require('./commands/check.js') as typeof import('./commands/check.js')).addCheckCommand,
  plan: () => (require('./commands/plan.js') as typeof import('./commands/plan.js')).addPlanCommand,
  apply: () => (require('./commands/apply.js') as typeof import('./commands/apply.js')).addApplyCommand,
  destroy: () =>
    (require('./commands/destroy.js') as typeof import('./commands/destroy.js')).addDestroyCommand,
  access: () => (require('./commands/access.js') as typeof import('./commands/access.js')).addAccessCommand,
  state: () => (require('./commands/state.js') as typeof import('./commands/state.js')).addStateCommand,
  status: () => (require('./commands/status.js') as typeof import('./commands/status.js')).addStatusCommand,
  handover: () =>
    (require('./commands/handover.js') as typeof import('./commands/handover.js')).addHandoverCommand,
  drift: () => (require('./commands/drift.js') as typeof import('./commands/drift.js')).addDriftCommand,
  accounts: () =>
    (require('./commands/accounts.js') as typeof import('./commands/accounts.js')).addAccountsCommand,
  adopt: () => (require('./commands/adopt.js') as typeof import('./commands/adopt.js')).addAdoptCommand,
  convert: () =>
    (require('./commands/convert.js') as typeof import('./commands/convert.js')).addConvertCommand,
  'activate-certificate': () =>
    (require('./commands/activate-certificate.js') as typeof import('./commands/activate-certificate.js'))
      .addActivateCertificateCommand,
  emergency: () =>
    (require('./commands/emergency.js') as typeof import('./commands/emergency.js')).addEmergencyCommand,
  permissions: () =>
    (require('./commands/permissions.js') as typeof import('./commands/permissions.js'))
      .addPermissionsCommand,
  'aws-config': () =>
    (require('./commands/aws-config.js') as typeof import('./commands/aws-config.js')).addAwsConfigCommand,
  sandbox: () =>
    (require('./commands/sandbox.js') as typeof import('./commands/sandbox.js')).addSandboxCommand,
};
/* eslint-enable @typescript-eslint/no-require-imports */

type Name = keyof typeof COMMANDS;

/** All of them where none is named, for the help. */
function wanted(args: readonly string[]): Name[] {
  const names = Object.keys(COMMANDS) as Name[];
  const named = names.filter((name) => args.includes(name));
  return named.length === 0 ? names : named;
}

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
  createProgram(args).parseAsync(args, { from: 'user' }).catch(fail);
}

function createProgram(args: readonly string[]): Command {
  const program = new Command('federation')
    .description(
      'Federates Microsoft Entra ID with AWS IAM Identity Center, from one YAML file an environment.',
    )
    .version(version)
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', EXIT_CODES_HELP)
    .exitOverride();
  addGlobalOptions(program);
  for (const name of wanted(args)) COMMANDS[name]()(program);
  return program;
}
