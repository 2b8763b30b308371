import { GONE } from '../../../../helpers/entra.js';
import { graphRefusal } from '../../../../helpers/graph.js';
import { referenceTo, type Tries } from './fixture.js';

export const servicePrincipals: Tries = {
  'GET /servicePrincipals': async ({ client, appId, servicePrincipal }) => {
    const found = await client.api('/servicePrincipals').filter(`appId eq '${appId}'`).get();
    expect(found.value).toMatchObject([{ id: servicePrincipal, appRoleAssignmentRequired: true }]);
  },
  'POST /servicePrincipals': async ({ client, appId, servicePrincipal, world, served, ids }) => {
    world.entra.servicePrincipals.delete(servicePrincipal);
    const owner = `${served.origin}/v1.0/directoryObjects/${ids.ada}`;
    const made = await client.api('/servicePrincipals').post({ appId, 'owners@odata.bind': [owner] });
    expect(made).toMatchObject({ appId, appRoleAssignmentRequired: false });
    expect(world.entra.servicePrincipals.owners.list(made.id)).toMatchObject([{ id: ids.ada }]);
  },
  'GET /servicePrincipals/{id}': async ({ client, servicePrincipal, appId }) => {
    expect(await client.api(`/servicePrincipals/${servicePrincipal}`).get()).toMatchObject({ appId });
  },
  'PATCH /servicePrincipals/{id}': async ({ client, servicePrincipal, world }) => {
    await client.api(`/servicePrincipals/${servicePrincipal}`).patch({ preferredSingleSignOnMode: 'saml' });
    expect(world.entra.servicePrincipals.get(servicePrincipal).preferredSingleSignOnMode).toBe('saml');
  },
  'DELETE /servicePrincipals/{id}': async ({ client, servicePrincipal }) => {
    const path = `/servicePrincipals/${servicePrincipal}`;
    await client.api(path).delete();
    expect(await graphRefusal(client.api(path).get())).toBe(GONE(servicePrincipal));
  },
  'POST /servicePrincipals/{id}/addTokenSigningCertificate': async ({ client, servicePrincipal }) => {
    const path = `/servicePrincipals/${servicePrincipal}`;
    const certificate = await client
      .api(`${path}/addTokenSigningCertificate`)
      .post({ displayName: 'CN=first', endDateTime: '2028-01-01T00:00:00Z' });
    expect(certificate).toMatchObject({ displayName: 'CN=first', usage: 'Verify' });

    const selected = await client.api(path).select('keyCredentials').get();
    expect(selected.keyCredentials[1]).toMatchObject({ usage: 'Verify', key: certificate.key });
    const whole = await client.api(path).get();
    expect(whole.keyCredentials[1]).toMatchObject({ usage: 'Verify', key: null });
  },
  'GET /servicePrincipals/{id}/owners': async ({ client, servicePrincipal, world, ids }) => {
    world.entra.servicePrincipals.owners.add(servicePrincipal, ids.ada);
    const { value } = await client.api(`/servicePrincipals/${servicePrincipal}/owners`).get();
    expect(value).toMatchObject([{ id: ids.ada }]);
  },
  'POST /servicePrincipals/{id}/owners/$ref': async (on) => {
    await on.client
      .api(`/servicePrincipals/${on.servicePrincipal}/owners/$ref`)
      .post(referenceTo(on, on.ids.bob));
    expect(on.world.entra.servicePrincipals.owners.list(on.servicePrincipal)).toMatchObject([
      { id: on.ids.bob },
    ]);
  },
  'DELETE /servicePrincipals/{id}/owners/{reference}/$ref': async (on) => {
    const { owners } = on.world.entra.servicePrincipals;
    owners.add(on.servicePrincipal, on.ids.ada);
    await on.client.api(`/servicePrincipals/${on.servicePrincipal}/owners/${on.ids.ada}/$ref`).delete();
    expect(owners.list(on.servicePrincipal)).toEqual([]);
  },
};
