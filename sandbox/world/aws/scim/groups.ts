import { z } from 'zod';
import { newPrincipalId, type GroupRecord, type State } from '../state.js';
import type { Call } from './call.js';
import { parseFilter, sameName, type Attributes } from './filter.js';
import { changedMembers, checkMembers, memberList } from './members.js';
import { listAnswer } from './list.js';
import { doesNotExist, duplicate, invalid, type Answer } from './messages.js';
import { applyPatch, parsePatch, type PatchOperation } from './patch.js';
import { externalId, metaOf, parseBody, parseResource, text } from './resource.js';

const SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Group';

/** A group's own attributes, without its members. */
const groupAttributes = z.strictObject({ displayName: text(), externalId: externalId.optional() });

const newGroup = groupAttributes.extend({ members: memberList.default([]) });

type GroupAttributes = z.infer<typeof groupAttributes>;

export function createGroup({ state, body }: Call): Answer {
  const { members, ...attributes } = parseResource(newGroup, [SCHEMA], body);
  refuseDuplicates(state, attributes);
  checkMembers(state, members);
  const now = state.clock.now();
  const group: GroupRecord = {
    GroupId: newPrincipalId(state.identityStoreId),
    attributes,
    members: new Set(members.map(({ value }) => value)),
    created: now,
    modified: now,
  };
  state.groups.set(group.GroupId, group);
  return { status: 201, body: resourceOf(group) };
}

export const getGroup = (call: Call): Answer => ({ status: 200, body: resourceOf(find(call)) });

/** Filters: `displayName`, `externalId`, `id`, `members.value`, or `id` and `members`. */
export function listGroups({ state, query }: Call): Answer {
  const attributes: Attributes<GroupRecord> = {
    displayName: (group, value) => sameName(group.attributes.displayName, value),
    externalId: (group, value) => group.attributes.externalId === value,
    id: (group, value) => group.GroupId === value,
    members: (group, value) => group.members.has(value),
    'members.value': (group, value) => group.members.has(value),
  };
  const combinations = ['displayName', 'externalId', 'id', 'members.value', 'id and members'];
  const wanted = parseFilter(query.get('filter'), attributes, combinations);
  return listAnswer([...state.groups.values()].filter(wanted).map(resourceOf), query);
}

/**
 * Changes the name, the external id, and at most 100 memberships. Nothing is changed where anything is refused. Adding a
 * member twice, or removing one that isn't there, changes nothing (UNVERIFIED).
 */
export function patchGroup(call: Call): Answer {
  const group = find(call);
  const operations = parsePatch(call.body).flatMap(split);
  const own = operations.filter(({ path }) => !isMembers(path));
  const attributes = parseBody(groupAttributes, own.reduce<object>(applyPatch, group.attributes));
  refuseDuplicates(call.state, attributes, group.GroupId);
  const members = changedMembers(
    call.state,
    group.members,
    operations.filter(({ path }) => isMembers(path)),
  );
  call.state.groups.set(group.GroupId, { ...group, attributes, members, modified: call.state.clock.now() });
  return { status: 204 };
}

/** Its account assignments stay, without a group (UNVERIFIED). One of the same name that is made later has another id. */
export function deleteGroup(call: Call): Answer {
  call.state.groups.delete(find(call).GroupId);
  return { status: 204 };
}

function find({ state, id }: Call): GroupRecord {
  const group = state.groups.get(id);
  if (!group) throw doesNotExist('GROUP');
  return group;
}

const isMembers = (path: string | undefined): boolean => /^members\b/.test(path ?? '');

/** An operation without path as one for each attribute; it may repeat the group's id. */
function split(operation: PatchOperation): PatchOperation[] {
  if (operation.path !== undefined) return [operation];
  if (typeof operation.value !== 'object' || operation.value === null)
    throw invalid(`${operation.op}: needs a path or attributes`);
  return Object.entries(operation.value)
    .filter(([path]) => path !== 'id')
    .map(([path, value]) => ({ op: operation.op, path, value: value as unknown }));
}

/** Names are unique, without regard to case (UNVERIFIED), and so are external ids (UNVERIFIED). */
function refuseDuplicates(
  { groups }: State,
  { displayName, externalId: external }: GroupAttributes,
  own?: string,
): void {
  for (const { GroupId, attributes } of groups.values()) {
    if (GroupId === own) continue;
    if (sameName(attributes.displayName, displayName))
      throw duplicate(`displayName: another group has ${displayName}`);
    if (external !== undefined && attributes.externalId === external)
      throw duplicate(`externalId: another group has ${external}`);
  }
}

/** AWS tells no members: ask for the group with a filter on them instead. */
const resourceOf = (group: GroupRecord): object => ({
  schemas: [SCHEMA],
  id: group.GroupId,
  meta: metaOf('Group', group),
  ...group.attributes,
  members: [],
});
