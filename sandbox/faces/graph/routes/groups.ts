/** `/groups`, with members and owners. */
import { badRequest } from '../../../world/entra/graph-error.js';
import type { Group } from '../../../world/entra/objects.js';
import { bound, changes, properties, text } from '../body.js';
import { listed, whole } from '../odata/list.js';
import { created, found, get, NO_CONTENT, patch, post, remove, type Operation } from '../operation.js';
import { references } from './references.js';

/** Graph's limit of members and owners in one request. */
const MAX_BOUND = 20;

export const groups: readonly Operation[] = [
  get('/groups', (call) => listed<Group>(call, 'groups', (where) => call.entra.groups.list(where))),
  post('/groups', ({ entra, body }) => {
    const members = bound(body, 'members');
    const owners = bound(body, 'owners');
    if (members.length + owners.length > MAX_BOUND) throw tooMany();
    const group = {
      ...properties(body),
      displayName: text(body, 'displayName', 'Group'),
      mailNickname: text(body, 'mailNickname', 'Group'),
    };
    return created('groups', entra.groups.create(group, owners, members));
  }),
  get('/groups/{id}', ({ entra, id }) => found('groups', entra.groups.get(id('id')))),
  patch('/groups/{id}', ({ entra, id, body }) => {
    const members = bound(body, 'members');
    if (members.length > MAX_BOUND) throw tooMany();
    entra.groups.update(id('id'), changes(body, id('id')));
    for (const member of members) entra.groups.addMember(id('id'), member);
    return NO_CONTENT;
  }),
  remove('/groups/{id}', ({ entra, id }) => {
    entra.groups.delete(id('id'));
    return NO_CONTENT;
  }),
  ...references('/groups/{id}/members', ({ groups: all }) => ({
    list: (id) => all.members(id),
    add: (id, member) => all.addMember(id, member),
    remove: (id, member) => all.removeMember(id, member),
  })),
  ...['/groups', '/users', '/servicePrincipals'].map((principals) =>
    get(`${principals}/{id}/memberOf`, (call) =>
      whole(
        call,
        'directoryObjects',
        call.entra.groups
          .memberOf(call.id('id'))
          .map((group) => ({ '@odata.type': '#microsoft.graph.group', ...group })),
      ),
    ),
  ),
  ...references('/groups/{id}/owners', ({ groups: all }) => ({
    list: (id) => all.owners(id),
    add: (id, owner) => all.addOwner(id, owner),
    remove: (id, owner) => all.removeOwner(id, owner),
  })),
];

const tooMany = () => badRequest(`The number of references in one request must not exceed ${MAX_BOUND}.`);
