/** `/servicePrincipals`, with their signing certificates and owners. */
import type { ServicePrincipal } from '../../../world/entra/objects.js';
import { bound, changes, properties, text } from '../body.js';
import { listed } from '../odata/list.js';
import { created, found, get, NO_CONTENT, patch, post, remove, type Operation } from '../operation.js';
import { references } from './references.js';
import { servicePrincipalObject } from './service-principal-object.js';

export const servicePrincipals: readonly Operation[] = [
  get('/servicePrincipals', (call) =>
    listed<ServicePrincipal>(
      call,
      'servicePrincipals',
      (where) => call.entra.servicePrincipals.list(where),
      (each) => servicePrincipalObject(each, call),
    ),
  ),
  post('/servicePrincipals', (call) => {
    const { entra, body } = call;
    const appId = text(body, 'appId', 'ServicePrincipal');
    const owners = bound(body, 'owners');
    const { id } = entra.servicePrincipals.create({ ...properties(body), appId });
    for (const owner of owners) entra.servicePrincipals.owners.add(id, owner);
    return created('servicePrincipals', servicePrincipalObject(entra.servicePrincipals.get(id), call));
  }),
  get('/servicePrincipals/{id}', (call) =>
    found('servicePrincipals', servicePrincipalObject(call.entra.servicePrincipals.get(call.id('id')), call)),
  ),
  patch('/servicePrincipals/{id}', ({ entra, id, body }) => {
    entra.servicePrincipals.update(id('id'), changes(body, id('id')));
    return NO_CONTENT;
  }),
  remove('/servicePrincipals/{id}', ({ entra, id }) => {
    entra.servicePrincipals.delete(id('id'));
    return NO_CONTENT;
  }),
  post('/servicePrincipals/{id}/addTokenSigningCertificate', async ({ entra, id, body }) =>
    found('microsoft.graph.selfSignedCertificate', await entra.tokenSigning.add(id('id'), body)),
  ),
  ...references('/servicePrincipals/{id}/owners', ({ servicePrincipals: { owners } }) => owners),
];
