/** Takes unknown values out of what a resource is given. */
import { isObject, isUnknown, type WireObject, type WireValue } from './protocol/values.js';
import type { Attributes, Value } from './resource.js';

/** Leaves out every argument that is unknown, and every list that has an unknown element. */
export function withoutUnknowns(object: WireObject): Attributes {
  const known: Attributes = {};
  for (const [key, value] of Object.entries(object)) {
    const kept = knownPart(value);
    if (kept !== undefined) known[key] = kept;
  }
  return known;
}

function knownPart(value: WireValue): Value | undefined {
  if (isUnknown(value)) return undefined;
  if (isObject(value)) return withoutUnknowns(value);
  if (!Array.isArray(value)) return value;
  const elements = value.map(knownPart);
  return elements.includes(undefined) ? undefined : (elements as Value[]);
}

/** Has null for every unknown value. */
export function unknownsAsNull(object: WireObject): Attributes {
  return nullForUnknown(object) as Attributes;
}

function nullForUnknown(value: WireValue): Value {
  if (isUnknown(value)) return null;
  if (Array.isArray(value)) return value.map(nullForUnknown);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, nullForUnknown(member)]));
}

export function hasUnknown(value: WireValue | undefined): boolean {
  if (value === undefined || isUnknown(value)) return value !== undefined;
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isObject(value) && Object.values(value).some(hasUnknown);
}
