/** Whom provisioning takes: what is assigned to the application, and the direct members of assigned groups. */
import type { Directory } from '../directory.js';
import type { Groups } from '../groups.js';
import type { Group, User } from '../objects.js';
import type { EntryType } from './objects.js';

export interface Scope {
  /** By object id. */
  readonly users: ReadonlyMap<string, User>;
  readonly groups: ReadonlyMap<string, Group>;
  /** Object ids of the users that are direct members, by the group's. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  readonly skipped: readonly Skipped[];
}

export interface Skipped {
  readonly id: string;
  readonly name: string;
  readonly type: EntryType;
  readonly reason: string;
}

/** `assignedBefore`: later assignments aren't honoured yet. The world has security groups only, so every assigned group counts. */
export function scopeOf(
  directory: Directory,
  groups: Groups,
  servicePrincipalId: string,
  assignedBefore: Date,
): Scope {
  const assigned = [...directory.assignments.values()].filter(
    ({ resourceId, createdDateTime }) =>
      resourceId === servicePrincipalId && new Date(createdDateTime) <= assignedBefore,
  );
  const assignedIds = (type: EntryType) =>
    assigned.filter(({ principalType }) => principalType === type).map(({ principalId }) => principalId);
  const assignedGroups = pick(directory.groups, assignedIds('Group'));
  const memberships = [...assignedGroups.values()].map((group) => ({
    group,
    principals: groups.members(group.id),
  }));
  const members = new Map(
    memberships.map(({ group, principals }) => [
      group.id,
      principals.filter(({ type }) => type === 'User').map(({ id }) => id),
    ]),
  );
  return {
    groups: assignedGroups,
    users: pick(directory.users, [...assignedIds('User'), ...[...members.values()].flat()]),
    members,
    skipped: memberships.flatMap(({ group, principals }) =>
      principals
        .filter(({ id, type }) => type === 'Group' && !assignedGroups.has(id))
        .map(({ id, displayName }) => ({
          id,
          name: displayName,
          type: 'Group' as const,
          reason: `It is nested in the group "${group.displayName}". Provisioning takes direct members of assigned groups only.`,
        })),
    ),
  };
}

function pick<T>(objects: ReadonlyMap<string, T>, ids: readonly string[]): Map<string, T> {
  return new Map(
    ids.flatMap((id) => {
      const object = objects.get(id);
      return object === undefined ? [] : [[id, object] as const];
    }),
  );
}
