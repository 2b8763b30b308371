import { newPrincipalId, type State, type UserRecord } from '../state.js';
import type { Call } from './call.js';
import { parseFilter, sameName, type Attributes } from './filter.js';
import { listAnswer } from './list.js';
import { doesNotExist, duplicate, invalid, type Answer } from './messages.js';
import { applyPatch, parsePatch, type PatchOperation } from './patch.js';
import { metaOf, parseBody, parseResource } from './resource.js';
import { ENTERPRISE, userAttributes, type UserAttributes } from './user-attributes.js';

const SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User';

export function createUser({ state, body }: Call): Answer {
  const attributes = attributesIn(body);
  refuseDuplicates(state, attributes);
  const now = state.clock.now();
  const user = { UserId: newPrincipalId(state.identityStoreId), attributes, created: now, modified: now };
  state.users.set(user.UserId, user);
  return { status: 201, body: resourceOf(user) };
}

export const getUser = (call: Call): Answer => ({ status: 200, body: resourceOf(find(call)) });

/** Filters: `userName`, `externalId`, `id`, `groups.value`, or `id` and `manager`. */
export function listUsers({ state, query }: Call): Answer {
  const attributes: Attributes<UserRecord> = {
    userName: (user, value) => sameName(user.attributes.userName, value),
    externalId: (user, value) => user.attributes.externalId === value,
    id: (user, value) => user.UserId === value,
    manager: (user, value) => user.attributes[ENTERPRISE]?.manager?.value === value,
    'groups.value': (user, value) => state.groups.get(value)?.members.has(user.UserId) ?? false,
  };
  const combinations = ['userName', 'externalId', 'id', 'groups.value', 'id and manager'];
  const wanted = parseFilter(query.get('filter'), attributes, combinations);
  return listAnswer([...state.users.values()].filter(wanted).map(resourceOf), query);
}

/** Replaces all attributes. */
export function putUser(call: Call): Answer {
  return change(call, find(call), attributesIn(call.body));
}

/** `userName` and `active` can't be removed, nor changed twice in one request. */
export function patchUser(call: Call): Answer {
  const user = find(call);
  const operations = parsePatch(call.body).map(withActive);
  for (const name of ['userName', 'active']) {
    const changes = operations.filter((operation) => touches(operation, name));
    if (changes.length > 1) throw invalid(`${name}: AWS takes one operation on it`);
    if (changes.some(({ op }) => op === 'remove')) throw invalid(`${name}: AWS doesn't remove it`);
  }
  const patched = operations.reduce<object>(applyPatch, user.attributes);
  return change(call, user, parseBody(userAttributes, patched));
}

/** Takes the user out of every group. Its account assignments stay, without a user (UNVERIFIED). */
export function deleteUser(call: Call): Answer {
  const { UserId } = find(call);
  call.state.users.delete(UserId);
  for (const { members } of call.state.groups.values()) members.delete(UserId);
  return { status: 204 };
}

function find({ state, id }: Call): UserRecord {
  const user = state.users.get(id);
  if (!user) throw doesNotExist('USER');
  return user;
}

const attributesIn = (body: unknown): UserAttributes =>
  parseResource(userAttributes, [SCHEMA, ENTERPRISE], body);

function change({ state }: Call, { UserId, created }: UserRecord, attributes: UserAttributes): Answer {
  refuseDuplicates(state, attributes, UserId);
  const user = { UserId, attributes, created, modified: state.clock.now() };
  state.users.set(UserId, user);
  return { status: 200, body: resourceOf(user) };
}

/** User names are unique, without regard to case, and so are external ids (UNVERIFIED). */
function refuseDuplicates({ users }: State, { userName, externalId }: UserAttributes, own?: string): void {
  for (const { UserId, attributes } of users.values()) {
    if (UserId === own) continue;
    if (sameName(attributes.userName, userName)) throw duplicate(`userName: another user has ${userName}`);
    if (externalId !== undefined && attributes.externalId === externalId)
      throw duplicate(`externalId: another user has ${externalId}`);
  }
}

const touches = ({ path, value }: PatchOperation, name: string): boolean =>
  path === undefined ? typeof value === 'object' && value !== null && name in value : path === name;

/** Entra sends `active` as `"True"` or `"False"`; AWS takes it. */
function withActive(operation: PatchOperation): PatchOperation {
  const { path, value } = operation;
  if (path !== 'active' || typeof value !== 'string') return operation;
  if (!/^(true|false)$/i.test(value)) return operation;
  return { ...operation, value: value.toLowerCase() === 'true' };
}

const resourceOf = (user: UserRecord): object => ({
  schemas: user.attributes[ENTERPRISE] ? [SCHEMA, ENTERPRISE] : [SCHEMA],
  id: user.UserId,
  meta: metaOf('User', user),
  ...user.attributes,
});
