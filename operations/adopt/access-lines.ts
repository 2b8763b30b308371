/** The exact set of grants as access lines, as short as a person would write them: pure. */
import type { Principal } from '../../model/access-model.js';
import type { Placement } from '../../model/draft.js';
import { type AccountIndex, indexAccounts } from '../../model/targets.js';
import { compareText } from '../../model/text.js';
import { type FinderOptions, TargetFinder } from './accounts-as-targets.js';
import type { AccessInput } from './draft.js';
import type { Targets } from './target-search.js';

/** One principal's one permission set in one account, by handles. */
export interface PlainGrant {
  readonly principal: Principal;
  readonly permissionSet: string;
  /** A suspended one is never written for itself, for it gets nothing; a unit or tag may reach it that has the grant. */
  readonly account: string;
}

/** What principals have in the same accounts. */
interface Block {
  readonly principals: readonly string[];
  readonly permissionSets: readonly string[];
}

/**
 * Lines that give exactly these grants to the organization's active accounts of today. Whoever has the same permission
 * sets in the same targets shares a line. The same for any order of the grants.
 *
 * @param wholeRoot Not where some account's unit is not known.
 * @param mindSuspended Not where the grants don't tell what suspended accounts have.
 */
export function writeAccessLines(
  grants: readonly PlainGrant[],
  placements: Iterable<readonly [string, Placement]>,
  { wholeRoot = true, mindSuspended = true }: Partial<FinderOptions> = {},
): AccessInput[] {
  const index = indexAccounts(placements);
  const finder = new TargetFinder(index, { wholeRoot, mindSuspended });
  return groupByTargets(grants, index, finder)
    .flatMap(({ targets: { accounts, except }, pairs }) =>
      blocksOf(pairs).map(({ principals, permissionSets }): AccessInput => {
        const groups = handlesOf(principals, 'GROUP');
        const users = handlesOf(principals, 'USER');
        return {
          ...(groups.length > 0 ? { groups } : {}),
          ...(users.length > 0 ? { users } : {}),
          permissionSets: [...permissionSets],
          accounts: [...accounts],
          ...(except.length > 0 ? { except: [...except] } : {}),
        };
      }),
    )
    .sort((a, b) => compareText(keyOf(a), keyOf(b)));
}

/** `GROUP developers`. */
const principalKey = ({ type, handle }: Principal): string => `${type} ${handle}`;

const handlesOf = (principals: readonly string[], type: Principal['type']): string[] =>
  principals.filter((key) => key.startsWith(`${type} `)).map((key) => key.slice(type.length + 1));

/** What one principal has one permission set in. */
interface Held {
  readonly principal: string;
  readonly permissionSet: string;
  readonly active: Set<string>;
  readonly suspended: Set<string>;
}

interface SameTargets {
  readonly targets: Targets;
  /** Permission sets by principal. */
  readonly pairs: Map<string, string[]>;
}

function groupByTargets(
  grants: readonly PlainGrant[],
  { handles }: AccountIndex,
  finder: TargetFinder,
): SameTargets[] {
  const held = new Map<string, Held>();
  for (const { principal: who, permissionSet, account } of grants) {
    const principal = principalKey(who);
    const key = `${principal} ${permissionSet}`;
    const there = held.get(key) ?? { principal, permissionSet, active: new Set(), suspended: new Set() };
    held.set(key, there);
    (handles.get(account)?.status === 'suspended' ? there.suspended : there.active).add(account);
  }
  const found = new Map<string, Targets>();
  const same = new Map<string, SameTargets>();
  for (const [, { principal, permissionSet, active, suspended }] of [...held].sort(([a], [b]) =>
    compareText(a, b),
  )) {
    if (active.size === 0) continue;
    const accounts = [active, suspended].map((each) => [...each].sort(compareText).join(' ')).join(', ');
    const targets = found.get(accounts) ?? finder.find(active, suspended);
    found.set(accounts, targets);
    const key = JSON.stringify(targets);
    const there = same.get(key) ?? { targets, pairs: new Map<string, string[]>() };
    same.set(key, there);
    there.pairs.set(principal, [...(there.pairs.get(principal) ?? []), permissionSet]);
  }
  return [...same.values()];
}

/** The fewer of two ways: principals with the same permission sets together, or permission sets of the same principals. */
function blocksOf(pairs: ReadonlyMap<string, readonly string[]>): Block[] {
  const byPrincipal = joinSame(pairs).map(([principals, permissionSets]) => ({ principals, permissionSets }));
  const bySet = joinSame(turn(pairs)).map(([permissionSets, principals]) => ({ principals, permissionSets }));
  return bySet.length < byPrincipal.length ? bySet : byPrincipal;
}

/** The keys that have the same values, with these. */
function joinSame(map: ReadonlyMap<string, readonly string[]>): [string[], readonly string[]][] {
  const joined = new Map<string, [string[], readonly string[]]>();
  for (const [key, values] of map) {
    const together = values.join(' ');
    const there = joined.get(together);
    if (there === undefined) joined.set(together, [[key], values]);
    else there[0].push(key);
  }
  return [...joined.values()];
}

function turn(map: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const turned = new Map<string, string[]>();
  for (const [key, values] of map)
    for (const value of values) turned.set(value, [...(turned.get(value) ?? []), key]);
  return turned;
}

const keyOf = (line: AccessInput): string =>
  JSON.stringify([
    line.groups ?? [],
    line.users ?? [],
    line.permissionSets,
    line.accounts,
    line.except ?? [],
  ]);
