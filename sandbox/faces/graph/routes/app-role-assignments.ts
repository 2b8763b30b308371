/** Who is assigned to an application, and what somebody is assigned to. */
import { text } from '../body.js';
import { whole } from '../odata/list.js';
import { created, found, get, NO_CONTENT, post, remove, type Operation } from '../operation.js';

const CONTEXT = 'appRoleAssignments';
const ASSIGNED_TO = '/servicePrincipals/{id}/appRoleAssignedTo';

export const appRoleAssignments: readonly Operation[] = [
  get(ASSIGNED_TO, (call) => whole(call, CONTEXT, call.entra.appRoleAssignments.list(call.id('id')))),
  post(ASSIGNED_TO, ({ entra, id, body }) =>
    created(
      CONTEXT,
      entra.appRoleAssignments.create(id('id'), {
        appRoleId: text(body, 'appRoleId', 'AppRoleAssignment'),
        principalId: text(body, 'principalId', 'AppRoleAssignment'),
      }),
    ),
  ),
  get(`${ASSIGNED_TO}/{assignment}`, ({ entra, id }) =>
    found(CONTEXT, entra.appRoleAssignments.get(id('id'), id('assignment'))),
  ),
  remove(`${ASSIGNED_TO}/{assignment}`, ({ entra, id }) => {
    entra.appRoleAssignments.delete(id('id'), id('assignment'));
    return NO_CONTENT;
  }),
  ...['/users', '/groups', '/servicePrincipals'].map((principals) =>
    get(`${principals}/{id}/appRoleAssignments`, (call) =>
      whole(call, CONTEXT, call.entra.appRoleAssignments.listOfPrincipal(call.id('id'))),
    ),
  ),
];
