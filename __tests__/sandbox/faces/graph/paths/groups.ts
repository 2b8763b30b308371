import { GONE } from '../../../../helpers/entra.js';
import { graphRefusal } from '../../../../helpers/graph.js';
import { referenceTo, type Fixture, type Tries } from './fixture.js';

/** A new group that Ada owns and Bob belongs to. */
function make({ world: { entra }, ids }: Fixture): string {
  const { id } = entra.groups.create({ displayName: 'Team', mailNickname: 'team', securityEnabled: true }, [
    ids.ada,
  ]);
  entra.groups.addMember(id, ids.bob);
  return id;
}

export const groups: Tries = {
  'GET /groups': async ({ client, ids }) => {
    const { value } = await client
      .api('/groups')
      .filter("displayName in ('Admins','Nobody') and securityEnabled eq true")
      .get();
    expect(value).toMatchObject([{ id: ids.admins }]);
  },
  'POST /groups': async ({ client, world, served, ids }) => {
    const at = (id: string) => [`${served.origin}/v1.0/directoryObjects/${id}`];
    const { id } = await client.api('/groups').post({
      displayName: 'Made',
      mailEnabled: false,
      mailNickname: 'made',
      securityEnabled: true,
      'owners@odata.bind': at(ids.ada),
      'members@odata.bind': at(ids.bob),
    });
    expect(world.entra.groups.owners(id)).toMatchObject([{ id: ids.ada }]);
    expect(world.entra.groups.members(id)).toMatchObject([{ id: ids.bob }]);
  },
  'GET /groups/{id}': async ({ client, ids }) => {
    expect(await client.api(`/groups/${ids.admins}`).get()).toMatchObject({ displayName: 'Admins' });
  },
  'PATCH /groups/{id}': async (on) => {
    const id = make(on);
    await on.client.api(`/groups/${id}`).patch({
      description: 'changed',
      'members@odata.bind': [`${on.served.origin}/v1.0/directoryObjects/${on.ids.eve}`],
    });
    expect(on.world.entra.groups.get(id).description).toBe('changed');
    expect(on.world.entra.groups.members(id)).toMatchObject([{ id: on.ids.bob }, { id: on.ids.eve }]);
  },
  'DELETE /groups/{id}': async (on) => {
    const id = make(on);
    await on.client.api(`/groups/${id}`).delete();
    expect(await graphRefusal(on.client.api(`/groups/${id}`).get())).toBe(GONE(id));
  },
  'GET /groups/{id}/members': async (on) => {
    const { value } = await on.client
      .api(`/groups/${make(on)}/members`)
      .select('id')
      .get();
    expect(value).toEqual([{ '@odata.type': '#microsoft.graph.user', id: on.ids.bob }]);
  },
  'POST /groups/{id}/members/$ref': async (on) => {
    const id = make(on);
    await on.client.api(`/groups/${id}/members/$ref`).post(referenceTo(on, on.ids.ada));
    expect(on.world.entra.groups.members(id)).toMatchObject([{ id: on.ids.bob }, { id: on.ids.ada }]);
  },
  'DELETE /groups/{id}/members/{reference}/$ref': async (on) => {
    const id = make(on);
    await on.client.api(`/groups/${id}/members/${on.ids.bob}/$ref`).delete();
    expect(on.world.entra.groups.members(id)).toEqual([]);
  },
  'GET /groups/{id}/memberOf': async (on) => {
    const id = make(on);
    on.world.entra.groups.addMember(id, on.ids.admins);
    const { value } = await on.client.api(`/groups/${on.ids.admins}/memberOf`).get();
    expect(value).toMatchObject([{ '@odata.type': '#microsoft.graph.group', id }]);
  },
  'GET /users/{id}/memberOf': async ({ client, ids }) => {
    const { value } = await client.api(`/users/${ids.ada}/memberOf`).get();
    expect(value.map(({ displayName }: { displayName: string }) => displayName)).toContain('Admins');
  },
  'GET /servicePrincipals/{id}/memberOf': async ({ client, servicePrincipal }) => {
    expect((await client.api(`/servicePrincipals/${servicePrincipal}/memberOf`).get()).value).toEqual([]);
  },
  'GET /groups/{id}/owners': async (on) => {
    const { value } = await on.client.api(`/groups/${make(on)}/owners`).get();
    expect(value).toMatchObject([{ id: on.ids.ada }]);
  },
  'POST /groups/{id}/owners/$ref': async (on) => {
    const id = make(on);
    await on.client.api(`/groups/${id}/owners/$ref`).post(referenceTo(on, on.ids.bob));
    expect(on.world.entra.groups.owners(id)).toMatchObject([{ id: on.ids.ada }, { id: on.ids.bob }]);
  },
  'DELETE /groups/{id}/owners/{reference}/$ref': async (on) => {
    const path = `/groups/${make(on)}/owners/${on.ids.ada}/$ref`;
    expect(await graphRefusal(on.client.api(path).delete())).toBe(
      '400 Request_BadRequest: The group must have at least one owner, hence this owner cannot be removed.',
    );
  },
};
