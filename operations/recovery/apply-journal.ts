/**
 * A note of the apply under way, beside its stack: it is left behind by one that was cut off. Each apply's notes follow
 * those of the ones before it, which stand until what those made was looked for and is in the state.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { stackFolder } from '../synthesize.js';
import { writeWhole } from './write-whole.js';

/** An apply that didn't end in order, or whose state couldn't be saved. */
export interface CutOffApply {
  /** When it began, in UTC: `2026-11-22 10:14:05 UTC`. */
  readonly began: string;
  /** Such as `ada on build-7`. */
  readonly by: string;
  /** Addresses of the objects that it began to work on. */
  readonly begun: readonly string[];
}

/** A name that Terraform and cdktf take no notice of. */
export const journalFile = (environment: string): string =>
  join(stackFolder(environment), 'apply-under-way.jsonl');

/** Notes that an apply begins. What an apply before it left stays: this one may not reach all of it. */
export function beginJournal(environment: string): void {
  const began = `${new Date().toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  mkdirSync(stackFolder(environment), { recursive: true });
  write(environment, [...readNotes(environment), { began, by: `${userName()} on ${hostname()}` }]);
}

/** Notes that work on an object begins. */
export const noteBegun = (environment: string, address: string): void =>
  append(environment, { begun: address });

/** Notes that the apply ended in order, and that all it made is in a state that waits to be saved. */
export const noteUnsaved = (environment: string): void => append(environment, { unsaved: true });

/** What the last apply noted is settled. What applies before it left stays. */
export function endLastApply(environment: string): void {
  const notes = readNotes(environment);
  const before = notes.slice(0, Math.max(lastBeginning(notes), 0));
  if (before.length === 0) return endJournal(environment);
  whereThereIsRoom(() => write(environment, before));
}

/** The state that waited to be saved is: it has all that its apply made. */
export function endUnsavedApply(environment: string): void {
  const notes = readNotes(environment);
  if (notes.slice(Math.max(lastBeginning(notes), 0)).some(({ unsaved }) => unsaved))
    endLastApply(environment);
}

/** The state has all that was made. */
export function endJournal(environment: string): void {
  rmSync(journalFile(environment), { force: true });
}

/** What an apply left that was cut off, where one did. While an apply is under way, the state's lock says so. */
export function readCutOffApply(environment: string): CutOffApply | undefined {
  if (!existsSync(journalFile(environment))) return undefined;
  const notes = readNotes(environment);
  const { began = 'an unknown time', by = 'someone' } = notes[lastBeginning(notes)] ?? {};
  return { began, by, begun: [...new Set(notes.flatMap(({ begun }) => begun ?? []))] };
}

interface Note {
  readonly began?: string;
  readonly by?: string;
  readonly begun?: string;
  readonly unsaved?: boolean;
}

function readNotes(environment: string): Note[] {
  const file = journalFile(environment);
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').flatMap(readNote) : [];
}

const lastBeginning = (notes: readonly Note[]): number =>
  notes.findLastIndex(({ began }) => began !== undefined);

const toLine = (note: Note): string => `${JSON.stringify(note)}\n`;

const write = (environment: string, notes: readonly Note[]): void =>
  writeWhole(journalFile(environment), notes.map(toLine).join(''), 0o600);

const append = (environment: string, note: Note): void =>
  whereThereIsRoom(() => appendFileSync(journalFile(environment), toLine(note)));

/** A full disk is no reason to stop in the middle: the apply itself needs no room. */
function whereThereIsRoom(work: () => void): void {
  try {
    work();
  } catch {
    // What was noted before stands.
  }
}

/** A line that was cut off says nothing. */
function readNote(line: string): Note[] {
  try {
    return [JSON.parse(line) as Note];
  } catch {
    return [];
  }
}

/** A user id may have no name, in a container. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? ''}`.trim();
  }
}
