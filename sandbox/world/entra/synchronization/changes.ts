/** What has to change in AWS, from what is in scope and what was sent before. */
import type { Scope, Skipped } from './scope.js';
import {
  attributesOf,
  changedAttributes,
  scimGroup,
  scimUser,
  type Attributes,
  type Resource,
} from './mapping.js';
import type { EntryType } from './objects.js';

/** What the service remembers of an object that it has provisioned. By it a renamed object stays the same one in AWS. */
export interface Link {
  readonly type: EntryType;
  name: string;
  readonly targetId: string;
  /** What AWS has of it, as far as the service knows. */
  sent: Attributes;
  /** A group's members by their ids in AWS. */
  readonly members: Set<string>;
  /** A user who was disabled on leaving the scope is managed no longer: no DELETE follows (how-provisioning-works, known limitations). */
  released: boolean;
}

/** By object id in Entra. */
export type Links = Map<string, Link>;

export interface Entry {
  readonly id: string;
  readonly name: string;
  readonly type: EntryType;
}

export type Change = Entry &
  (
    | { readonly action: 'Create'; readonly wanted: Resource }
    | {
        readonly action: 'Update' | 'Disable';
        readonly link: Link;
        readonly attributes: Attributes;
        readonly releases: boolean;
      }
    | { readonly action: 'Delete'; readonly link: Link }
  );

export interface MembershipChange extends Entry {
  readonly group: Link;
  /** Ids in AWS. */
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** Where an object stands that isn't in scope: `deleted` is Entra's recycle bin. */
export type Whereabouts = 'present' | 'deleted' | 'gone';

export const isDeprovisioning = ({ action }: Change): boolean => action === 'Disable' || action === 'Delete';

/** Users first, then groups, then what is taken away. */
export function changesFor(
  scope: Scope,
  links: Links,
  whereabouts: (id: string) => Whereabouts,
  keepOutOfScope: boolean,
): Change[] {
  const wanted = [...wantedEntries(scope)].flatMap(([entry, resource]): Change[] => {
    const link = links.get(entry.id);
    if (!link) return resource['active'] === false ? [] : [{ ...entry, action: 'Create', wanted: resource }];
    const attributes = changedAttributes(link.sent, attributesOf(resource));
    if (Object.keys(attributes).length === 0) return [];
    const action = attributes['active'] === false ? 'Disable' : 'Update';
    return [{ ...entry, action, link, attributes, releases: false }];
  });
  const unwanted = [...links].flatMap(([id, link]): Change[] => {
    if (scope.users.has(id) || scope.groups.has(id)) return [];
    const entry = { id, name: link.name, type: link.type };
    const where = whereabouts(id);
    if (where !== 'gone' && keepOutOfScope) return [];
    if (link.type === 'Group') return [{ ...entry, action: 'Delete', link }];
    if (where === 'gone') return link.released ? [] : [{ ...entry, action: 'Delete', link }];
    if (link.sent['active'] === false) return [];
    const attributes = { active: false };
    return [{ ...entry, action: 'Disable', link, attributes, releases: where === 'present' }];
  });
  const changes = [...wanted, ...unwanted];
  return [
    ...changes.filter((change) => !isDeprovisioning(change)),
    ...changes.filter((change) => isDeprovisioning(change)),
  ];
}

/** Members that AWS doesn't have yet come with a later cycle. */
export function membershipChanges(scope: Scope, links: Links): MembershipChange[] {
  return [...scope.groups.values()].flatMap(({ id, displayName: name }) => {
    const group = links.get(id);
    if (!group) return [];
    const wanted = new Set((scope.members.get(id) ?? []).flatMap((user) => links.get(user)?.targetId ?? []));
    const add = [...wanted].filter((user) => !group.members.has(user));
    const remove = [...group.members].filter((user) => !wanted.has(user));
    return add.length + remove.length === 0 ? [] : [{ id, name, type: 'Group' as const, group, add, remove }];
  });
}

/** A user who is disabled in Entra isn't provisioned before being enabled (how-provisioning-works, known limitations). */
export const disabledUsers = (scope: Scope, links: Links): Skipped[] =>
  [...scope.users.values()]
    .filter(({ id, accountEnabled }) => !accountEnabled && !links.has(id))
    .map(({ id, userPrincipalName: name }) => ({
      id,
      name,
      type: 'User',
      reason: 'The account is disabled in Entra. Enable it, so that it is provisioned.',
    }));

function* wantedEntries({ users, groups }: Scope): Generator<[Entry, Resource]> {
  for (const user of users.values())
    yield [{ id: user.id, name: user.userPrincipalName, type: 'User' }, scimUser(user)];
  for (const group of groups.values())
    yield [{ id: group.id, name: group.displayName, type: 'Group' }, scimGroup(group)];
}
