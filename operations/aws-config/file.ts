/** The AWS config file on disk: `AWS_CONFIG_FILE`, or `~/.aws/config`. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { UserError } from '../user-error.js';

/** Each byte a character, so that what this program doesn't understand stays as it was. */
const ENCODING = 'latin1';
const PRIVATE = 0o600;

export const awsConfigFile = (variables: NodeJS.ProcessEnv): string =>
  variables['AWS_CONFIG_FILE'] || join(homedir(), '.aws', 'config');

/** Empty where there is no such file. Throws a UserError where it can't be read. */
export function readAwsConfig(file: string): string {
  if (!existsSync(file)) return '';
  requireRegularFile(file);
  return attempt(file, 'read', () => readFileSync(file, ENCODING));
}

/**
 * Writes the file in one step, keeps the one before beside it, and returns where. A link is followed, and stays one.
 * Nothing is written where nothing changes.
 */
export function writeAwsConfig(file: string, content: string, now: Date): string | undefined {
  const exists = existsSync(file);
  if (exists && readAwsConfig(file) === content) return undefined;
  return attempt(file, 'written', () => {
    // One folder at most: where there is no home, there is nobody to write for.
    if (!existsSync(dirname(file))) mkdirSync(dirname(file), { mode: 0o700 });
    const target = exists ? realpathSync(file) : file;
    const backup = `${target}.${now.toISOString().replace(/[:.]/g, '-')}.backup`;
    if (exists) copyFileSync(target, backup);
    const draft = `${target}.${process.pid}.new`;
    writeFileSync(draft, content, { encoding: ENCODING, mode: exists ? statSync(target).mode : PRIVATE });
    renameSync(draft, target);
    return exists ? backup : undefined;
  });
}

/** A device, such as `/dev/null` for no config at all, would be replaced by a file; a pipe would never end. */
function requireRegularFile(file: string): void {
  if (statSync(file).isFile()) return;
  throw new UserError(
    `${file} isn't a regular file. Nothing was written. Set AWS_CONFIG_FILE to another one.`,
  );
}

function attempt<T>(file: string, what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new UserError(`${file} can't be ${what}: ${(error as Error).message}`);
  }
}
