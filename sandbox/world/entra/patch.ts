/** How the tenant takes a PATCH. */
import { badRequest, notModelled } from './graph-error.js';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What says nothing of a property that isn't modelled: the azuread provider sends it along. */
function isNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (!isObject(value)) return value === null || value === false;
  const parts = Object.values(value);
  return parts.length > 0 && parts.every(isNothing);
}

/**
 * Returns `current` with `changes` laid over it: nested objects are merged, everything else is replaced.
 * What may be changed is what `current` holds, without `readOnly`; the rest is refused, unless it says nothing.
 */
export function patched<T extends object>(
  current: T,
  changes: Readonly<Record<string, unknown>>,
  resource: string,
  readOnly: readonly string[] = [],
): T {
  const result = { ...current } as Record<string, unknown>;
  for (const [property, value] of Object.entries(changes)) {
    if (!(property in current)) {
      if (isNothing(value)) continue;
      throw notModelled(`the property '${property}' of resource '${resource}'`);
    }
    if (readOnly.includes(property))
      throw badRequest(`Property '${property}' is read-only and cannot be set.`);
    const before = result[property];
    result[property] =
      isObject(before) && isObject(value)
        ? patched(before, value, `${resource}.${property}`)
        : structuredClone(value);
  }
  return result as T;
}
