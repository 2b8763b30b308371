import type { Command } from 'commander';
import { readOrganization } from '../../operations/accounts/organization.js';
import { planRefresh, type Refresh } from '../../operations/accounts/refresh.js';
import { renderNamed, renderRefresh } from '../../operations/accounts/render.js';
import { writeFiles } from '../../operations/accounts/write-files.js';
import { connectDeployer } from '../../operations/clouds/clouds.js';
import { Requests } from '../../operations/clouds/requests.js';
import { InterruptedError } from '../../operations/interrupted-error.js';
import { ProblemsError } from '../../operations/problems-error.js';
import { requireEnvironment } from '../../operations/require-environment.js';
import { UserError } from '../../operations/user-error.js';
import { withSurroundings } from '../context.js';
import { ExitCode } from '../exit-codes.js';
import type { GlobalOptions } from '../global-options.js';
import { createOutput } from '../output.js';
import { noteWarnings } from '../warnings.js';

interface Options extends GlobalOptions {
  readonly write?: boolean;
}

export function addAccountsCommand(program: Command): void {
  program
    .command('accounts')
    .description('say what AWS Organizations has changed of the accounts, and who gains and loses what by it')
    .argument('<environment>', 'the environment')
    .option('--write', 'write it to the files that hold the accounts')
    .action((name: string, _options: object, command: Command) => accounts(name, command.optsWithGlobals()));
}

async function accounts(name: string, { config, json, write }: Options): Promise<void> {
  const output = createOutput(json);
  const { environment, warnings } = requireEnvironment(config, name);
  noteWarnings(output, warnings);
  await withSurroundings(async (surroundings) => {
    const { progress, signal } = surroundings;
    const requests = new Requests(surroundings);
    const aws = connectDeployer(environment.config.aws, requests);
    const live = await readOrganization(aws.organizations, progress);
    const refresh = planRefresh(environment, live, new Date());
    progress.finish();
    if (signal.aborted) throw new InterruptedError();
    if (write === true) {
      requireWritable(refresh);
      writeFiles(refresh.files);
    }
    output.text(renderRefresh(refresh));
    output.text(`\n${renderOutcome(refresh, name, write === true)} ${requests.total} requests.`);
    const { files, ...report } = refresh;
    output.data({
      ...report,
      files: files.map((file) => file.name),
      written: write === true && files.length > 0,
      requests: requests.total,
    });
    if (isRefused(refresh)) process.exitCode = ExitCode.UserProblem;
  });
}

const isRefused = ({ named, problems }: Refresh): boolean => named.length + problems.length > 0;

/** Throws a UserError or ProblemsError where the config would be wrong. */
function requireWritable({ named, problems }: Refresh): void {
  if (named.length > 0) throw new UserError([...named.map(renderNamed), 'Nothing was written.'].join('\n'));
  if (problems.length > 0) throw new ProblemsError(problems);
}

function renderOutcome(refresh: Refresh, environment: string, write: boolean): string {
  const files = refresh.files.map(({ name }) => name).join(', ');
  if (files === '') return 'No file changes.';
  if (write) return `Written: ${files}.`;
  return isRefused(refresh)
    ? 'Nothing was written, and --write is refused until that is put right.'
    : `Nothing was written. federation accounts ${environment} --write changes ${files}.`;
}
