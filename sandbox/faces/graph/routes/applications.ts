/** `/applicationTemplates` and `/applications`. */
import type { Application, ApplicationTemplate } from '../../../world/entra/objects.js';
import { changes, text } from '../body.js';
import { listed } from '../odata/list.js';
import { created, found, get, NO_CONTENT, patch, post, remove, type Operation } from '../operation.js';
import { references } from './references.js';

export const applications: readonly Operation[] = [
  get('/applicationTemplates', (call) =>
    listed<ApplicationTemplate>(call, 'applicationTemplates', (where) =>
      call.entra.applicationTemplates.list(where),
    ),
  ),
  get('/applicationTemplates/{id}', ({ entra, id }) =>
    found('applicationTemplates', entra.applicationTemplates.get(id('id'))),
  ),
  post('/applicationTemplates/{id}/instantiate', ({ entra, id, body }) =>
    created(
      'microsoft.graph.applicationServicePrincipal',
      entra.applicationTemplates.instantiate(id('id'), {
        displayName: text(body, 'displayName', 'applicationTemplate'),
      }),
    ),
  ),

  get('/applications', (call) =>
    listed<Application>(call, 'applications', (where) => call.entra.applications.list(where)),
  ),
  get('/applications/{id}', ({ entra, id }) => found('applications', entra.applications.get(id('id')))),
  patch('/applications/{id}', ({ entra, id, body }) => {
    entra.applications.update(id('id'), changes(body, id('id')));
    return NO_CONTENT;
  }),
  remove('/applications/{id}', ({ entra, id }) => {
    entra.applications.delete(id('id'));
    return NO_CONTENT;
  }),
  ...references('/applications/{id}/owners', ({ applications: { owners } }) => owners),
];
