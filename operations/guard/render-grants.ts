/** Grants in few words: one entry a principal and permission set, with the accounts counted and some of them named. */
import type { Principal } from '../../model/access-model.js';
import { type Location, renderPlace } from '../../model/problem.js';
import { listAll } from '../../model/text.js';
import type { PlannedGrant } from './planned-grants.js';

/** As many accounts, or whatever is listed, are named. */
const NAMED = 5;

interface GrantGroup {
  readonly principal: Principal;
  readonly permissionSet: string;
  readonly accounts: string[];
  /** Each place once. */
  readonly places: Set<string>;
}

/** Such as `group developers: Developer in dev and prod (config/prod.yaml:31)`. */
export function renderGrantLines(grants: readonly PlannedGrant[]): string[] {
  return groupGrants(grants).map(({ principal, permissionSet, accounts, places }) => {
    const because = places.size === 0 ? '' : ` (${listSome([...places])})`;
    return `${renderPrincipal(principal)}: ${permissionSet} in ${listAccounts(accounts)}${because}`;
  });
}

/** Such as `Developer in dev and prod; ReadOnly in dev`, for grants of one principal. */
export function renderWhatWhere(grants: readonly PlannedGrant[]): string {
  const groups = groupGrants(grants);
  const named = groups
    .slice(0, NAMED)
    .map(({ permissionSet, accounts }) => `${permissionSet} in ${listAccounts(accounts)}`);
  const more = groups.length - named.length;
  return [...named, ...(more > 0 ? [`${more} more permission sets`] : [])].join('; ');
}

export const renderPrincipal = ({ type, handle }: Principal): string => `${type.toLowerCase()} ${handle}`;

export const countGrants = (count: number): string => (count === 1 ? '1 grant' : `${count} grants`);

export const countAccounts = (count: number): string => (count === 1 ? '1 account' : `${count} accounts`);

/** `a, b and c`; of more than five, the first ones and how many more. */
export function listSome(names: readonly string[]): string {
  if (names.length <= NAMED) return listAll(names);
  return `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`;
}

const listAccounts = (accounts: readonly string[]): string =>
  accounts.length <= NAMED ? listAll(accounts) : `${countAccounts(accounts.length)}: ${listSome(accounts)}`;

/** In the order of their first grants. */
function groupGrants(grants: readonly PlannedGrant[]): GrantGroup[] {
  const groups = new Map<string, GrantGroup>();
  for (const { principal, permissionSet, account, because } of grants) {
    const key = `${principal.type} ${principal.handle} ${permissionSet}`;
    const group = groups.get(key) ?? { principal, permissionSet, accounts: [], places: new Set<string>() };
    groups.set(key, group);
    group.accounts.push(account);
    because.forEach((place: Location) => group.places.add(renderPlace(place)));
  }
  return [...groups.values()];
}
