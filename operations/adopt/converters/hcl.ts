/** Terraform's files as trees of values with their places: what can be known without running Terraform. */
import { parse } from '@cdktf/hcl2json';
import { LineCounter } from 'yaml';
import { error } from '../../../model/problem.js';
import {
  nodeAt,
  type Place,
  type SourceFile,
  type SourceMap,
  type SourceNode,
} from '../../../model/source/node.js';
import { ProblemsError } from '../../problems-error.js';
import { type InputFile, parseInput } from './inputs.js';
import { isMap } from './reader.js';

export interface HclFile {
  readonly file: InputFile;
  /** As it is written: expressions are texts such as `${local.accounts}`. */
  readonly root: SourceMap;
}

/** Deeper than anybody nests values; the parser's own stack ends later. */
const MAX_NESTING = 100;

/** Throws a ProblemsError with file and line for what is no HCL. `.tf.json` and `.tfvars.json` are read as JSON. */
export async function parseHcl(input: InputFile): Promise<HclFile> {
  if (input.path.endsWith('.json')) return { file: input, root: parseInput(input) };
  refuseNesting(input);
  const file: SourceFile = { path: input.path, name: input.name, lines: countLines(input.text) };
  return {
    file: input,
    root: toNode(await parseText(input), { file, offset: 0 }, indexKeys(input.text)) as SourceMap,
  };
}

async function parseText({ name, text }: InputFile): Promise<unknown> {
  try {
    return await parse(name, text);
  } catch (failure) {
    const told = failure instanceof Error ? failure.message : String(failure);
    const [, line, message] = /:(\d+),[\d-]+(?:,[\d-]+)?: (.*?)(?:\]?$|, and \d+ other)/s.exec(told) ?? [];
    throw new ProblemsError([
      error(
        { file: name, line: Number(line ?? 0), path: '' },
        `is not valid HCL: ${(message ?? told).replace(/[\].\s]+$/, '')}.`,
      ),
    ]);
  }
}

function refuseNesting({ name, text }: InputFile): void {
  let depth = 0;
  for (const [at, character] of [...text.matchAll(/[[{()}\]]/g)].map(
    (match) => [match.index, match[0]] as const,
  )) {
    depth += '[{('.includes(character) ? 1 : -1;
    if (depth <= MAX_NESTING) continue;
    const line = text.slice(0, at).split('\n').length;
    const message = `is nested deeper than ${MAX_NESTING} levels.`;
    throw new ProblemsError([error({ file: name, line, path: '' }, message)]);
  }
}

function countLines(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (const { index } of text.matchAll(/\n/g)) lines.addNewLine(index + 1);
  return lines;
}

/** The parser tells no places, so a key's is where it stands first behind what holds it. */
function toNode(value: unknown, place: Place, keys: KeyIndex): SourceNode {
  if (Array.isArray(value)) {
    const items = value.map((item, key) => toNode(item, { ...place, key, parent: place }, keys));
    return { kind: 'list', place, items };
  }
  if (typeof value !== 'object' || value === null)
    return { kind: 'scalar', place, value, text: String(value) };
  const entries = Object.entries(value).map(([key, child]): [string, SourceNode] => {
    const offset = keys.get(key)?.find((each) => each >= place.offset) ?? place.offset;
    return [key, toNode(child, { file: place.file, offset, key, parent: place }, keys)];
  });
  return { kind: 'map', place, entries: new Map(entries) };
}

/** Where each key stands, in order. */
type KeyIndex = ReadonlyMap<string, readonly number[]>;

/** `key =`, `key :`, `"key" =`, `key {` and `module "key" {`. */
function indexKeys(text: string): KeyIndex {
  const keys = new Map<string, number[]>();
  for (const { 1: quoted, 2: plain, index } of text.matchAll(
    /"([^"\\\n]*)"(?=\s*[=:{])|(?<![\w-])([\w-]+)(?=\s*[=:{"])/g,
  )) {
    const key = quoted ?? plain ?? '';
    const there = keys.get(key);
    if (there === undefined) keys.set(key, [index]);
    else there.push(index);
  }
  return keys;
}

/** The bodies of blocks such as `locals { … }`, or `module "name" { … }` by `blocks(file, 'module')`. */
export const blocks = (files: readonly HclFile[], ...path: readonly string[]): SourceMap[] =>
  files.flatMap(({ root }) => bodiesOf(nodeAt(root, path)));

/** Those of every name, such as all modules. */
export const namedBlocks = (files: readonly HclFile[], kind: string): [string, SourceMap][] =>
  files.flatMap(({ root }) => {
    const named = root.entries.get(kind);
    return isMap(named)
      ? [...named.entries].flatMap(([name, node]) =>
          bodiesOf(node).map((body): [string, SourceMap] => [name, body]),
        )
      : [];
  });

const bodiesOf = (node: SourceNode | undefined): SourceMap[] =>
  node?.kind === 'list' ? node.items.filter(isMap) : isMap(node) ? [node] : [];
