import { GONE, NOBODY } from '../../../../helpers/entra.js';
import { graphRefusal } from '../../../../helpers/graph.js';
import type { Tries } from './fixture.js';

export const users: Tries = {
  'GET /users': async ({ client, ids }) => {
    const { value } = await client.api('/users').filter("mail eq 'ADA@test.example'").get();
    expect(value).toMatchObject([{ id: ids.ada }]);
  },
  'GET /users/{id}': async ({ client, ids }) => {
    const byDefault = await client.api('/users/ada@test.example').get();
    expect(byDefault).toMatchObject({ id: ids.ada, displayName: 'Ada' });
    expect(byDefault).not.toHaveProperty('department');
    const more = await client.api(`/users/${ids.ada}`).select('department,employeeId').get();
    expect(more).toMatchObject({ department: 'Dev', employeeId: null });
    expect(await client.api(`/users/${ids.ada}`).version('beta').get()).toMatchObject({ department: 'Dev' });
  },
  'PATCH /users/{id}': async ({ client, ids, world }) => {
    await client.api(`/users/${ids.bob}`).patch({ jobTitle: 'Engineer' });
    expect(world.entra.users.get(ids.bob).jobTitle).toBe('Engineer');
  },
  'GET /users/{id}/manager': async ({ client, ids }) => {
    expect(await graphRefusal(client.api(`/users/${ids.ada}/manager`).get())).toBe(GONE('manager'));
  },
  'GET /directoryObjects/{id}': async ({ client, ids }) => {
    expect(await client.api(`/directoryObjects/${ids.admins}`).get()).toMatchObject({
      '@odata.type': '#microsoft.graph.group',
      displayName: 'Admins',
    });
  },
  'POST /directoryObjects/getByIds': async ({ client, ids, servicePrincipal }) => {
    const wanted = [ids.ada, NOBODY, servicePrincipal];
    const { value } = await client.api('/directoryObjects/getByIds').post({ ids: wanted });
    expect(value).toMatchObject([{ id: ids.ada }, { id: servicePrincipal }]);
    const only = await client
      .api('/directoryObjects/getByIds')
      .post({ ids: wanted, types: ['servicePrincipal'] });
    expect(only.value).toMatchObject([{ '@odata.type': '#microsoft.graph.servicePrincipal' }]);
  },
  'GET /organization': async ({ client, world }) => {
    expect((await client.api('/organization').get()).value).toMatchObject([
      { id: world.entra.tenantId, verifiedDomains: [{ name: 'test.example' }] },
    ]);
  },
};

/** Last, as they take somebody away. */
export const departures: Tries = {
  'DELETE /users/{id}': async ({ client, ids, world }) => {
    await client.api(`/users/${ids.eve}`).delete();
    expect(world.entra.users.list({ id: ids.eve })).toEqual([]);
  },
  'DELETE /directory/deletedItems/{id}': async ({ client, ids, world }) => {
    world.entra.users.delete(ids.bob);
    await client.api(`/directory/deletedItems/${ids.bob}`).delete();
    expect(await graphRefusal(client.api(`/directory/deletedItems/${ids.bob}`).delete())).toBe(GONE(ids.bob));
  },
};
