/** New accounts: which file they come to, and how they look there. */
import type { Environment } from '../../model/environment.js';
import { parseOu } from '../../model/ou.js';
import { placeAt, type SourceMap } from '../../model/source/node.js';
import { type AccountFile, ACCOUNTS } from './account-files.js';
import { type Change, writtenEntry } from './changes.js';
import { type Edit, editMap, keyOf } from './edit-map.js';
import { renderFlow } from './flow-yaml.js';
import { renderBlock } from './render-entry.js';
import { hasKey, isScalarNode, type MapNode } from './yaml-nodes.js';

/** And those that are gone go. */
export function addEntries(
  text: string,
  accounts: MapNode,
  made: readonly Change[],
  standing: readonly Change[],
): Edit[] {
  const quotes = quotesOf(accounts);
  const set = new Map(
    made.flatMap((change) => {
      if (change.kind !== 'new') return [];
      const entry = writtenEntry(change.handle, change.account);
      return [[change.handle, isBlock(accounts) ? renderBlock(entry, quotes) : renderFlow(entry, quotes)]];
    }),
  );
  const gone = standing.flatMap(({ kind, handle }) => (kind === 'gone' ? [handle] : []));
  const remove = new Set(gone.filter((handle) => accounts.items.some((pair) => hasKey(pair, handle))));
  return editMap(text, accounts, { set, remove });
}

/** The style of the last account is that of the next one. */
function isBlock({ flow, items }: MapNode): boolean {
  const last = items.at(-1)?.value;
  return !flow && last?.kind === 'map' && !last.flow;
}

/** The quotes that the first account's id has. */
export function quotesOf({ items }: MapNode): { readonly singleQuote: boolean } {
  const entry = items[0]?.value;
  const id = entry?.kind === 'map' ? entry.items.find((pair) => keyOf(pair) === 'id')?.value : undefined;
  return { singleQuote: !(id && isScalarNode(id) && id.type === 'QUOTE_DOUBLE') };
}

/** The file of the accounts that stand nearest in the organization; where several do, the first with the most of them. */
export function homeOf(
  { config }: Environment,
  root: SourceMap,
  files: readonly AccountFile[],
  ou: string,
): string | undefined {
  const names = parseOu(ou) ?? [];
  const near = Object.entries(config.aws.accounts)
    .filter(([, { management }]) => !management)
    .map(([handle, account]) => ({
      path: placeAt(root, [...ACCOUNTS, handle]).file.path,
      shared: sharedLength(names, parseOu(account.ou) ?? []),
    }));
  const nearest = Math.max(0, ...near.map(({ shared }) => shared));
  const count = (path: string) => near.filter((each) => each.shared === nearest && each.path === path).length;
  return [...files].sort((a, b) => count(b.path) - count(a.path))[0]?.path;
}

function sharedLength(one: readonly string[], other: readonly string[]): number {
  const differs = one.findIndex((name, index) => name !== other[index]);
  return differs === -1 ? one.length : differs;
}
