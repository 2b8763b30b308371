/** Terraform's own log. Providers write whole requests and answers into it, with the secrets that are in them. */
import { chmodSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const isLogSetting = (name: string): boolean => name.startsWith('TF_LOG');

/** Whether a log is asked for that would go to standard error: there it would stand in errors and in a CI's record. */
export const isLogWithoutFile = (variables: NodeJS.ProcessEnv): boolean =>
  !variables['TF_LOG_PATH'] && Object.entries(variables).some(([name, value]) => isLogSetting(name) && value);

/**
 * The variables that Terraform is run with. Its log goes to a file, from the working directory on, that this user
 * alone can read; another user's, a pipe or a device stays as it is. Without TF_LOG_PATH there is no log.
 */
export function withPrivateLog(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const path = variables['TF_LOG_PATH'];
  if (path) {
    const file = resolve(path);
    // Terraform writes at the end of a file that exists, with the mode it has.
    writeFileSync(file, '', { mode: 0o600, flag: 'a' });
    const found = statSync(file);
    if (found.isFile() && found.uid === process.getuid?.()) chmodSync(file, 0o600);
    return { ...variables, TF_LOG_PATH: file };
  }
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !isLogSetting(name)));
}
