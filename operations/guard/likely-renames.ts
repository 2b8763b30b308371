/** Handles that look renamed without `renamedFrom`: one gains just what another loses, which is in the config no longer. Pure. */
import type { Environment } from '../../model/environment.js';
import type { AccessDiff } from './access-diff.js';
import type { PlannedGrant } from './planned-grants.js';
import { principalPath } from './planned-object.js';

export interface LikelyRename {
  /** The config path of the new handle, such as `groups.coders`. */
  readonly path: string;
  /** That of the handle it may have had before. */
  readonly from: string;
}

export function findLikelyRenames({ config }: Environment, { gained, lost }: AccessDiff): LikelyRename[] {
  const { groups, users, permissionSets } = config;
  const standing = new Set(
    Object.entries({ groups, users, permissionSets }).flatMap(([section, entries]) =>
      Object.keys(entries).map((handle) => `${section}.${handle}`),
    ),
  );
  const matches = [
    ...match(gained, lost, {
      owner: ({ principal }) => principalPath(principal).join('.'),
      rest: ({ principal, permissionSet, accountId }) => [principal.type, permissionSet, accountId],
    }),
    ...match(gained, lost, {
      owner: ({ permissionSet }) => `permissionSets.${permissionSet}`,
      rest: ({ principal, accountId }) => [...principalPath(principal), accountId],
    }),
  ];
  return matches.filter(({ from }) => !standing.has(from));
}

interface Reading {
  /** The path of whose handle it is. */
  readonly owner: (grant: PlannedGrant) => string;
  /** All else about the grant. */
  readonly rest: (grant: PlannedGrant) => readonly string[];
}

function match(
  gained: readonly PlannedGrant[],
  lost: readonly PlannedGrant[],
  reading: Reading,
): LikelyRename[] {
  const losers = new Map([...collect(lost, reading)].map(([from, rest]) => [rest, from]));
  return [...collect(gained, reading)].flatMap(([path, rest]) => {
    const from = losers.get(rest);
    return from === undefined ? [] : [{ path, from }];
  });
}

/** What each owner has, as one text. */
function collect(grants: readonly PlannedGrant[], { owner, rest }: Reading): Map<string, string> {
  const found = new Map<string, string[]>();
  for (const grant of grants) {
    const name = owner(grant);
    const all = found.get(name) ?? [];
    found.set(name, all);
    all.push(rest(grant).join(' '));
  }
  return new Map([...found].map(([name, all]) => [name, all.sort().join('\n')]));
}
