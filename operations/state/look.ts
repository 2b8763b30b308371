/** What stands at both places of a move. */
import { sayHolder } from '../explain/explain-lock.js';
import { UserError } from '../user-error.js';
import { describeBackend } from './backend.js';
import { compareStates } from './compare-states.js';
import type { Move } from './move.js';
import type { OpenState } from './open-state.js';
import { isEmpty, isUnchanged, type StateFile } from './state-file.js';

export interface Found extends Pick<Move, 'standing' | 'state' | 'there'> {
  /** Whether it is certain that these are two places: what they hold is not the same. */
  readonly apart: boolean;
}

/** Throws a UserError where somebody is at work with one of them, or they can't be brought together. */
export async function lookAtBoth(old: OpenState, next: OpenState): Promise<Found> {
  const { state, there } = await pullBoth(old, next);
  if (state === undefined) {
    if (there !== undefined && !isEmpty(there)) return { standing: 'gone', there, apart: true };
    throw new UserError(
      `There is no state at ${describeBackend(old.backend)}: nothing was applied yet, or it is somewhere else. Nothing was moved.`,
    );
  }
  // A state with nothing in it is no loss.
  if (there === undefined || isEmpty(there))
    return { standing: 'needed', state, ...(there && { there }), apart: true };
  const comparison = compareStates(old.backend, state, next.backend, there);
  if ('refusal' in comparison) throw new UserError(comparison.refusal);
  const apart = state.lineage !== there.lineage || state.serial !== there.serial;
  return { ...comparison, state, there, apart };
}

/**
 * Looks again, right before anything is written: minutes may have passed since somebody was asked. Throws a UserError
 * where anybody is at work, or was.
 */
export async function requireUnchanged(old: OpenState, next: OpenState, before: Found): Promise<void> {
  const now = await pullBoth(old, next);
  for (const [{ backend }, was, is] of [
    [old, before.state, now.state],
    [next, before.there, now.there],
  ] as const) {
    if (isUnchanged(was, is)) continue;
    throw new UserError(
      `The state at ${describeBackend(backend)} was changed since it was looked at (${saySerial(was)} then, ${saySerial(is)} now). Nothing was moved.\n  See that nobody works, then run this again.`,
    );
  }
}

/** Such as `serial 7`. */
export const saySerial = (state: StateFile | undefined): string =>
  state === undefined ? 'none' : `serial ${state.serial}`;

/** The locks first: who takes one after that has changed nothing by then. */
async function pullBoth(
  old: OpenState,
  next: OpenState,
): Promise<{ state: StateFile | undefined; there: StateFile | undefined }> {
  for (const { backend, findLock } of [old, next]) {
    const holder = await findLock();
    if (holder === undefined) continue;
    throw new UserError(
      `The state at ${describeBackend(backend)} is locked${sayHolder(holder)}. Nothing was moved.\n  Wait until that is done, then run this again.`,
    );
  }
  return { state: await old.pull(), there: await next.pull() };
}
