/** A state that couldn't be saved at the end of an apply: what was made is in it, and nowhere else. */
import {
  chmodSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { compareText } from '../../model/text.js';
import { stackFolder } from '../synthesize.js';

/** Where Terraform writes it: into the folder that it runs in, readable by everybody. */
const TERRAFORMS_FILE = 'errored.tfstate';
const SUFFIX = '.unsaved.tfstate';
const PRIVATE = 0o600;

/** What the folders begin with that destroying an environment works in. */
export const destroyPrefix = (environment: string): string => `${stackFolder(environment)}.destroy-`;

export function destroyFolders(environment: string): string[] {
  const prefix = destroyPrefix(environment);
  if (!existsSync(dirname(prefix))) return [];
  return readdirSync(dirname(prefix))
    .filter((name) => name.startsWith(basename(prefix)))
    .map((name) => join(dirname(prefix), name));
}

/**
 * Moves what Terraform couldn't save out of the folders it ran in to a place of its own beside the stack's folder,
 * readable by this user alone. Nothing is overwritten, ever. Returns all that wait to be saved, the oldest first.
 */
export function keepUnsavedStates(environment: string): string[] {
  for (const folder of [stackFolder(environment), ...destroyFolders(environment)]) {
    const file = join(folder, TERRAFORMS_FILE);
    if (!isRegularFile(file) || !isWhole(file)) continue;
    chmodSync(file, PRIVATE);
    renameSync(file, freeName(stackFolder(environment)));
  }
  return findUnsavedStates(environment);
}

/** A link leads to a file that Terraform didn't write. */
const isRegularFile = (file: string): boolean =>
  lstatSync(file, { throwIfNoEntry: false })?.isFile() ?? false;

/** A full disk leaves a part of it, or an empty one. */
function isWhole(file: string): boolean {
  try {
    JSON.parse(readFileSync(file, 'utf8'));
    return true;
  } catch {
    return false;
  }
}

/** Writes a state that Terraform could write nowhere. Returns the file, or undefined where there is no room at all. */
export function keepDumpedState(environment: string, state: object): string | undefined {
  const text = JSON.stringify(state, null, 2);
  for (const folder of [dirname(stackFolder(environment)), tmpdir(), homedir()]) {
    const file = freeName(join(folder, environment));
    try {
      writeFileSync(file, text, { mode: PRIVATE, flag: 'wx' });
      return file;
    } catch {
      rmSync(file, { force: true });
    }
  }
  return undefined;
}

/** Environments' names have no dots. */
function freeName(path: string): string {
  for (let number = 1; ; number += 1) {
    const file = `${path}${number === 1 ? '' : `.${number}`}${SUFFIX}`;
    if (!existsSync(file)) return file;
  }
}

function findUnsavedStates(environment: string): string[] {
  const folder = dirname(stackFolder(environment));
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.startsWith(`${environment}.`) && name.endsWith(SUFFIX))
    .sort((a, b) => a.length - b.length || compareText(a, b))
    .map((name) => join(folder, name))
    .filter(isRegularFile);
}
