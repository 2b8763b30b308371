/** What there is to say of access beside each grant: who can sign in, and what nobody uses. */
import { listAll, quote } from '../../../model/text.js';
import { count } from '../render-conversion.js';
import type { FoundInEntra } from './entra-objects.js';
import { ENTRA, IDENTITY_CENTER, listSome, type Notes } from './notes.js';
import type { Principals } from './principals.js';
import type { FoundInAws } from './read-aws.js';

/** @param locked Who has access in AWS and can’t sign in any more once an assignment is demanded. */
export function noteDemand(
  { application, principal: { appRoleAssignmentRequired } }: FoundInEntra,
  locked: readonly string[],
  notes: Notes,
): void {
  if (appRoleAssignmentRequired) return;
  const told =
    locked.length === 0
      ? ''
      : ` Of those with access in AWS these are not assigned: ${listSome([...locked].sort())}. Assign them to it in Entra before, then adopt again.`;
  notes.leaveOut(
    `that nobody need be assigned of ${quote(application.displayName)}`,
    ENTRA,
    `Everybody of the tenant can sign in to it now, assigned or not. The first apply demands an assignment: whoever has none, nor is in a group that has one, can’t sign in any more.${told}`,
  );
}

const ASSIGNED = [
  ['Group', 'group'],
  ['User', 'user'],
  ['ServicePrincipal', 'service principal'],
] as const;

export function remarkUnused(
  { groups, users, permissionSets, assignments, everywhere }: FoundInAws,
  { assigned, application, users: people }: FoundInEntra,
  granted: ReadonlySet<string>,
  principals: Principals,
  notes: Notes,
): void {
  for (const [type, what] of ASSIGNED) {
    const without = assigned.filter(
      ({ principalId, principalType }) => principalType === type && !granted.has(principalId),
    );
    if (without.length === 0) continue;
    const names = without.map(({ principalDisplayName }) => quote(principalDisplayName)).sort();
    notes.leaveOut(
      `${count(names.length, what)}: ${listSome(names)}`,
      ENTRA,
      `Assigned to ${quote(application.displayName)}, and the config has no access of theirs in AWS. They stay assigned.`,
    );
  }
  const holding = new Set(assignments.map(({ principalId }) => principalId));
  const byHand = [
    ...groups.flatMap((group) =>
      holding.has(group.id) || group.external || 'found' in principals.matchGroup(group)
        ? []
        : [group.displayName],
    ),
    ...users.flatMap(({ id, external, userName }) => (holding.has(id) || external ? [] : [userName])),
  ];
  if (byHand.length > 0)
    notes.leaveOut(
      `${byHand.length} of AWS’s groups and users: ${listAll(byHand.sort().map(quote))}`,
      IDENTITY_CENTER,
      'Made by hand there, without access. They stay as they are.',
    );
  const disabled = [...people.values()].filter(
    ({ id, accountEnabled }) => granted.has(id) && !accountEnabled,
  );
  for (const { userPrincipalName } of disabled)
    notes.remark(
      `${userPrincipalName} is disabled in Entra and can’t sign in, and has access in the config as in AWS.`,
    );
  if (!everywhere)
    notes.remark(
      'Assignments were read by group and user, which takes the fewest requests. Those of groups and users that AWS doesn’t have any more give nobody anything, and are told only where nobody else has the permission set in the account.',
    );
  const inUse = new Set(assignments.map(({ permissionSetArn }) => permissionSetArn));
  const unused = permissionSets.filter(({ arn }) => !inUse.has(arn)).map(({ name }) => name);
  if (unused.length > 0)
    notes.remark(`Nobody has these permission sets, which the config has too: ${listAll(unused)}.`);
}
