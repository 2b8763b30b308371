/** A note of the apply under way, beside its stack: it is left behind by one that was cut off. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { stackFolder } from '../synthesize.js';

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
  const file = journalFile(environment);
  const before = readCutOffApply(environment)?.begun ?? [];
  const began = `${new Date().toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  const lines = [{ began, by: `${userName()} on ${hostname()}` }, ...before.map((begun) => ({ begun }))];
  mkdirSync(stackFolder(environment), { recursive: true });
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''), { mode: 0o600 });
}

/** Notes that work on an object begins. */
export function noteBegun(environment: string, address: string): void {
  try {
    appendFileSync(journalFile(environment), `${JSON.stringify({ begun: address })}\n`);
  } catch {
    // A full disk is no reason to stop in the middle: the apply itself needs no room.
  }
}

/** The apply ended in order, and its state is saved. */
export function endJournal(environment: string): void {
  rmSync(journalFile(environment), { force: true });
}

/** What an apply left that was cut off, where one did. While an apply is under way, the state's lock says so. */
export function readCutOffApply(environment: string): CutOffApply | undefined {
  const file = journalFile(environment);
  if (!existsSync(file)) return undefined;
  const notes = readFileSync(file, 'utf8').split('\n').flatMap(readNote);
  const { began = 'an unknown time', by = 'someone' } = notes[0] ?? {};
  return { began, by, begun: [...new Set(notes.flatMap(({ begun }) => begun ?? []))] };
}

interface Note {
  readonly began?: string;
  readonly by?: string;
  readonly begun?: string;
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
