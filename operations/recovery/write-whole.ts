import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { UserError } from '../user-error.js';

/** Writes a file whole or not at all: where there is no room, or no right to, what stood there before still does. */
export function writeWhole(file: string, content: string | Uint8Array, mode?: number): void {
  const draft = `${file}.${randomBytes(4).toString('hex')}.new`;
  try {
    writeFileSync(draft, content, { mode, flag: 'wx' });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw explainRefusedWrite(error, file) ?? error;
  }
}

/** What the file system refuses for reasons of its own, and what to do about it. */
const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Make room, then run this again',
  EDQUOT: 'your quota of the disk is used up. Make room, then run this again',
  EFBIG: 'a limit of this process (ulimit -f) or of the file system stops it. Raise it, then run this again',
  EROFS: 'the file system is read-only. Run this where you may write',
  EACCES: 'you may not write there. Get the right to, or run this elsewhere',
  EPERM: 'you may not write there. Get the right to, or run this elsewhere',
};

/** A UserError that says which file and what to do; undefined for an error of another kind. */
export const explainRefusedWrite = (error: unknown, file: string): UserError | undefined =>
  refuseWrite((error as NodeJS.ErrnoException).code, file);

/** The same by the code of the error. */
export function refuseWrite(code: string | undefined, file: string): UserError | undefined {
  const reason = REASONS[code ?? ''];
  return reason === undefined ? undefined : new UserError(`${file} can’t be written: ${reason}.`);
}
