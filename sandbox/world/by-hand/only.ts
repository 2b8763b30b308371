/** The one there is. Throws an Error that says how many there are otherwise: the seed is wrong then. */
export function only<T>(found: readonly T[], what: string): T {
  const [first, ...others] = found;
  if (first === undefined || others.length > 0) throw new Error(`The seed has ${found.length} of: ${what}.`);
  return first;
}
