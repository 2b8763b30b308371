/** `federation aws-config`: profiles for the AWS CLI, printed or kept in the config file. */
import type { Grant } from '../../model/access-model.js';
import type { Environment } from '../../model/environment.js';
import { UserError } from '../user-error.js';
import { awsConfigFile, readAwsConfig, writeAwsConfig } from './file.js';
import { joinFile, namesIn, splitFile, type SplitFile } from './kept-part.js';
import { type Profiles, resolveProfiles } from './profiles.js';
import { renderProfiles } from './render.js';

export interface AwsConfig {
  readonly profiles: Profiles;
  readonly text: string;
  readonly file: string;
  /** The file as it is to become. */
  readonly content: string;
}

export interface Written {
  readonly file: string;
  readonly changed: boolean;
  /** Where the file before is; absent where there was none, or nothing changed. */
  readonly backup?: string | undefined;
}

/**
 * Reads the config file, so that no name is taken twice. Throws a UserError where its marks are damaged.
 *
 * @param grants Those that get profiles. Default: everybody's.
 */
export function createAwsConfig(
  environment: Environment,
  variables: NodeJS.ProcessEnv,
  grants: readonly Grant[] = environment.access.grants,
): AwsConfig {
  const file = awsConfigFile(variables);
  const split = splitOrRefuse(file, environment.name);
  const profiles = resolveProfiles(environment, grants, namesIn(split));
  const text = renderProfiles(profiles);
  return { profiles, text, file, content: joinFile(split, environment.name, text) };
}

export function writeProfiles({ file, content }: AwsConfig, now: Date): Written {
  const changed = readAwsConfig(file) !== content;
  return { file, changed, backup: writeAwsConfig(file, content, now) };
}

function splitOrRefuse(file: string, environment: string): SplitFile {
  try {
    return splitFile(readAwsConfig(file), environment);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `${file}: the marks around the part of ${environment} are damaged. ${(error as Error).message}\n  Put them right, or take them and what stands between them away. Nothing was written.`,
    );
  }
}
