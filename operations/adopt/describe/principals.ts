/** Which group or user of Entra each one is that has access in AWS. */
import { foldName, quote } from '../../../model/text.js';
import { guid, name as nameField } from '../../../model/declaration/fields.js';
import { USER_APP_ROLE_ID } from '../../../stacks/entra/gallery-template.js';
import type { StoredGroup, StoredUser } from '../../status/facts.js';
import type { FoundGroup, FoundUser } from '../findings.js';
import type { FoundInEntra, Group, User } from './entra-objects.js';

/** Of AWS: Entra's counterpart, or why there is none that a config could name. */
export type Match<T> = { readonly found: T; readonly note?: string } | Unmatched;

interface Unmatched {
  readonly why: string;
  /** Whether the first apply, which demands an assignment to the application, ends their signing in. */
  readonly endsSignIn?: boolean;
}

const OUTSIDE = 'What it has stays as it is, outside the config.';
const DEMANDED =
  'What it has stays in AWS, outside the config. After the first apply, which demands an assignment to the application,';
const ENDS_SIGN_IN = {
  group: `${DEMANDED} those of its members who aren’t assigned otherwise can’t sign in any more: assign the group in Entra before, then adopt again.`,
  user: `${DEMANDED} the user can’t sign in any more but by a group that is assigned: assign the user in Entra before, then adopt again.`,
};

export class Principals {
  private readonly assignedGroups = new Map<string, Group[]>();
  private readonly assigned: ReadonlySet<string>;
  private readonly asUser: ReadonlySet<string>;

  constructor(private readonly entra: FoundInEntra) {
    const { assigned, groups } = entra;
    this.assigned = new Set(assigned.map(({ principalId }) => principalId));
    this.asUser = new Set(
      assigned.flatMap(({ appRoleId, principalId }) => (appRoleId === USER_APP_ROLE_ID ? [principalId] : [])),
    );
    for (const id of this.assigned) {
      const group = groups.get(id);
      if (group === undefined) continue;
      const key = foldName(group.displayName);
      this.assignedGroups.set(key, [...(this.assignedGroups.get(key) ?? []), group]);
    }
  }

  matchGroup({ displayName, external, externalId }: StoredGroup): Match<Group> {
    const { application } = this.entra;
    const [group, ...others] = this.assignedGroups.get(foldName(displayName)) ?? [];
    if (group === undefined)
      return this.unassigned(
        'group',
        external
          ? `No group of that name is assigned to ${quote(application.displayName)} in Entra: it was renamed, deleted or taken out there.`
          : `It was made by hand in AWS, and no group of that name is assigned to ${quote(application.displayName)} in Entra.`,
        externalId,
      );
    if (others.length > 0)
      return {
        why: `Several groups of that name are assigned to ${quote(application.displayName)} in Entra, and which one is in AWS can’t be told: ${[group, ...others].map(({ id }) => id).join(', ')}. ${OUTSIDE}`,
      };
    if (!group.securityEnabled)
      return { why: `In Entra it is no security group, and a config names only those. ${OUTSIDE}` };
    if (isOther(externalId, group.id))
      return this.unassigned('group', tellOther(externalId, group.id), externalId);
    return { found: group, ...this.noteRole(group.id) };
  }

  /** By name alone: whoever has the user principal name signs in as the user of AWS. */
  matchUser({ userName, external }: StoredUser): Match<User> {
    const user = this.entra.users.get(foldName(userName));
    if (user === undefined) return { why: `Entra has nobody of that user principal name. ${OUTSIDE}` };
    if (this.assigned.has(user.id)) return { found: user, ...this.noteRole(user.id) };
    if (!external)
      return this.unassigned(
        'user',
        'The user was made by hand in AWS, and is not assigned to the application in Entra.',
      );
    return {
      found: user,
      note: 'Provisioned by a group, and not assigned to the application by name: the first apply assigns the user too. Whoever has left that group since can sign in again by this.',
    };
  }

  /** @param id The object id of whoever signs in with what AWS has, where it is known. */
  private unassigned(what: 'group' | 'user', reason: string, id = ''): Unmatched {
    const endsSignIn =
      !this.entra.principal.appRoleAssignmentRequired && !this.assigned.has(id.toLowerCase());
    return { why: `${reason} ${endsSignIn ? ENDS_SIGN_IN[what] : OUTSIDE}`, endsSignIn };
  }

  private noteRole(id: string): { readonly note?: string } {
    if (this.asUser.has(id)) return {};
    return {
      note: 'Assigned to the application by another app role than User: the first apply assigns that too, and nobody’s access changes.',
    };
  }

  /** As a config names it: by its object id where its name isn't unique, or is none that a config takes. */
  describeGroup({ id, displayName }: Group): FoundGroup {
    const isUnique = (this.entra.named.get(foldName(displayName)) ?? 1) < 2;
    const isName = nameField('').safeParse(displayName).success;
    return {
      key: id,
      name: isName ? displayName : displayName.replace(/[^\p{L}\p{N}\p{P} ]/gu, '').trim() || id,
      ...(isUnique && isName ? {} : { objectId: id }),
    };
  }
}

/** Provisioning gives AWS the object id of a group. An id of another form tells nothing here. */
const isOther = (externalId: string | undefined, objectId: string): externalId is string =>
  guid('').safeParse(externalId).success && externalId?.toLowerCase() !== objectId.toLowerCase();

const tellOther = (externalId: string, objectId: string): string =>
  `AWS has it as the group ${externalId} of Entra, and there that name is the one of ${objectId} now: names were changed, or it was made anew, and provisioning hasn’t brought that yet. Adopt again after its next cycle.`;

export const describeUser = ({ id, userPrincipalName }: User): FoundUser => ({
  key: id,
  known: userPrincipalName,
  userPrincipalName,
});
