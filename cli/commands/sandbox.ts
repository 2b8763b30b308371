import { type Command, Option } from 'commander';
import type { Environment } from '../../model/environment.js';
import { renderAccess, reportAccess } from '../../operations/access-report.js';
import { destroyRehearsal, type Rehearsal, rehearse } from '../../operations/rehearsal.js';
import { renderRehearsal, reportRehearsal } from '../../operations/rehearsal-report.js';
import { requireEnvironment } from '../../operations/require-environment.js';
import { type Made, type ProviderSource, withoutClouds, withSandbox } from '../../operations/sandbox.js';
import { StageTimes } from '../../operations/stage-times.js';
import { renderTakeOver, reportTakeOver } from '../../operations/take-over-report.js';
import { faultsOf, rehearseTakeOver } from '../../operations/take-over-rehearsal.js';
import { UserError } from '../../operations/user-error.js';
import { withContext } from '../context.js';
import { ExitCode } from '../exit-codes.js';
import { keepRunning } from '../keep-running.js';
import type { GlobalOptions } from '../global-options.js';
import { createOutput, type Output } from '../output.js';
import { noteWarnings } from '../warnings.js';

interface Options extends GlobalOptions {
  readonly keep?: boolean;
  readonly destroy?: boolean;
  readonly providers: ProviderSource;
  readonly brownfield?: boolean;
}

export function addSandboxCommand(program: Command): void {
  program
    .command('sandbox')
    .description('do the whole way with real Terraform on a sandbox that stands in for both clouds')
    .argument('[environment]', 'the environment', 'sandbox')
    .option('--brownfield', 'take over an organization that people federated by hand, instead of a new one')
    .option('--keep', 'leave the sandbox running until Ctrl-C, for other commands to work on')
    .addOption(
      new Option('--destroy', 'destroy everything at the end and prove that nothing is left').conflicts([
        'keep',
        'brownfield',
      ]),
    )
    .addOption(
      new Option('--providers <source>', 'the sandbox’s own, or the real ones over HTTP, from the registry')
        .choices(['sandbox', 'registry'] satisfies ProviderSource[])
        .default('sandbox'),
    )
    .action((name: string, _options: object, command: Command) => {
      const options: Options = command.optsWithGlobals();
      return options.brownfield === true ? takeOver(options) : goTheWholeWay(name, options);
    });
}

function goTheWholeWay(name: string, { config, json, keep, destroy, providers }: Options): Promise<void> {
  const output = createOutput(json);
  return withContext(async (outside) => {
    const progress = new StageTimes(outside.progress);
    progress.stage('Checking');
    const { environment, warnings } = requireEnvironment(config, name);
    noteWarnings(output, warnings);
    requireServedState(environment);
    progress.stage('Starting the sandbox');
    await withSandbox({ seed: 'organization', providers }, async (sandbox) => {
      const variables = { ...withoutClouds(outside.variables), ...sandbox.variables };
      const context = { ...outside, progress, variables };
      const rehearsal = await rehearse(environment, context, sandbox);
      const left = destroy === true ? await destroyRehearsal(environment, context, sandbox) : undefined;

      const report = reportRehearsal(rehearsal, progress.times);
      output.text(`${renderAccess(reportAccess(environment))}\n\n${renderRehearsal(report, progress.times)}`);
      if (left?.made.length === 0) output.text(renderDestroyed(left));
      sayFaults(rehearsal, left?.made ?? [], output);
      output.data(report);
      if (keep === true) await keepRunning(`plan ${name}`, sandbox, rehearsal, context.signal, output);
    });
  });
}

function takeOver({ json, keep, providers }: Options): Promise<void> {
  const output = createOutput(json);
  return withContext(async (outside) => {
    const progress = new StageTimes(outside.progress);
    progress.stage('Starting the sandbox');
    await withSandbox({ seed: 'brownfield', providers }, async (sandbox) => {
      const context = { ...outside, progress };
      const takenOver = await rehearseTakeOver(context, sandbox);
      output.text(renderTakeOver(takenOver, progress.times));
      sayBug(faultsOf(takenOver), output);
      output.data(reportTakeOver(takenOver, progress.times));
      if (keep === true) await keepRunning('adopt globex', sandbox, takenOver.after, context.signal, output);
    });
  });
}

/** Nothing of a real environment's state is read or written on the way. */
function requireServedState({ name, config: { state } }: Environment): void {
  if (state.http !== undefined && state.http.address === undefined) return;
  throw new UserError(
    `${name} keeps its state elsewhere than in the sandbox, and the sandbox is no place for it. It takes an environment with \`state: { http: {} }\` whose organization is that of sandbox/organization.yaml, such as config/sandbox.yaml.`,
  );
}

/** As the real provisioning service does, the sandbox's leaves what it brought where it is when its job is deleted. */
function renderDestroyed({ provisioned }: Made): string {
  const stays =
    provisioned.length === 0
      ? []
      : [
          `The ${provisioned.length} groups and users that provisioning brought stay in AWS, and have no access.`,
        ];
  return ['Destroyed: both clouds are empty of what was made.', ...stays].join('\n');
}

function sayFaults({ settled, signIns }: Rehearsal, left: readonly unknown[], output: Output): void {
  const faults = [
    ...(settled ? [] : ['The second plan has changes, though nothing was edited in between.']),
    ...signIns.flatMap(({ user, lane, faults }) => faults.map((fault) => `${user}, ${lane}: ${fault}`)),
    ...(left.length === 0 ? [] : [`Destroying left ${left.length} objects behind: ${JSON.stringify(left)}`]),
  ];
  sayBug(faults, output);
}

/** What must never be, and is a bug of this program where it is. */
function sayBug(faults: readonly string[], output: Output): void {
  if (faults.length === 0) return;
  output.note(['This is a bug of this program, not a mistake of yours:', ...faults].join('\n'));
  process.exitCode = ExitCode.OurBug;
}
