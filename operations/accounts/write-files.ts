/** Writes several files, all of them or none. */
import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { UserError } from '../user-error.js';
import type { Refresh } from './refresh.js';

/**
 * Every new text is on the disk before the first file is replaced, and replacing them is one uninterrupted step. Where
 * one can't be replaced, those before it are put back. Throws a UserError for a file that has changed since it was read.
 */
export function writeFiles(files: Refresh['files']): void {
  const drafts = files.map(({ path, name, text, after }) => {
    if (readFileSync(path, 'utf8') !== text)
      throw new UserError(`${name} has changed since it was read. Nothing was written. Run this again.`);
    const target = realpathSync(path);
    return { target, draft: `${target}.${process.pid}.new`, text, after, mode: statSync(target).mode };
  });
  const replaced: typeof drafts = [];
  try {
    for (const { draft, after, mode } of drafts) writeFileSync(draft, after, { mode });
    for (const each of drafts) {
      renameSync(each.draft, each.target);
      replaced.push(each);
    }
  } catch (error) {
    for (const { target, text } of replaced) writeFileSync(target, text);
    throw new UserError(`The config can't be written: ${(error as Error).message}. Nothing was changed.`);
  } finally {
    for (const { draft } of drafts) rmSync(draft, { force: true });
  }
}
