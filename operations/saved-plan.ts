/** Plan files: saved by one run, applied by another, perhaps on another machine. */
import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { HANDLE_PATTERN } from '../model/config.js';
import type { Environment } from '../model/environment.js';
import { countImports, IMPORTS } from './imports/import-files.js';
import type { Plan } from './plan.js';
import { writeWhole } from './recovery/write-whole.js';
import { LOCK_FILE, STACK_FILE, stackFolder } from './synthesize.js';
import { UserError } from './user-error.js';

/** A plan file with what it takes to apply it. Terraform's plan is a zip that holds the config it was made from. */
export interface SavedPlan {
  /** Absolute. */
  readonly file: string;
  /** The environment's name. */
  readonly environment: string;
  /** The synthesized stack, exactly as it was planned. */
  readonly stack: string;
  /** How many objects it takes over. */
  readonly imports: number;
  /** The lock file that the plan was made with. */
  readonly lockFile?: string;
}

const STACK_ENTRY = `tfconfig/m-/${STACK_FILE}`;
const IMPORTS_ENTRY = `tfconfig/m-/${IMPORTS}`;

/** Says before a long plan that its result couldn't be saved. Throws a UserError. */
export function requireSavable(file: string, { config }: Environment): void {
  if (config.state.cloud !== undefined) {
    throw new UserError(
      'The plan can’t be saved to a file: with `state.cloud`, HCP Terraform keeps the plan on its side. Use: federation apply',
    );
  }
  const folder = dirname(resolve(file));
  if (!existsSync(folder))
    throw new UserError(`The plan can't be saved to ${file}: there is no folder ${dirname(file)}.`);
  if (!isWritable(folder))
    throw new UserError(
      `The plan can't be saved to ${file}: you may not write to the folder ${dirname(file)}.`,
    );
  if (existsSync(file) && !statSync(file).isFile())
    throw new UserError(`The plan can't be saved to ${file}: it isn't a file.`);
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Saves a plan, readable by this user alone (mode 0600): it holds sensitive values in clear. Throws an Error for one
 * that the guard blocks: who applies the file is not asked again.
 */
export function savePlan(plan: Plan, file: string): void {
  if (plan.review.blocked.length > 0) throw new Error('A blocked plan is never saved.');
  writeWhole(file, readFileSync(plan.file), 0o600);
}

/** Reads a plan file. Throws a UserError where it is none, or none of this program's. */
export function loadSavedPlan(file: string): SavedPlan {
  const entries = readEntries(file);
  const stack = entries[STACK_ENTRY];
  const text = stack && strFromU8(stack);
  const environment = text && stackName(text);
  if (text === undefined || environment === undefined) {
    throw new UserError(
      `${file} is a Terraform plan, but not of this program. Make one with: federation plan <environment> --out ${file}`,
    );
  }
  const { [IMPORTS_ENTRY]: imports, [LOCK_FILE]: lock } = entries;
  return {
    file: resolve(file),
    environment,
    stack: text,
    imports: imports === undefined ? 0 : countImports(strFromU8(imports)),
    lockFile: lock && strFromU8(lock),
  };
}

/** Writes the stack that a saved plan was made from to the environment's folder, and returns that folder. */
export function unpackSavedPlan({ environment, stack, lockFile }: SavedPlan): string {
  const folder = stackFolder(environment);
  mkdirSync(folder, { recursive: true });
  writeWhole(join(folder, STACK_FILE), stack);
  if (lockFile !== undefined) writeWhole(join(folder, LOCK_FILE), lockFile);
  return folder;
}

function readEntries(file: string): Record<string, Uint8Array> {
  if (!existsSync(file)) throw new UserError(`There is no plan file ${file}.`);
  // A device or a pipe may never end.
  if (!statSync(file).isFile()) throw new UserError(`The plan file ${file} can't be read: it isn't a file.`);
  let content: Uint8Array;
  try {
    content = readFileSync(file);
  } catch (error) {
    throw new UserError(`The plan file ${file} can't be read: ${(error as Error).message}`);
  }
  try {
    return unzipSync(content, {
      filter: ({ name }) => [STACK_ENTRY, IMPORTS_ENTRY, LOCK_FILE].includes(name),
    });
  } catch {
    throw new UserError(
      `${file} is not a plan file. Make one with: federation plan <environment> --out ${file}`,
    );
  }
}

/** The name that cdktf noted in a synthesized stack; a handle, so that it can name a folder. */
function stackName(stack: string): string | undefined {
  try {
    const name = (JSON.parse(stack) as { '//'?: { metadata?: { stackName?: unknown } } })['//']?.metadata
      ?.stackName;
    return typeof name === 'string' && HANDLE_PATTERN.test(name) ? name : undefined;
  } catch {
    return undefined;
  }
}
