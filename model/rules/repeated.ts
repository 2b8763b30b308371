/** Each item whose key an earlier one has already, with that first one. Items without a key are left out. */
export function* repeated<T>(items: Iterable<T>, keyOf: (item: T) => string | undefined): Generator<[T, T]> {
  const firsts = new Map<string, T>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, item);
    else yield [item, first];
  }
}
