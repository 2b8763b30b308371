/** Terraform's own record of the backend that a stack's folder was initialised with. */
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { UserError } from '../user-error.js';
import type { Backend } from './backend.js';

const RECORD = 'terraform.tfstate';

const recordFile = (folder: string, variables: NodeJS.ProcessEnv): string =>
  join(resolve(folder, variables.TF_DATA_DIR || '.terraform'), RECORD);

interface StackRecord {
  readonly backend?: { readonly type: string; readonly config: Readonly<Record<string, unknown>> };
}

/**
 * Undefined where the folder was never initialised. Throws a UserError where the record can't be read as one, or may be
 * another stack's: an absolute TF_DATA_DIR is one folder for all of them.
 */
export function readRecordedBackend(folder: string, variables: NodeJS.ProcessEnv): Backend | undefined {
  if (variables.TF_DATA_DIR !== undefined && isAbsolute(variables.TF_DATA_DIR)) {
    throw new UserError(
      'TF_DATA_DIR is an absolute path, which all environments share: what it has on record may be another one’s state. Nothing was moved.\n  Say where the state is now with --from, or set TF_DATA_DIR to a relative path.',
    );
  }
  const file = recordFile(folder, variables);
  try {
    const { backend } = JSON.parse(readFileSync(file, 'utf8')) as StackRecord;
    return backend && { type: backend.type, settings: withoutNulls(backend.config) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UserError(
      `${file} is no record of a backend that Terraform can have written: ${(error as Error).message}\n  Say where the state is now with --from.`,
    );
  }
}

/** Deletes one that a full disk cut off, which Terraform only stumbles over: it writes it anew from the config. */
export function dropBrokenRecord(folder: string, variables: NodeJS.ProcessEnv): void {
  const file = recordFile(folder, variables);
  try {
    JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) rmSync(file);
  }
}

const withoutNulls = (settings: object): Backend['settings'] =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));

/**
 * Has a stack's folder take another one's record, as `init -reconfigure` would: but it needs no providers, which may be
 * out of reach. `from` was initialised with data of its own.
 */
export function keepRecord(from: string, folder: string, variables: NodeJS.ProcessEnv): void {
  const file = recordFile(folder, variables);
  mkdirSync(dirname(file), { recursive: true });
  copyFileSync(recordFile(from, {}), file);
}
