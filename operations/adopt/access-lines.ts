/** The exact set of grants as access lines, as short as a person would write them: pure. */
import type { Principal } from '../../model/access-model.js';
import type { Placement } from '../../model/draft.js';
import { indexAccounts } from '../../model/targets.js';
import { compareText } from '../../model/text.js';
import { TargetFinder } from './accounts-as-targets.js';
import type { AccessInput } from './draft.js';

/** One principal's one permission set in one account, by handles. */
export interface PlainGrant {
  readonly principal: Principal;
  readonly permissionSet: string;
  /** An active one: a suspended account gets nothing, whatever lines say. */
  readonly account: string;
}

/** What principals have in the same accounts. */
interface Block {
  readonly principals: readonly string[];
  readonly permissionSets: readonly string[];
}

/**
 * Lines that give exactly these grants to the organization's accounts of today. Whoever has the same permission sets in
 * the same accounts shares a line. The same for any order of the grants.
 *
 * @param wholeRoot Whether `ou:/` may be written: not where some account's unit is not known.
 */
export function writeAccessLines(
  grants: readonly PlainGrant[],
  placements: Iterable<readonly [string, Placement]>,
  { wholeRoot = true } = {},
): AccessInput[] {
  const finder = new TargetFinder(indexAccounts(placements), wholeRoot);
  return [...groupByAccounts(grants)]
    .flatMap(({ accounts, pairs }) => {
      const { accounts: targets, except } = finder.find(accounts);
      return blocksOf(pairs).map(({ principals, permissionSets }): AccessInput => {
        const groups = handlesOf(principals, 'GROUP');
        const users = handlesOf(principals, 'USER');
        return {
          ...(groups.length > 0 ? { groups } : {}),
          ...(users.length > 0 ? { users } : {}),
          permissionSets: [...permissionSets],
          accounts: [...targets],
          ...(except.length > 0 ? { except: [...except] } : {}),
        };
      });
    })
    .sort((a, b) => compareText(keyOf(a), keyOf(b)));
}

/** `GROUP developers`. */
const principalKey = ({ type, handle }: Principal): string => `${type} ${handle}`;

const handlesOf = (principals: readonly string[], type: Principal['type']): string[] =>
  principals.filter((key) => key.startsWith(`${type} `)).map((key) => key.slice(type.length + 1));

interface SameAccounts {
  readonly accounts: ReadonlySet<string>;
  /** Permission sets by principal. */
  readonly pairs: ReadonlyMap<string, readonly string[]>;
}

function groupByAccounts(grants: readonly PlainGrant[]): Iterable<SameAccounts> {
  const accountsOf = new Map<string, { principal: string; permissionSet: string; accounts: Set<string> }>();
  for (const { principal, permissionSet, account } of grants) {
    const key = `${principalKey(principal)} ${permissionSet}`;
    const there = accountsOf.get(key);
    if (there !== undefined) there.accounts.add(account);
    else
      accountsOf.set(key, {
        principal: principalKey(principal),
        permissionSet,
        accounts: new Set([account]),
      });
  }
  const same = new Map<string, { accounts: Set<string>; pairs: Map<string, string[]> }>();
  for (const [, { principal, permissionSet, accounts }] of [...accountsOf].sort(([a], [b]) =>
    compareText(a, b),
  )) {
    const key = [...accounts].sort(compareText).join(' ');
    const there = same.get(key) ?? { accounts, pairs: new Map<string, string[]>() };
    same.set(key, there);
    there.pairs.set(principal, [...(there.pairs.get(principal) ?? []), permissionSet]);
  }
  return same.values();
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
