import type { Command } from 'commander';
import { createAwsConfig, writeProfiles, type Written } from '../../operations/aws-config/aws-config.js';
import { requireEnvironment } from '../../operations/require-environment.js';
import type { GlobalOptions } from '../global-options.js';
import { createOutput } from '../output.js';
import { noteWarnings } from '../warnings.js';

interface Options extends GlobalOptions {
  readonly write?: boolean;
}

export function addAwsConfigCommand(program: Command): void {
  program
    .command('aws-config')
    .description('print profiles for the AWS CLI, one for each permission set in each account')
    .argument('<environment>', 'the environment')
    .option('--write', 'keep them in a part of their own of AWS_CONFIG_FILE, or ~/.aws/config')
    .action((name: string, _options: object, command: Command) => awsConfig(name, command.optsWithGlobals()));
}

function awsConfig(name: string, { config, json, write }: Options): void {
  const output = createOutput(json);
  const { environment, warnings } = requireEnvironment(config, name);
  noteWarnings(output, warnings);
  const awsConfig = createAwsConfig(environment, process.env);
  const { profiles, text } = awsConfig;
  const written = write === true ? writeProfiles(awsConfig, new Date()) : undefined;
  output.text(written === undefined ? text : renderWritten(written, profiles.profiles.length));
  output.note(`Sign in with: aws sso login --sso-session ${profiles.session}`);
  output.data({ ...profiles, written });
}

function renderWritten({ file, changed, backup }: Written, count: number): string {
  if (!changed) return `${file} has these ${count} profiles already.`;
  const kept = backup === undefined ? '' : ` The file before is ${backup}`;
  return `${file}: ${count} profiles.${kept}`;
}
