/** The texts of the files that hold accounts, after changes. */
import type { Environment } from '../../model/environment.js';
import { nodeAt, placeAt, type SourceMap } from '../../model/source/node.js';
import { type AccountFile, ACCOUNTS } from './account-files.js';
import { addEntries, homeOf, quotesOf } from './add-entries.js';
import type { Change } from './changes.js';
import { applyEdits, type Edit, editMap } from './edit-map.js';
import { renderFlow } from './flow-yaml.js';
import { hasKey, type MapNode, mapAt, readNodes } from './yaml-nodes.js';

/** The text that each file is to have; those that stay as they are too. */
export function editFiles(
  environment: Environment,
  root: SourceMap,
  files: readonly AccountFile[],
  changes: readonly Change[],
): Map<string, string> {
  return new Map(
    files.map(({ path, text }) => {
      const mark = /^\uFEFF?/.exec(text)?.[0] ?? '';
      const plain = text.slice(mark.length);
      const accounts = mapAt(readNodes(plain), ...ACCOUNTS);
      if (accounts === undefined) return [path, text];
      const made = changes.filter(
        (change) => change.kind === 'new' && homeOf(environment, root, files, change.account.ou) === path,
      );
      const standing = changes.filter((change) => change.kind !== 'new');
      const edits = [
        ...editEntries(plain, accounts, path, root, standing),
        ...addEntries(plain, accounts, made, standing),
      ];
      return [path, mark + applyEdits(plain, edits)];
    }),
  );
}

/** In this file: fields where they stand, and new ones where the entry stands. */
function editEntries(
  text: string,
  accounts: MapNode,
  path: string,
  root: SourceMap,
  changes: readonly Change[],
): Edit[] {
  const isHere = (...at: readonly string[]) => placeAt(root, [...ACCOUNTS, ...at]).file.path === path;
  const quotes = quotesOf(accounts);
  return changes.flatMap((change): Edit[] => {
    const entry = accounts.items.find((pair) => hasKey(pair, change.handle))?.value;
    if (change.kind !== 'changed' || entry?.kind !== 'map') return [];
    const { handle, to, tags } = change;
    const set = new Map(
      Object.entries(to)
        .filter(([key]) => isHere(handle, key))
        .map(([key, value]) => [key, renderFlow(value, quotes)]),
    );
    const own = mapAt(entry, 'tags');
    const hasTags = Object.keys(tags.set).length + tags.removed.length > 0 && isHere(handle, 'tags');
    if (hasTags && own === undefined)
      set.set('tags', renderFlow(tagsAfter(root, handle, tags.set, tags.removed), quotes));
    // What comes at the end of the tags comes before what follows them.
    return [
      ...(hasTags && own !== undefined
        ? editMap(text, own, {
            set: new Map(Object.entries(tags.set).map(([key, value]) => [key, renderFlow(value, quotes)])),
            remove: new Set(tags.removed),
          })
        : []),
      ...editMap(text, entry, { set }),
    ];
  });
}

/** Where they stand behind an alias, or nowhere. */
function tagsAfter(
  root: SourceMap,
  handle: string,
  set: Readonly<Record<string, string>>,
  removed: readonly string[],
): Record<string, unknown> {
  const node = nodeAt(root, [...ACCOUNTS, handle, 'tags']);
  const before =
    node?.kind === 'map'
      ? [...node.entries].map(([key, each]) => [key, each.kind === 'scalar' ? each.value : ''])
      : [];
  return Object.fromEntries(
    [...before, ...Object.entries(set)].filter(([key]) => !removed.includes(String(key))),
  ) as Record<string, unknown>;
}
