import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { UserError } from '../user-error.js';

/** What a zip without a comment ends with: this, and 18 bytes more. */
const END = Buffer.from('PK\u0005\u0006', 'latin1');
const END_LENGTH = 22;

/**
 * Throws a UserError where a plan file is cut off: Terraform 1.11 says nothing of it when the disk is full as it
 * writes the last of it.
 */
export function requireWholeZip(file: string): void {
  const descriptor = openSync(file, 'r');
  try {
    const end = Buffer.alloc(END.length);
    readSync(descriptor, end, 0, END.length, Math.max(fstatSync(descriptor).size - END_LENGTH, 0));
    if (end.equals(END)) return;
  } finally {
    closeSync(descriptor);
  }
  throw new UserError(
    `The plan could not be written whole to ${file}: the disk is full, most likely. Nothing was changed. Make room there, or name another folder with TMPDIR, and run this again.`,
  );
}
