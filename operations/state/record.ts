/** Terraform's own record of the backend that a stack's folder was initialised with. */
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../user-error.js';
import type { Backend } from './backend.js';

const RECORD = 'terraform.tfstate';

const recordFile = (folder: string, variables: NodeJS.ProcessEnv): string =>
  join(resolve(folder, variables.TF_DATA_DIR || '.terraform'), RECORD);

interface StackRecord {
  readonly backend?: { readonly type: string; readonly config: Readonly<Record<string, unknown>> };
}

/** Undefined where the folder was never initialised. Throws a UserError where the record can't be read as one. */
export function readRecordedBackend(folder: string, variables: NodeJS.ProcessEnv): Backend | undefined {
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
