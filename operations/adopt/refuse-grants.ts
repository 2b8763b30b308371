/** Grants that stand in the clouds and that the config can't give. */
import { quote } from '../../model/text.js';
import type { Unexpressed } from './draft.js';
import type { Findings, FoundGrant } from './findings.js';

const STAYS = 'Until then this assignment stays as it is, outside the config.';
const SUSPENDED = 'The account is suspended, and a suspended account gets nothing.';
const DELEGATED = `A delegated administrator can’t grant access to the management account: run this program there. ${STAYS}`;
const SHARED = `The permission set serves other accounts too, and here the management account has permission sets of its own: define another one for it. ${STAYS}`;

/** Why the config can't give them, for the grants that it can't. */
export function refuseGrants({ accounts, grants, aws }: Findings): Map<FoundGrant, string> {
  const found = new Map(accounts.map((account) => [account.key, account]));
  const elsewhere = new Set(
    grants.filter(({ account }) => !found.get(account)?.management).map(({ permissionSet }) => permissionSet),
  );
  const isDelegated = aws?.deployer?.kind === 'delegated';
  const refuse = ({ account, permissionSet }: FoundGrant): string | undefined => {
    const { status, management } = found.get(account) ?? {};
    if (status === 'suspended') return SUSPENDED;
    if (management && isDelegated) return DELEGATED;
    return management && elsewhere.has(permissionSet) ? SHARED : undefined;
  };
  return new Map(
    grants.flatMap((grant): [FoundGrant, string][] => {
      const why = refuse(grant);
      return why === undefined ? [] : [[grant, why]];
    }),
  );
}

export function listRefused(
  refused: ReadonlyMap<FoundGrant, string>,
  { accounts, groups, users, permissionSets }: Findings,
): Unexpressed[] {
  const accountNames = new Map(accounts.map(({ key, name, handle }) => [key, name ?? handle ?? key]));
  const names = {
    GROUP: new Map(groups.map(({ key, name }) => [key, name])),
    USER: new Map(users.map(({ key, known }) => [key, known])),
  };
  const setNames = new Map(permissionSets.map(({ key, name }) => [key, name]));
  return [...refused].map(
    ([
      {
        principal: { type, key },
        permissionSet,
        account,
        where,
      },
      why,
    ]) => ({
      what: `${type === 'GROUP' ? 'group' : 'user'} ${quote(names[type].get(key) ?? key)}: ${setNames.get(permissionSet) ?? permissionSet} in ${accountNames.get(account) ?? account}`,
      where,
      why,
    }),
  );
}
