/** The state of a bucket that is being made: a file beside the stack, until it moves into the bucket. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The file's name, in the folder of the stack. Not Terraform's own: `init` would offer to move it by itself. */
export const LOCAL_STATE = 'bucket.tfstate';

/** The folder that Terraform makes a bucket in. A bucket's name is no path. */
export const bootstrapFolder = (bucket: string): string => join('cdktf.out', 'bootstrap', bucket);

export interface State {
  readonly resources: readonly { readonly type: string }[];
}

/** `begun`: the bucket may have been made, but the state doesn't know of it. */
export type LocalState = 'none' | 'begun' | State;

export function readLocalState(folder: string): LocalState {
  const file = join(folder, LOCAL_STATE);
  if (!existsSync(file)) return 'none';
  const text = readFileSync(file, 'utf8');
  const state = text === '' ? undefined : parseState(text);
  return state?.resources.some(({ type }) => type === 'aws_s3_bucket') ? state : 'begun';
}

export const parseState = (text: string): State => JSON.parse(text) as State;

/** Notes that the bucket is about to be made. Terraform writes into a file that exists with the mode it has: 0600. */
export function beginLocalState(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (readLocalState(folder) === 'none') writeFileSync(join(folder, LOCAL_STATE), '', { mode: 0o600 });
}

export function removeLocalState(folder: string): void {
  for (const file of [LOCAL_STATE, `${LOCAL_STATE}.backup`]) rmSync(join(folder, file), { force: true });
}
