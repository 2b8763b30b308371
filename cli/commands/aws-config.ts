import type { Command } from 'commander';
import { createAwsConfig, writeProfiles, type Written } from '../../operations/aws-config/aws-config.js';
import { findPerson, type Person } from '../../operations/aws-config/persons-grants.js';
import { connectDeployer } from '../../operations/clouds/clouds.js';
import { Requests } from '../../operations/clouds/requests.js';
import type { Environment } from '../../model/environment.js';
import { listAll } from '../../model/text.js';
import { requireEnvironment } from '../../operations/require-environment.js';
import { withSurroundings } from '../context.js';
import type { GlobalOptions } from '../global-options.js';
import { createOutput } from '../output.js';
import { noteWarnings } from '../warnings.js';

interface Options extends GlobalOptions {
  readonly user?: string;
  readonly write?: boolean;
}

export function addAwsConfigCommand(program: Command): void {
  program
    .command('aws-config')
    .description('print profiles for the AWS CLI, one for each permission set in each account')
    .argument('<environment>', 'the environment')
    .option(
      '--user <name>',
      'those of one person alone, by user principal name or handle: AWS is asked for the groups',
    )
    .option('--write', 'keep them in a part of their own of AWS_CONFIG_FILE, or ~/.aws/config')
    .action((name: string, _options: object, command: Command) => awsConfig(name, command.optsWithGlobals()));
}

async function awsConfig(name: string, { config, json, user, write }: Options): Promise<void> {
  const output = createOutput(json);
  const { environment, warnings } = requireEnvironment(config, name);
  noteWarnings(output, warnings);
  const person = user === undefined ? undefined : await askForPerson(environment, user);
  const awsConfig = createAwsConfig(environment, process.env, person?.grants);
  const { profiles, text } = awsConfig;
  const written = write === true ? writeProfiles(awsConfig, new Date()) : undefined;
  output.text(written === undefined ? text : renderWritten(written, profiles.profiles.length));
  if (person !== undefined) output.note(renderPerson(person));
  output.note(`Sign in with: aws sso login --sso-session ${profiles.session}`);
  output.data({
    ...profiles,
    ...(person === undefined ? {} : { user: { name: person.userName, groups: person.groups } }),
    written,
  });
}

const askForPerson = (environment: Environment, name: string): Promise<Person> =>
  withSurroundings(async (surroundings) => {
    const { progress } = surroundings;
    progress.stage('Asking AWS');
    const aws = connectDeployer(environment.config.aws, new Requests(surroundings));
    const person = await findPerson(environment, name, aws);
    progress.finish();
    return person;
  });

function renderPerson({ userName, groups, grants }: Person): string {
  if (grants.length > 0)
    return `${userName} is in ${groups.length === 0 ? 'no group of the config' : listAll(groups)}.`;
  return groups.length === 0
    ? `${userName} is in no group of the config, and has nothing by name: there is no profile.`
    : `${userName} is in ${listAll(groups)}, and the config gives them nothing: there is no profile.`;
}

function renderWritten({ file, changed, backup }: Written, count: number): string {
  if (!changed) return `${file} has these ${count} profiles already.`;
  const kept = backup === undefined ? '' : ` The file before is ${backup}`;
  return `${file}: ${count} profiles.${kept}`;
}
