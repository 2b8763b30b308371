/** The checklist: steps, and what was found of each. */
import type { Ending } from './ending.js';
import type { Reading } from './reading.js';

/** `unknown`: nothing tells it, or the caller may not ask. `not-wanted`: the config asks for none of it. */
export type State = 'done' | 'not-done' | 'unknown' | 'not-wanted';

/** What a step is, and what comes of it. */
export interface Step {
  /** As in the README's table. */
  readonly number: number;
  readonly title: string;
  readonly where: 'AWS' | 'Entra' | 'both' | 'each person';
  /** The worst of its checks. */
  readonly state: State;
  readonly checks: readonly Check[];
}

/** One thing that was looked at. */
export interface Check {
  /** For programs: it stays the same. */
  readonly id: string;
  readonly state: State;
  /** What was found: whole sentences. */
  readonly finding: string;
  /** What to do where it isn't done, or how a person finds out where it can't be told. */
  readonly next?: string;
  /** What to put in, or to compare with. */
  readonly values?: readonly Value[];
  /** Names of what is missing. */
  readonly missing?: readonly string[];
  /** The day on which something of it ends. */
  readonly ending?: Ending;
  /** The permission that the caller lacks, or that a cloud refused with it. */
  readonly lacks?: string;
  /** A cloud failed where it was asked. */
  readonly failed?: true;
}

/** An exact value, by what the console calls it. */
export interface Value {
  readonly label: string;
  readonly value: string;
}

type More = Partial<Omit<Check, 'id' | 'state' | 'finding' | 'next'>>;

export const done = (id: string, finding: string, more: More = {}): Check => ({
  id,
  state: 'done',
  finding,
  ...more,
});

export const notDone = (id: string, finding: string, next: string, more: More = {}): Check => ({
  id,
  state: 'not-done',
  finding,
  next,
  ...more,
});

export const unknown = (id: string, finding: string, next: string, more: More = {}): Check => ({
  id,
  state: 'unknown',
  finding,
  next,
  ...more,
});

export const notWanted = (id: string, finding: string): Check => ({ id, state: 'not-wanted', finding });

/** Judges what was read; a read that was refused can't be told. */
export function judge<T>(
  id: string,
  reading: Reading<T>,
  judgement: (found: T) => readonly Check[],
): readonly Check[] {
  if ('found' in reading) return judgement(reading.found);
  const { kind, request, needs, said } = reading.unread;
  return [
    kind === 'denied'
      ? unknown(id, `The caller may not ask: ${request}.`, `Let the caller have ${needs}.`, { lacks: needs })
      : unknown(id, `The cloud failed: ${request}. It said: ${said}`, 'Run it again later.', {
          failed: true,
        }),
  ];
}

/** @param checks In order; the worst of them is the step's state. */
export const step = (
  number: number,
  title: string,
  where: Step['where'],
  checks: readonly Check[],
): Step => ({ number, title, where, state: worst(checks), checks });

const WORST_FIRST: readonly State[] = ['not-done', 'unknown', 'done', 'not-wanted'];

const worst = (checks: readonly Check[]): State =>
  WORST_FIRST.find((state) => checks.some((check) => check.state === state)) ?? 'done';
