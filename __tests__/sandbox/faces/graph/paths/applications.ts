import { IDENTITY_CENTER } from '../../../../helpers/azuread.js';
import { GONE } from '../../../../helpers/entra.js';
import { graphRefusal } from '../../../../helpers/graph.js';
import { referenceTo, type Tries } from './fixture.js';

const TEMPLATE = 'AWS IAM Identity Center (successor to AWS Single Sign-On)';

export const applications: Tries = {
  'GET /applicationTemplates': async ({ client }) => {
    const found = await client.api('/applicationTemplates').filter(`displayName eq '${TEMPLATE}'`).get();
    expect(found.value).toMatchObject([{ id: IDENTITY_CENTER }]);
  },
  'GET /applicationTemplates/{id}': async ({ client }) => {
    expect(await client.api(`/applicationTemplates/${IDENTITY_CENTER}`).get()).toMatchObject({
      displayName: TEMPLATE,
    });
  },
  'POST /applicationTemplates/{id}/instantiate': async ({ client, world }) => {
    const made = await client
      .api(`/applicationTemplates/${IDENTITY_CENTER}/instantiate`)
      .post({ displayName: 'Made' });
    expect(made.application).toMatchObject({ displayName: 'Made', identifierUris: [] });
    expect(made.servicePrincipal).toMatchObject({ appId: made.application.appId });
    expect(world.entra.applications.get(made.application.id).displayName).toBe('Made');
  },

  'GET /applications': async ({ client, appId, application }) => {
    const found = await client.api('/applications').filter(`appId eq '${appId}'`).get();
    expect(found.value).toMatchObject([{ id: application }]);
  },
  'GET /applications/{id}': async ({ client, application, appId }) => {
    expect(await client.api(`/applications/${application}`).get()).toMatchObject({ appId });
  },
  'PATCH /applications/{id}': async ({ client, application, world }) => {
    await client.api(`/applications/${application}`).patch({ notes: 'a note', optionalClaims: null });
    expect(world.entra.applications.get(application).notes).toBe('a note');
  },
  'DELETE /applications/{id}': async ({ client, application, servicePrincipal }) => {
    await client.api(`/applications/${application}`).delete();
    for (const [path, id] of [
      ['applications', application],
      ['servicePrincipals', servicePrincipal],
    ] as const)
      expect(await graphRefusal(client.api(`/${path}/${id}`).get())).toBe(GONE(id));
  },
  'GET /applications/{id}/owners': async ({ client, application, world, ids }) => {
    world.entra.applications.owners.add(application, ids.ada);
    const { value } = await client.api(`/applications/${application}/owners`).get();
    expect(value).toMatchObject([{ '@odata.type': '#microsoft.graph.user', id: ids.ada }]);
  },
  'POST /applications/{id}/owners/$ref': async (on) => {
    await on.client.api(`/applications/${on.application}/owners/$ref`).post(referenceTo(on, on.ids.bob));
    expect(on.world.entra.applications.owners.list(on.application)).toMatchObject([{ id: on.ids.bob }]);
  },
  'DELETE /applications/{id}/owners/{reference}/$ref': async ({ client, application, world, ids }) => {
    world.entra.applications.owners.add(application, ids.ada);
    await client.api(`/applications/${application}/owners/${ids.ada}/$ref`).delete();
    expect(world.entra.applications.owners.list(application)).toEqual([]);
  },
};
