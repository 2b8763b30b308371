/** Who gains and who loses what where by a plan: pure. */
import { ACCOUNT_ASSIGNMENT, type GrantReader, type PlannedGrant } from './planned-grants.js';
import type { Effect, PlannedObject } from './planned-object.js';

export interface AccessDiff {
  readonly gained: readonly PlannedGrant[];
  readonly lost: readonly PlannedGrant[];
  /** Taken away and given again: in neither of the others. */
  readonly replaced: readonly PlannedGrant[];
  /** There already, and taken over: neither a gain nor a loss. */
  readonly takenOver: readonly PlannedGrant[];
}

/** @param takenOver What exists already and is as planned. */
export function diffAccess(
  objects: readonly PlannedObject[],
  takenOver: readonly Omit<PlannedObject, 'effect'>[],
  grants: GrantReader,
): AccessDiff {
  const assignments = objects.filter(({ type }) => type === ACCOUNT_ASSIGNMENT);
  const which = (...effects: Effect[]) =>
    assignments.filter(({ effect }) => effects.includes(effect)).map((object) => grants.read(object));
  return {
    gained: which('made'),
    lost: which('destroyed', 'forgotten'),
    replaced: which('replaced'),
    takenOver: takenOver
      .filter(({ type }) => type === ACCOUNT_ASSIGNMENT)
      .map((object) => grants.read(object)),
  };
}
