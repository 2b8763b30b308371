/** `/users`. */
import { notFound } from '../../../world/entra/graph-error.js';
import type { User } from '../../../world/entra/objects.js';
import { changes } from '../body.js';
import { listed } from '../odata/list.js';
import { found, get, NO_CONTENT, patch, remove, type Call, type Operation } from '../operation.js';

/** What v1.0 gives out of a user where `$select` doesn't ask for more. */
const BY_DEFAULT = [
  'businessPhones',
  'displayName',
  'givenName',
  'id',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
];

export const users: readonly Operation[] = [
  get('/users', (call) =>
    listed<User>(
      call,
      'users',
      (where) => call.entra.users.list(where),
      (user) => userObject(user, call),
    ),
  ),
  get('/users/{id}', (call) => found('users', userObject(call.entra.users.get(call.id('id')), call))),
  patch('/users/{id}', ({ entra, id, body }) => {
    entra.users.update(entra.users.get(id('id')).id, changes(body, id('id')));
    return NO_CONTENT;
  }),
  remove('/users/{id}', ({ entra, id }) => {
    entra.users.delete(entra.users.get(id('id')).id);
    return NO_CONTENT;
  }),
  // Nobody has one.
  get('/users/{id}/manager', ({ entra, id }) => {
    entra.users.get(id('id'));
    throw notFound('manager');
  }),
  remove('/directory/deletedItems/{id}', ({ entra, id }) => {
    entra.users.deletePermanently(id('id'));
    return NO_CONTENT;
  }),
];

export function userObject(
  user: User,
  { version, query: { select } }: Pick<Call, 'version' | 'query'>,
): object {
  const whole = { ...user, officeLocation: null, preferredLanguage: null };
  if (version === 'beta' || select !== undefined) return whole;
  return Object.fromEntries(Object.entries(whole).filter(([name]) => BY_DEFAULT.includes(name)));
}
