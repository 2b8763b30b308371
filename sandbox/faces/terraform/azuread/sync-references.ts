/** Owners and members: brings those that an object has to those it is to have. */
import type { Principal } from '../../../world/entra/objects.js';
import { attempt } from './refusals.js';

interface Collection {
  readonly current: readonly Principal[];
  add(id: string): void;
  remove(id: string): void;
}

/** Adds first, so that an object that must have an owner never lacks one. */
export function syncReferences(
  summary: string,
  desired: readonly string[],
  { current, add, remove }: Collection,
): void {
  const ids = current.map(({ id }) => id);
  attempt(summary, () => {
    for (const id of desired) if (!ids.includes(id)) add(id);
    for (const id of ids) if (!desired.includes(id)) remove(id);
  });
}

export const idsOf = (principals: readonly Principal[]): string[] => principals.map(({ id }) => id);
