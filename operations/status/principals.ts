/** The groups and users that the config gives something, by the names that both clouds know them by. */
import type { Principal } from '../../model/access-model.js';
import type { Environment } from '../../model/environment.js';
import { foldName } from '../../model/text.js';
import type { AssignedPrincipal, EntraFacts, StoredGroup, StoredUser, StoreFacts } from './facts.js';

/** Whoever has a grant, each once. */
export function grantedPrincipals({ access }: Environment): Principal[] {
  const granted = new Map(
    access.grants.map(({ principal }) => [`${principal.type} ${principal.handle}`, principal]),
  );
  return [...granted.values()];
}

/** What the config calls it: a group's display name or object id, a user's user principal name. */
export function nameOf({ config: { groups, users } }: Environment, { type, handle }: Principal): string {
  if (type === 'USER') return users[handle]?.userPrincipalName ?? handle;
  return groups[handle]?.objectId ?? groups[handle]?.name ?? handle;
}

/** A group's or user's assignment to an application, out of those that Entra has. */
export function assignmentOf(
  environment: Environment,
  principal: Principal,
  assigned: readonly AssignedPrincipal[],
  users: ReadonlyMap<string, string>,
): AssignedPrincipal | undefined {
  if (principal.type === 'USER')
    return assigned.find(({ principalId }) => principalId === users.get(principal.handle));
  const objectId = environment.config.groups[principal.handle]?.objectId?.toLowerCase();
  const name = foldName(nameOf(environment, principal));
  return assigned.find(
    ({ principalType, principalId, principalDisplayName }) =>
      principalType === 'Group' &&
      (objectId === undefined ? foldName(principalDisplayName) === name : principalId === objectId),
  );
}

/** The group's display name in AWS: Entra's own, where the config names it by its object id. */
export function displayNameOf(
  environment: Environment,
  principal: Principal,
  { assigned }: Pick<EntraFacts, 'assigned'>,
): string {
  const known = assigned !== undefined && 'found' in assigned ? assigned.found : [];
  const assignment = assignmentOf(environment, principal, known, new Map());
  return assignment?.principalDisplayName ?? nameOf(environment, principal);
}

/** The group's or user's counterpart in AWS. */
export function storedPrincipal(
  environment: Environment,
  principal: Principal,
  entra: Pick<EntraFacts, 'assigned'>,
  { users, groups }: StoreFacts,
): StoredGroup | StoredUser | undefined {
  const name = foldName(
    principal.type === 'USER' ? nameOf(environment, principal) : displayNameOf(environment, principal, entra),
  );
  if (principal.type === 'USER')
    return 'found' in users ? users.found.find(({ userName }) => foldName(userName) === name) : undefined;
  return 'found' in groups
    ? groups.found.find(({ displayName }) => foldName(displayName) === name)
    : undefined;
}
