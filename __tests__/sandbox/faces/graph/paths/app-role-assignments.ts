import { USER_ROLE } from '../../../../helpers/azuread.js';
import type { Fixture, Tries } from './fixture.js';

const assign = ({ world, servicePrincipal }: Fixture, principalId: string) =>
  world.entra.appRoleAssignments.create(servicePrincipal, { appRoleId: USER_ROLE, principalId });

const assignedTo = ({ servicePrincipal }: Fixture, ...rest: string[]) =>
  ['/servicePrincipals', servicePrincipal, 'appRoleAssignedTo', ...rest].join('/');

export const appRoleAssignments: Tries = {
  'GET /servicePrincipals/{id}/appRoleAssignedTo': async (on) => {
    assign(on, on.ids.admins);
    const { value } = await on.client.api(assignedTo(on)).get();
    expect(value).toMatchObject([{ principalDisplayName: 'Admins', principalType: 'Group' }]);
  },
  'POST /servicePrincipals/{id}/appRoleAssignedTo': async (on) => {
    const { admins: principalId } = on.ids;
    const body = { appRoleId: USER_ROLE, principalId, resourceId: on.servicePrincipal };
    expect(await on.client.api(assignedTo(on)).post(body)).toMatchObject({ principalId });
    expect(on.world.entra.appRoleAssignments.list(on.servicePrincipal)).toHaveLength(1);
  },
  'GET /servicePrincipals/{id}/appRoleAssignedTo/{assignment}': async (on) => {
    const { id } = assign(on, on.ids.ada);
    expect(await on.client.api(assignedTo(on, id)).get()).toMatchObject({ principalId: on.ids.ada });
  },
  'DELETE /servicePrincipals/{id}/appRoleAssignedTo/{assignment}': async (on) => {
    const { id } = assign(on, on.ids.ada);
    await on.client.api(assignedTo(on, id)).delete();
    expect(on.world.entra.appRoleAssignments.list(on.servicePrincipal)).toEqual([]);
  },
  'GET /users/{id}/appRoleAssignments': async (on) => {
    const { id } = assign(on, on.ids.bob);
    const { value } = await on.client.api(`/users/${on.ids.bob}/appRoleAssignments`).get();
    expect(value).toMatchObject([{ id, resourceId: on.servicePrincipal }]);
  },
  'GET /groups/{id}/appRoleAssignments': async (on) => {
    const { id } = assign(on, on.ids.admins);
    const { value } = await on.client.api(`/groups/${on.ids.admins}/appRoleAssignments`).get();
    expect(value.map((each: { id: string }) => each.id)).toContain(id);
  },
  'GET /servicePrincipals/{id}/appRoleAssignments': async ({ client, servicePrincipal }) => {
    const { value } = await client.api(`/servicePrincipals/${servicePrincipal}/appRoleAssignments`).get();
    expect(value).toEqual([]);
  },
};
