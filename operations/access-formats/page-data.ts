/** What the page reads: the document with each thing once, and grants that name things by their index. */
import type { AccessDocument, DocumentAccount, DocumentLine, DocumentUnit } from './access-document.js';

export function pageData({ environment, accounts, grants, skipped, emergencyAccess }: AccessDocument) {
  const principals = indexBy(grants, ({ principal }) => [principal]);
  const permissionSets = indexBy(grants, ({ permissionSet }) => [permissionSet]);
  const accountIndex = indexBy(accounts, (account) => [account]);
  const units = indexBy(accounts, (account) => account.units, unitKey);
  const lines = indexBy([...grants, ...skipped], ({ because }) => because, lineKey);
  const reasons = indexBy(grants, ({ withheld }) => (withheld === undefined ? [] : [withheld]));
  const describeAccount = ({ units: own, ...account }: DocumentAccount) => ({
    ...account,
    units: own.map(units.indexOf),
  });
  return {
    environment,
    principals: principals.values,
    permissionSets: permissionSets.values,
    units: units.values,
    accounts: accounts.map(describeAccount),
    lines: lines.values,
    reasons: reasons.values,
    /** Principal, permission set, account, lines, and the reason where it is withheld. */
    grants: grants.map(({ principal, permissionSet, account, because, withheld }) => [
      principals.indexOf(principal),
      permissionSets.indexOf(permissionSet),
      accountIndex.indexOf(account),
      because.map(lines.indexOf),
      ...(withheld === undefined ? [] : [reasons.indexOf(withheld)]),
    ]),
    skipped: skipped.map(({ account, reason, because }) => ({
      account: accountIndex.indexOf(account),
      reason,
      lines: because.map(lines.indexOf),
    })),
    emergencyAccess: emergencyAccess && {
      enabled: emergencyAccess.enabled,
      roles: emergencyAccess.roles.map(({ name, account, workloads, principals: people, because }) => ({
        name,
        account: accountIndex.indexOf(account),
        workloads: workloads.map(accountIndex.indexOf),
        principals: people,
        line: because,
      })),
    },
  };
}

const unitKey = ({ path }: DocumentUnit) => path;
const lineKey = ({ place, path }: DocumentLine) => `${place} ${path}`;

interface Index<T> {
  readonly values: readonly T[];
  indexOf(value: T): number;
}

/** Each value once, in the order in which they come. */
function indexBy<S, T>(
  sources: readonly S[],
  valuesOf: (source: S) => readonly T[],
  keyOf: (value: T) => unknown = (value) => value,
): Index<T> {
  const values = new Map<unknown, T>();
  for (const value of sources.flatMap(valuesOf))
    if (!values.has(keyOf(value))) values.set(keyOf(value), value);
  const positions = new Map([...values.keys()].map((key, position) => [key, position]));
  return { values: [...values.values()], indexOf: (value) => positions.get(keyOf(value)) ?? -1 };
}
