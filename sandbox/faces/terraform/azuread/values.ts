/** Terraform's values as what the provider means by them: an argument that is left out is its type's zero value. */
import type { Attributes, Value } from '../resource.js';

export const text = (value: Value | undefined): string => (typeof value === 'string' ? value : '');
export const flag = (value: Value | undefined): boolean => value === true;
export const texts = (value: Value | undefined): string[] =>
  Array.isArray(value) ? value.filter((element) => typeof element === 'string') : [];
export const blocks = (value: Value | undefined): Attributes[] =>
  Array.isArray(value) ? value.filter(isBlock) : [];
/** The first block; one without arguments where there is none. */
export const block = (value: Value | undefined): Attributes => blocks(value)[0] ?? {};

/** Graph has null where the provider has an empty string. */
export const orNull = (value: string): string | null => (value === '' ? null : value);

/** Whether an argument has changed; none and empty are the same. */
export function changed(planned: Value | undefined, prior: Value | undefined): boolean {
  return JSON.stringify(orNone(planned)) !== JSON.stringify(orNone(prior));
}

/**
 * What the plan keeps of `prior`: the provider's SDK takes a boolean that is left out for false, also within lists of
 * blocks.
 */
export function sameBooleans(planned: Attributes, prior: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(planned).map(([name, value]) => [name, sameBoolean(value, prior[name])]),
  );
}

function sameBoolean(planned: Value, prior: Value | undefined): Value {
  if ((planned === null && prior === false) || (planned === false && prior === null)) return prior;
  if (!Array.isArray(planned) || !Array.isArray(prior)) return planned;
  return planned.map((element, index) => {
    const before = prior[index] ?? null;
    return isBlock(element) && isBlock(before) ? sameBooleans(element, before) : element;
  });
}

function isBlock(value: Value): value is Attributes {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const orNone = (value: Value | undefined): Value =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0) ? null : value;
