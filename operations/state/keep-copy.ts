import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { UserError } from '../user-error.js';
import { shortLineage, type StateFile } from './state-file.js';

const PRIVATE = 0o600;

/** The name of a state's copy in the current folder where nobody names another. */
export const copyName = (environment: string, state: StateFile): string =>
  `${environment}-${shortLineage(state)}-serial-${state.serial}.tfstate`;

/**
 * Writes a copy that its owner alone can read. A file that holds this very state already becomes one.
 * Throws a UserError where another file has the name: nothing is overwritten.
 */
export function keepCopy(state: StateFile, file: string): void {
  try {
    writeFileSync(file, state.text, { mode: PRIVATE, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (readFileSync(file, 'utf8') === state.text) return chmodSync(file, PRIVATE);
    throw new UserError(
      `${file} exists already and holds something else. Nothing was moved.\n  Take it away, or name another file with --copy.`,
    );
  }
}
