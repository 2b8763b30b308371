/** YAML as a person writes it: short values on one line, long ones in blocks, comments where somebody must look. */
import { FILL_IN } from '../../model/placeholders.js';
import { oneLine } from '../access-formats/one-line.js';
import { renderFlow } from '../accounts/flow-yaml.js';

const WIDTH = 110;

/** A value with a comment at the end of its line. */
export class Noted {
  constructor(
    readonly value: unknown,
    readonly note: string,
  ) {}
}

/** What a person must fill in, and where to find it. */
export const fillIn = (note: string, value: unknown = FILL_IN): Noted => new Noted(value, `FILL-IN: ${note}`);

/** A value on one line: `[a, b]`, `{ key: value }`. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return renderScalar(value);
  const pairs = Object.entries(value).filter(([, each]) => each !== undefined);
  if (pairs.length === 0) return '{}';
  return `{ ${pairs.map(([key, each]) => `${renderFlow(key)}: ${flow(each)}`).join(', ')} }`;
}

/** Targets have quotes, as people write them, though YAML needs none. */
function renderScalar(value: unknown): string {
  const plain = renderFlow(value);
  return plain === value && /^(ou|tag):/.test(plain) ? `'${plain.replaceAll("'", "''")}'` : plain;
}

/** The lines of a map's pairs. Undefined values are left out. */
export function renderPairs(map: object, indent = ''): string[] {
  return Object.entries(map).flatMap(([key, value]) =>
    value === undefined ? [] : renderPair(`${indent}${renderFlow(key)}:`, value, indent),
  );
}

/** The lines of a list's items, each a map. */
export function renderItems(items: readonly object[], indent: string): string[] {
  return items.flatMap((item) => {
    const line = `${indent}- ${flow(item)}`;
    if (line.length <= WIDTH) return [line];
    const [first = '', ...others] = renderPairs(item, `${indent}  `);
    return [`${indent}- ${first.trimStart()}`, ...others];
  });
}

function renderPair(key: string, value: unknown, indent: string): string[] {
  if (value instanceof Noted) return [`${key} ${flow(value.value)} # ${oneLine(value.note)}`];
  if (!holdsNote(value)) {
    const line = `${key} ${flow(value)}`;
    if (line.length <= WIDTH || typeof value !== 'object' || value === null) return [line];
    if (Array.isArray(value)) return [key, ...value.map((item) => `${indent}  - ${flow(item)}`)];
  }
  return [key, ...renderPairs(value as object, `${indent}  `)];
}

function holdsNote(value: unknown): boolean {
  return (
    value instanceof Noted ||
    (typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      Object.values(value).some(holdsNote))
  );
}

/** A text as comment lines. */
export function renderComment(text: string, indent = ''): string[] {
  const words = oneLine(text).split(' ');
  const lines: string[] = [];
  for (const word of words) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > WIDTH) lines.push(`${indent}# ${word}`);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}
