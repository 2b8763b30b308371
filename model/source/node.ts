/**
 * A config as it was written: values with the file and line of each. It is what the schema and the rules point
 * into when something is wrong.
 */
import type { LineCounter } from 'yaml';
import type { Location, Problem } from '../problem.js';

/** A config file that was read. */
export interface SourceFile {
  /** Absolute. */
  readonly path: string;
  /** Relative to the working directory, with forward slashes. */
  readonly name: string;
  readonly lines: LineCounter;
}

/** What a file's text comes to. */
export interface ParsedFile {
  /** Absent where the text is no YAML, or no map. */
  readonly root?: SourceMap;
  readonly problems: Problem[];
  /** False where part of the text could not be used, so that nobody knows what it defines. */
  readonly whole: boolean;
}

/** Where a value stands. Lines and paths are worked out only for the places that are told. */
export interface Place {
  readonly file: SourceFile;
  /** Of the value's key, or of the value itself in a list. */
  readonly offset: number;
  /** Its key or index in `parent`, within the file. */
  readonly key?: string | number;
  readonly parent?: Place;
}

export type SourceNode = SourceMap | SourceList | SourceScalar;

export interface SourceMap {
  readonly kind: 'map';
  readonly place: Place;
  readonly entries: Map<string, SourceNode>;
}

export interface SourceList {
  readonly kind: 'list';
  readonly place: Place;
  readonly items: SourceNode[];
}

export interface SourceScalar {
  readonly kind: 'scalar';
  readonly place: Place;
  readonly value: unknown;
  /** As it was written, without quotes: `000000000012` where `value` is 12. */
  readonly text: string;
}

export type Path = readonly PropertyKey[];

/** The value as plain data. */
export function toValue(node: SourceNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(toValue);
  return Object.fromEntries([...node.entries].map(([key, child]) => [key, toValue(child)]));
}

export function nodeAt(root: SourceNode, path: Path): SourceNode | undefined {
  let node: SourceNode | undefined = root;
  for (const key of path) node = node && childOf(node, key);
  return node;
}

/** The place of what stands at a path, or of the nearest thing above it. */
export function placeAt(root: SourceNode, path: Path): Place {
  let node = root;
  for (const key of path) {
    const child = childOf(node, key);
    if (child === undefined) break;
    node = child;
  }
  return node.place;
}

export function locationOf({ file, offset, key, parent }: Place): Location {
  const path = pathOf(key, parent);
  return { file: file.name, line: Math.max(1, file.lines.linePos(offset).line), path: renderPath(path) };
}

/** `access[2].permissionSets[0]`; a key that isn't a plain word is quoted: `tags["cost centre"]`. */
export function renderPath(path: Path): string {
  const parts = path.map((key) =>
    typeof key === 'number'
      ? `[${key}]`
      : /^[\w-]+$/.test(String(key))
        ? `.${String(key)}`
        : `[${JSON.stringify(key)}]`,
  );
  return parts.join('').replace(/^\./, '');
}

function pathOf(key: string | number | undefined, parent: Place | undefined): (string | number)[] {
  const above = parent === undefined ? [] : pathOf(parent.key, parent.parent);
  return key === undefined ? above : [...above, key];
}

function childOf(node: SourceNode, key: PropertyKey): SourceNode | undefined {
  if (node.kind === 'list') return typeof key === 'number' ? node.items[key] : undefined;
  return node.kind === 'map' ? node.entries.get(String(key)) : undefined;
}
