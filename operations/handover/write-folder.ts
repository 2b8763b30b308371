/** Writes a handover’s folder: whole or not at all, and never over anything that it didn’t make. */
import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { listAll } from '../../model/text.js';
import { explainRefusedWrite } from '../recovery/write-whole.js';
import { UserError } from '../user-error.js';
import type { HandoverFiles } from './handover.js';

/** Says which files are this program's, with a digest of each. */
const MARKER = '.federation-handover.json';

/** Throws a UserError where the folder holds what this program didn't make, or what was changed since. */
export function writeFolder(folder: string, files: HandoverFiles): void {
  requireOwn(folder);
  const draft = makeDraft(folder);
  try {
    const marker = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, digestOf(text)]));
    const all = { ...files, [MARKER]: `${JSON.stringify(marker, null, 2)}\n` };
    for (const [name, text] of Object.entries(all)) writeFileSync(join(draft, name), text);
    exchange(folder, draft);
  } catch (error) {
    throw explainRefusedWrite(error, folder) ?? error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function makeDraft(folder: string): string {
  try {
    mkdirSync(dirname(folder), { recursive: true });
    return mkdtempSync(join(dirname(folder), `.${basename(folder)}-`));
  } catch (error) {
    throw new UserError(
      `${folder} can't be written: ${(error as Error).message}. Name another one with --out.`,
    );
  }
}

/** Puts the draft in the folder's place; the folder, where there was one, comes in the draft's. */
function exchange(folder: string, draft: string): void {
  if (!existsSync(folder)) return renameSync(draft, folder);
  const before = `${draft}-before`;
  renameSync(folder, before);
  try {
    renameSync(draft, folder);
  } catch (error) {
    renameSync(before, folder);
    throw error;
  }
  rmSync(before, { recursive: true });
}

function requireOwn(folder: string): void {
  if (!existsSync(folder)) return;
  if (!lstatSync(folder).isDirectory())
    throw new UserError(`${folder} is not a folder. Name another one with --out.`);
  const known = readMarker(join(folder, MARKER));
  const others = readdirSync(folder).filter((name) => name !== MARKER && !isUnchanged(folder, name, known));
  if (others.length > 0)
    throw new UserError(
      `${folder} holds what this program didn’t make, or what was changed since: ${listAll(others)}. Move it, or name another folder with --out.`,
    );
}

function isUnchanged(folder: string, name: string, known: Readonly<Record<string, string>>): boolean {
  const file = join(folder, name);
  return (
    Object.hasOwn(known, name) && lstatSync(file).isFile() && digestOf(readFileSync(file)) === known[name]
  );
}

/** Nothing where there is none, or what is there isn't one. */
function readMarker(file: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  } catch {
    return {};
  }
}

const digestOf = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');
