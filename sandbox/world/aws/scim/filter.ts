import { invalid } from './messages.js';

/** By attribute: whether an item has this value of it. */
export type Attributes<Item> = Readonly<Record<string, (item: Item, value: string) => boolean>>;

const condition = String.raw`(\S+)\s+eq\s+("(?:[^"\\]|\\.)+")`;
const syntax = new RegExp(String.raw`^\s*${condition}(?:\s+and\s+${condition})?\s*$`, 'i');

/**
 * What a list's `filter` asks for; everything without one. AWS knows `eq` and `and` alone, and only some attributes,
 * alone or together.
 * @param combinations The attributes that may stand together, such as `id and members`, in any order.
 * Throws 400 for any other filter, an empty value among them.
 */
export function parseFilter<Item>(
  filter: string | null,
  attributes: Attributes<Item>,
  combinations: readonly string[],
): (item: Item) => boolean {
  if (filter === null) return () => true;
  const [, first, firstValue, second, secondValue] = syntax.exec(filter) ?? [];
  if (first === undefined || firstValue === undefined)
    throw invalid(`filter: AWS takes only attribute eq "value", or two of them with "and"; not ${filter}`);
  const wanted = [{ attribute: first, value: unquote(firstValue) }];
  if (second !== undefined && secondValue !== undefined)
    wanted.push({ attribute: second, value: unquote(secondValue) });
  const names = wanted.map(({ attribute }) => attribute);
  if (!combinations.some((each) => each === names.join(' and ') || each === names.toReversed().join(' and ')))
    throw invalid(`filter: AWS takes only ${combinations.join(', ')}; not ${names.join(' and ')}`);
  return (item) => wanted.every(({ attribute, value }) => attributes[attribute]?.(item, value));
}

function unquote(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    throw invalid(`filter: ${quoted} is no string`);
  }
}

/** Names are compared without regard to case. */
export const sameName = (one: string | undefined, other: string): boolean =>
  one?.toLowerCase() === other.toLowerCase();
