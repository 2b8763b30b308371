/** Changes to a map in a YAML text that leave every other byte as it is: flow and block style alike. */
import { renderFlow } from './flow-yaml.js';
import { isBlockScalar, isScalarNode, type MapNode, type PairNode, type ValueNode } from './yaml-nodes.js';

/** What stands between two places, and what comes there instead. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface MapChanges {
  /** Values as YAML, by key: in place of what stands there, or at the map's end. Only there it may be in block style. */
  readonly set?: ReadonlyMap<string, string>;
  readonly remove?: ReadonlySet<string>;
}

export function editMap(
  text: string,
  map: MapNode,
  { set = new Map(), remove = new Set() }: MapChanges,
): Edit[] {
  const keys = new Set(map.items.map(keyOf));
  const replaced = map.items.flatMap((pair): Edit[] => {
    const value = set.get(keyOf(pair));
    return value === undefined || remove.has(keyOf(pair)) ? [] : [replaceValue(text, pair, value)];
  });
  const added = [...set]
    .filter(([key]) => !keys.has(key))
    .map(([key, value]) => `${renderFlow(key)}:${value.startsWith('\n') ? '' : ' '}${value}`);
  const removed = map.items.map((pair) => remove.has(keyOf(pair)));
  if (map.flow || map.items.length === 0) return [...replaced, ...editFlow(text, map, removed, added)];
  return [...replaced, ...editBlock(text, map, removed, added)];
}

export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text: instead } of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (start < at) throw new Error('edits overlap');
    result += text.slice(at, start) + instead;
    at = end;
  }
  return result + text.slice(at);
}

export const keyOf = ({ key }: PairNode): string =>
  isScalarNode(key) && typeof key.value === 'string' ? key.value : '';

function replaceValue(text: string, { key, value }: PairNode, instead: string): Edit {
  if (value === null || value.range[0] === value.range[1]) {
    // `key:` without a value. In a flow map it may stand without the colon.
    const end = key.range[1];
    const colon = /^\s*:/.exec(text.slice(end))?.[0].length ?? 0;
    return { start: end + colon, end: end + colon, text: colon === 0 ? `: ${instead}` : ` ${instead}` };
  }
  const lineEnd = isBlockScalar(value) ? eolOf(text) : '';
  return { start: value.range[0], end: endOf(value), text: `${instead}${lineEnd}` };
}

function editFlow(text: string, map: MapNode, removed: readonly boolean[], added: readonly string[]): Edit[] {
  const { items } = map;
  const [start, end] = map.range;
  if (items.length === 0) return added.length === 0 ? [] : [fillEmpty(text, map, added)];
  if (removed.every(Boolean)) {
    return [{ start, end, text: added.length === 0 ? '{}' : `{ ${added.join(', ')} }` }];
  }
  const firstKept = removed.indexOf(false);
  const removals = items.flatMap((pair, index): Edit[] => {
    if (!removed[index]) return [];
    const [previous, next] = [items[index - 1], items[index + 1]];
    return index < firstKept
      ? [{ start: pair.key.range[0], end: next?.key.range[0] ?? 0, text: '' }]
      : [{ start: previous === undefined ? 0 : endOfPair(previous), end: endOfPair(pair), text: '' }];
  });
  const last = items.at(-1);
  if (last === undefined || added.length === 0) return removals;
  const between = /^\{(\s*\n\s*)/.exec(text.slice(start, items[0]?.key.range[0]))?.[1] ?? ' ';
  const at = endOfPair(last);
  return [...removals, { start: at, end: at, text: added.map((pair) => `,${between}${pair}`).join('') }];
}

/** One pair a line, where the map stands alone behind its key. */
function fillEmpty(text: string, { range: [start, end] }: MapNode, added: readonly string[]): Edit {
  const before = text.slice(lineStart(text, start), start);
  const indent = /^( *)[\w-]+:[ \t]*$/.exec(before)?.[1];
  if (indent === undefined) return { start, end, text: `{ ${added.join(', ')} }` };
  const eol = eolOf(text);
  const gap = before.length - before.trimEnd().length;
  return { start: start - gap, end, text: added.map((pair) => `${eol}${indent}  ${pair}`).join('') };
}

function editBlock(
  text: string,
  map: MapNode,
  removed: readonly boolean[],
  added: readonly string[],
): Edit[] {
  const regions = map.items.map((pair) => ({
    start: lineStart(text, pair.key.range[0]),
    end: lineAfter(text, endOfPair(pair)),
  }));
  const first = map.items[0]?.key.range[0] ?? 0;
  const indent = text.slice(lineStart(text, first), first);
  const eol = eolOf(text);
  const nothing = removed.every(Boolean) && added.length === 0;
  const removals = regions.flatMap(({ start, end }, index): Edit[] =>
    removed[index] ? [{ start, end, text: nothing && index === 0 ? `${indent}{}${eol}` : '' }] : [],
  );
  if (added.length === 0) return removals;
  const at = regions.at(-1)?.end ?? 0;
  const lines = added.map((pair) => indent + pair.replaceAll('\n', eol + indent)).join(eol);
  return [...removals, { start: at, end: at, text: text[at - 1] === '\n' ? lines + eol : eol + lines }];
}

const endOfPair = ({ key, value }: PairNode): number =>
  Math.max(key.range[1], value === null ? 0 : endOf(value));

/** Where its last character is; a block map's own range may reach over comments below it. */
function endOf(value: ValueNode): number {
  const last = 'items' in value && !value.flow ? value.items.at(-1) : undefined;
  if (last === undefined) return value.range[1];
  return 'key' in last ? endOfPair(last) : endOf(last);
}

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;

/** Behind the end of the line that ends at or after the place; a block scalar ends with its line. */
function lineAfter(text: string, at: number): number {
  if (text[at - 1] === '\n') return at;
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end + 1;
}

export const eolOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');
