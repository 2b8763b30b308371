/** Why someone has access to an account: the config lines that say so. */
import { explainAccess, type Grant } from '../model/access-model.js';
import type { Environment } from '../model/environment.js';
import { renderPlace } from '../model/problem.js';
import { nameChoices, quote } from '../model/text.js';
import { UserError } from './user-error.js';

export interface Explanation {
  /** Handle of the group or user. */
  readonly who: string;
  /** Handle of the account. */
  readonly account: string;
  /** None where no line gives them anything there. */
  readonly grants: readonly Grant[];
}

/**
 * @param who Handle or name of a group, or handle or user principal name of a user.
 * @param where Handle, id or name of an account.
 * Throws a UserError where the config has no such name.
 */
export function explain({ config, access }: Environment, who: string, where: string): Explanation {
  const groups = Object.entries(config.groups).map(([handle, { name }]) => ({ handle, also: [name] }));
  const users = Object.entries(config.users).map(([handle, user]) => ({
    handle,
    also: [user.userPrincipalName],
  }));
  const accounts = Object.entries(config.aws.accounts).map(([handle, { id, name }]) => ({
    handle,
    also: [id, name],
  }));
  const principal = find('group or user', who, [...groups, ...users]);
  const account = find('account', where, accounts);
  return { who: principal, account, grants: explainAccess(access, principal, account) };
}

export function renderExplanation({ who, account, grants }: Explanation): string {
  if (grants.length === 0) return `No access line gives ${who} anything in ${account}.`;
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

function find(what: string, wanted: string, entries: readonly Named[]): string {
  const entry =
    entries.find(({ handle }) => handle === wanted) ?? entries.find(({ also }) => also.includes(wanted));
  if (entry !== undefined) return entry.handle;
  const choices = nameChoices(
    'Defined',
    entries.map(({ handle }) => handle),
    wanted,
  );
  throw new UserError(`${quote(wanted)} is no ${what} of this environment.\n  ${choices}`);
}
