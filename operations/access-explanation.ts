/** Why someone has access to an account: the config lines that say so. */
import { explainAccess, type Grant } from '../model/access-model.js';
import type { Environment } from '../model/environment.js';
import { renderPlace } from '../model/problem.js';
import { nameChoices, quote } from '../model/text.js';
import { findNearMisses, type NearMiss } from './near-misses.js';
import { UserError } from './user-error.js';

export interface Explanation {
  /** Handle of the group or user. */
  readonly who: string;
  /** Handle of the account. */
  readonly account: string;
  /** None where no line gives them anything there. */
  readonly grants: readonly Grant[];
  /** Where there are no grants: the lines that come near. */
  readonly nearMisses: readonly NearMiss[];
}

/**
 * @param who Handle or name of a group, or handle or user principal name of a user.
 * @param where Handle, id or name of an account.
 * Throws a UserError where the config has no such name.
 */
export function explain(environment: Environment, who: string, where: string): Explanation {
  const { config, access } = environment;
  const groups = Object.entries(config.groups).map(([handle, { name }]) => ({
    type: 'GROUP' as const,
    handle,
    also: [name],
  }));
  const users = Object.entries(config.users).map(([handle, { userPrincipalName }]) => ({
    type: 'USER' as const,
    handle,
    also: [userPrincipalName],
  }));
  const accounts = Object.entries(config.aws.accounts).map(([handle, { id, name }]) => ({
    handle,
    also: [id, name],
  }));
  const principals = find('group or user', who, [...groups, ...users]);
  const [{ handle: account }] = find('account', where, accounts);
  const grants = principals.flatMap(({ type, handle }) =>
    explainAccess(access, handle, account).filter(({ principal }) => principal.type === type),
  );
  const nearMisses =
    grants.length > 0
      ? []
      : principals.flatMap((principal) => findNearMisses(environment, principal, account));
  return { who: principals[0].handle, account, grants, nearMisses };
}

export function renderExplanation({ who, account, grants, nearMisses }: Explanation): string {
  if (grants.length === 0) {
    return [
      `No access line gives ${who} anything in ${account}.`,
      ...nearMisses.map(({ line, reason }) => `  ${renderPlace(line)} ${line.path} would, but ${reason}`),
    ].join('\n');
  }
  return grants
    .map(({ principal, permissionSet, because, withheld }) =>
      [
        `${principal.type.toLowerCase()} ${who} has ${permissionSet} in ${account}${withheld === undefined ? '' : ', withheld for now'}, because of:`,
        ...because.map((place) => `  ${renderPlace(place)} ${place.path}`),
        ...(withheld === undefined ? [] : [`  ${withheld}`]),
      ].join('\n'),
    )
    .join('\n');
}

interface Named {
  readonly handle: string;
  readonly also: readonly (string | undefined)[];
}

/** At least one: a group and a user may have the same handle. */
function find<T extends Named>(what: string, wanted: string, entries: readonly T[]): [T, ...T[]] {
  const byHandle = entries.filter(({ handle }) => handle === wanted);
  const [first, ...others] =
    byHandle.length > 0 ? byHandle : entries.filter(({ also }) => also.includes(wanted));
  if (first !== undefined) return [first, ...others];
  const choices = nameChoices(
    'Defined',
    entries.map(({ handle }) => handle),
    wanted,
  );
  throw new UserError(`${quote(wanted)} is no ${what} of this environment.\n  ${choices}`);
}
