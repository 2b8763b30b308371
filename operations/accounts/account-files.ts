/** The files of an environment that hold its accounts. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Environment } from '../../model/environment.js';
import { loadSource } from '../../model/source/load-source.js';
import { nodeAt, type SourceMap, type SourceNode } from '../../model/source/node.js';
import { UserError } from '../user-error.js';

export const ACCOUNTS = ['aws', 'accounts'] as const;

export interface AccountFile {
  /** Absolute. */
  readonly path: string;
  /** As people are told it. */
  readonly name: string;
  /** With its byte-order mark, where it has one. */
  readonly text: string;
}

/** The united config, and the files that its accounts stand in, in the order of their first accounts. */
export function readAccountFiles(environment: Environment): {
  readonly root: SourceMap;
  readonly files: readonly AccountFile[];
} {
  const { root } = loadSource(resolve(environment.file));
  if (root === undefined)
    throw new UserError(`${environment.file} has changed since it was read. Run this again.`);
  const accounts = nodeAt(root, ACCOUNTS);
  const files = new Map(
    (accounts === undefined ? [] : nodesOf(accounts)).map(({ place: { file } }) => [file.path, file]),
  );
  return {
    root,
    files: [...files.values()].map(({ path, name }) => ({ path, name, text: readFileSync(path, 'utf8') })),
  };
}

/** Entries before the map that holds them, whose place is in one of their files. */
const nodesOf = (node: SourceNode): SourceNode[] =>
  node.kind === 'map' ? [...[...node.entries.values()].flatMap(nodesOf), node] : [node];
