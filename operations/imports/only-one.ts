import type { Problem } from '../../model/problem.js';
import { listAll } from '../../model/text.js';

/** Undefined for several, which is told. */
export function onlyOne<T extends { readonly id: string }>(
  found: readonly T[],
  problems: Problem[],
  refuse: (ids: string) => Problem,
): T | undefined {
  if (found.length > 1) problems.push(refuse(listAll(found.map(({ id }) => id))));
  return found.length === 1 ? found[0] : undefined;
}
