import type { State } from '../state.js';
import type { Call } from './call.js';
import { createGroup, deleteGroup, getGroup, listGroups, patchGroup } from './groups.js';
import { doesNotExist, notModelled, type Answer, type ScimRequest } from './messages.js';
import { createUser, deleteUser, getUser, listUsers, patchUser, putUser } from './users.js';

/** Every operation, by method and path. AWS has no other but `Schemas` and `ResourceTypes`. */
const routes: Readonly<Record<string, (call: Call) => Answer>> = {
  'POST Users': createUser,
  'GET Users': listUsers,
  'GET Users/id': getUser,
  'PUT Users/id': putUser,
  'PATCH Users/id': patchUser,
  'DELETE Users/id': deleteUser,
  'POST Groups': createGroup,
  'GET Groups': listGroups,
  'GET Groups/id': getGroup,
  'PATCH Groups/id': patchGroup,
  'DELETE Groups/id': deleteGroup,
  'GET ServiceProviderConfig': () => ({ status: 200, body: serviceProviderConfig }),
};

/** @param path What stands behind `/scim/v2/`. */
export function route(
  state: State,
  { method, body }: ScimRequest,
  path: string,
  query: URLSearchParams,
): Answer {
  const [resource = '', id = '', ...rest] = path.split('/');
  if (resource === 'Schemas' || resource === 'ResourceTypes') throw notModelled(`${method} /${resource}`);
  const operation = rest.length === 0 ? routes[`${method} ${resource}${id === '' ? '' : '/id'}`] : undefined;
  if (!operation) throw doesNotExist('ENDPOINT');
  return operation({ state, id, query, body });
}

const serviceProviderConfig = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 1, maxPayloadSize: 1_048_576 },
  filter: { supported: true, maxResults: 100 },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: false },
  authenticationSchemes: [{ type: 'oauthbearertoken', name: 'OAuth Bearer Token', primary: true }],
};
