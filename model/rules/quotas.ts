import { error, warning, type Problem } from '../problem.js';
import { quote } from '../text.js';
import type { Rule, RuleInput } from './rule.js';

/** IAM Identity Center's quotas. AWS raises the first five on request; the last one is fixed. */
const ACCOUNTS = 7_000;
const GROUPS = 100_000;
const USERS = 200_000;
const PERMISSION_SETS = 3_500;
const SETS_IN_ACCOUNT = 500;
const GROUPS_OF_SET_IN_ACCOUNT = 100;

const RAISED = 'Ask AWS to raise the quota, unless it has been raised already.';

/** Counts against AWS's quotas: adjustable ones are warnings, the fixed one is an error. */
export const validateQuotas: Rule = (input) => [
  ...validateTotals(input),
  ...validateSetsInAccounts(input),
  ...validateGroupsOfSets(input),
];

function validateTotals({ draft, locate }: RuleInput): Problem[] {
  const totals: [string[], string, number, number][] = [
    [['aws', 'accounts'], 'accounts', draft.accounts.defined.size, ACCOUNTS],
    [['groups'], 'groups', draft.groups.defined.size, GROUPS],
    [['users'], 'users', draft.users.defined.size, USERS],
    [['permissionSets'], 'permission sets', draft.permissionSets.defined.size, PERMISSION_SETS],
  ];
  return totals
    .filter(([, , count, limit]) => count > limit)
    .map(([path, what, count, limit]) =>
      warning(locate(path), `holds ${count} ${what}; AWS allows ${limit} by default.`, RAISED),
    );
}

function validateSetsInAccounts({ draft, lines, locate }: RuleInput): Problem[] {
  if (draft.permissionSets.defined.size <= SETS_IN_ACCOUNT) return [];
  const sets = new Map<string, Set<string>>();
  for (const { line, accounts } of lines) {
    for (const account of accounts) addAll(sets, account, line.permissionSets);
  }
  return [...sets]
    .filter(([, { size }]) => size > SETS_IN_ACCOUNT)
    .map(([account, { size }]) =>
      warning(
        locate(['aws', 'accounts', account]),
        `gets ${size} permission sets; AWS allows ${SETS_IN_ACCOUNT} in an account by default.`,
        RAISED,
      ),
    );
}

function validateGroupsOfSets({ draft, lines, locate }: RuleInput): Problem[] {
  if (draft.groups.defined.size <= GROUPS_OF_SET_IN_ACCOUNT) return [];
  return [...draft.permissionSets.defined].flatMap((set) => {
    const groups = new Map<string, Set<string>>();
    for (const { line, accounts } of lines) {
      if (!line.permissionSets.includes(set)) continue;
      for (const account of accounts) addAll(groups, account, line.groups ?? []);
    }
    const [over] = [...groups].filter(([, { size }]) => size > GROUPS_OF_SET_IN_ACCOUNT);
    if (over === undefined) return [];
    const [account, { size }] = over;
    return [
      error(
        locate(['permissionSets', set]),
        `is granted to ${size} groups in the account ${quote(account)}; AWS allows ${GROUPS_OF_SET_IN_ACCOUNT}, and never more.`,
        'Join groups in Entra, or define a second permission set.',
      ),
    ];
  });
}

function addAll(map: Map<string, Set<string>>, key: string, values: readonly string[]): void {
  const there = map.get(key) ?? new Set();
  for (const value of values) there.add(value);
  map.set(key, there);
}
