/** Account assignments as grants of whom a config can name. Every other is told. */
import { listAll, quote } from '../../../model/text.js';
import type { Assignment } from '../../drift/live.js';
import type { FoundGrant, FoundGroup, FoundUser } from '../findings.js';
import type { FoundInEntra, Group, User } from './entra-objects.js';
import { ENTRA, IDENTITY_CENTER, type Notes } from './notes.js';
import { describeUser, type Match, Principals } from './principals.js';
import type { FoundInAws } from './read-aws.js';
import { noteDemand, remarkUnused } from './remark-access.js';

export interface Grants {
  readonly groups: readonly FoundGroup[];
  readonly users: readonly FoundUser[];
  readonly grants: readonly FoundGrant[];
}

interface Holder {
  /** Such as `group "Finance"`. */
  readonly words: string;
  readonly match: Match<Group | User>;
}

const OUTSIDE = 'It stays as it is, outside the config.';

/** @param alsoGroups Object ids of further groups that the config names. */
export function describeGrants(
  aws: FoundInAws,
  entra: FoundInEntra,
  alsoGroups: readonly string[],
  notes: Notes,
): Grants {
  const principals = new Principals(entra);
  const holders = listHolders(aws, principals);
  const accounts = new Map(aws.accounts.map(({ id, name }) => [id, name]));
  const sets = new Map(aws.permissionSets.map(({ arn, name }) => [arn, name]));
  const grants: FoundGrant[] = [];
  const locked: string[] = [];
  const groups = new Map<string, Group>();
  const users = new Map<string, User>();
  for (const [key, assignments] of byHolder(aws.assignments)) {
    const { words, match } = holders.get(key) ?? { words: nobody(key), match: { why: gone(key) } };
    const known = assignments.filter(({ accountId }) => accounts.has(accountId));
    const lost = assignments.filter(({ accountId }) => !accounts.has(accountId));
    const wordAll = (these: readonly Assignment[]) => wordAssignments(these, sets, accounts);
    if (lost.length > 0)
      notes.leaveOut(
        `${words}: ${wordAll(lost)}`,
        IDENTITY_CENTER,
        `The organization has no such account. ${OUTSIDE}`,
      );
    if (known.length === 0) continue;
    if ('why' in match) {
      notes.leaveOut(`${words}: ${wordAll(known)}`, IDENTITY_CENTER, match.why);
      if (match.endsSignIn) locked.push(words);
      continue;
    }
    const { found, note } = match;
    if (note !== undefined) notes.leaveOut(words, ENTRA, note);
    if ('userPrincipalName' in found) users.set(found.id, found);
    else groups.set(found.id, found);
    for (const { principalType: type, accountId, permissionSetArn } of known)
      grants.push({
        principal: { type, key: found.id },
        permissionSet: permissionSetArn,
        account: accountId,
        where: IDENTITY_CENTER,
      });
  }
  noteDemand(entra, locked, notes);
  remarkUnused(aws, entra, new Set([...groups.keys(), ...users.keys()]), principals, notes);
  const also = alsoGroups.flatMap((id) => (groups.has(id) ? [] : (entra.groups.get(id) ?? [])));
  return {
    groups: [...groups.values(), ...also].map((group) => principals.describeGroup(group)),
    users: [...users.values()].map(describeUser),
    grants,
  };
}

/** By type and id. */
function listHolders({ groups, users }: FoundInAws, principals: Principals): Map<string, Holder> {
  return new Map([
    ...groups.map((group): [string, Holder] => [
      `GROUP ${group.id}`,
      { words: `group ${quote(group.displayName)}`, match: principals.matchGroup(group) },
    ]),
    ...users.map((user): [string, Holder] => [
      `USER ${user.id}`,
      { words: `user ${quote(user.userName)}`, match: principals.matchUser(user) },
    ]),
  ]);
}

function byHolder(assignments: readonly Assignment[]): Map<string, Assignment[]> {
  const found = new Map<string, Assignment[]>();
  for (const each of assignments) {
    const key = `${each.principalType} ${each.principalId}`;
    const there = found.get(key);
    if (there === undefined) found.set(key, [each]);
    else there.push(each);
  }
  return found;
}

const nobody = (key: string): string =>
  key.replace(/^GROUP/, 'a group that is gone,').replace(/^USER/, 'a user who is gone,');
const gone = (key: string): string =>
  `AWS doesn’t have this ${key.startsWith('GROUP') ? 'group' : 'user'} any more, so nobody gets anything by it. ${OUTSIDE} Take it away in AWS.`;

/** `Admin in payments-prod and payments-dev; ReadOnly in audit`. */
function wordAssignments(
  assignments: readonly Assignment[],
  sets: ReadonlyMap<string, string>,
  accounts: ReadonlyMap<string, string>,
): string {
  const bySet = new Map<string, string[]>();
  for (const { permissionSetArn: arn, accountId } of assignments) {
    const set = sets.get(arn) ?? arn;
    bySet.set(set, [...(bySet.get(set) ?? []), accounts.get(accountId) ?? accountId]);
  }
  return [...bySet].map(([set, names]) => `${set} in ${listAll(names.sort())}`).join('; ');
}
