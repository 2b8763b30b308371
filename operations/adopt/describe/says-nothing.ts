/** Whether a value of Graph's says nothing: it is unset, false or empty, or holds nothing else. */
export function saysNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === '') return true;
  if (typeof value !== 'object') return false;
  return keysThatSay(value).length === 0;
}

/** Of a part of an object of Graph's: the keys that say something. */
export const keysThatSay = (part: object): string[] =>
  Object.entries(part)
    .filter(([key, each]) => !key.includes('@odata.') && !saysNothing(each))
    .map(([key]) => key);

/** An object without some of its keys. */
export const without = (value: unknown, ...keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(Object(value) as object).filter(([key]) => !keys.includes(key)));
