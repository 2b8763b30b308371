import { GONE } from '../../../../helpers/entra.js';
import { graphRefusal } from '../../../../helpers/graph.js';
import { referenceTo, type Fixture, type Tries } from './fixture.js';

const definition = [
  JSON.stringify({ ClaimsMappingPolicy: { Version: 1, IncludeBasicClaimSet: 'true', ClaimsSchema: [] } }),
];
const PATH = '/policies/claimsMappingPolicies';

const make = ({ world }: Fixture, displayName = 'Claims') =>
  world.entra.claimsMappingPolicies.create({ definition, displayName }).id;

export const claimsMappingPolicies: Tries = {
  'GET /policies/claimsMappingPolicies': async (on) => {
    const id = make(on, 'Only one');
    const { value } = await on.client.api(PATH).filter("displayName eq 'only one'").get();
    expect(value).toMatchObject([{ id, definition }]);
  },
  'POST /policies/claimsMappingPolicies': async ({ client, world }) => {
    const { id } = await client.api(PATH).post({ definition, displayName: 'Made' });
    expect(world.entra.claimsMappingPolicies.get(id).displayName).toBe('Made');
  },
  'GET /policies/claimsMappingPolicies/{id}': async (on) => {
    const id = make(on);
    expect(await on.client.api(`${PATH}/${id}`).get()).toMatchObject({ displayName: 'Claims', definition });
  },
  'PATCH /policies/claimsMappingPolicies/{id}': async (on) => {
    const id = make(on);
    await on.client.api(`${PATH}/${id}`).patch({ displayName: 'Renamed' });
    expect(on.world.entra.claimsMappingPolicies.get(id).displayName).toBe('Renamed');
  },
  'DELETE /policies/claimsMappingPolicies/{id}': async (on) => {
    const id = make(on);
    await on.client.api(`${PATH}/${id}`).delete();
    expect(await graphRefusal(on.client.api(`${PATH}/${id}`).get())).toBe(GONE(id));
  },
  'GET /policies/claimsMappingPolicies/{id}/appliesTo': async (on) => {
    const id = make(on);
    const path = `${PATH}/${id}/appliesTo`;
    expect((await on.client.api(path).get()).value).toEqual([]);
    on.world.entra.claimsMappingPolicies.assign(on.servicePrincipal, id);
    expect((await on.client.api(path).get()).value).toMatchObject([
      { '@odata.type': '#microsoft.graph.servicePrincipal', id: on.servicePrincipal },
    ]);
  },
  'GET /servicePrincipals/{id}/claimsMappingPolicies': async (on) => {
    const id = make(on);
    on.world.entra.claimsMappingPolicies.assign(on.servicePrincipal, id);
    const path = `/servicePrincipals/${on.servicePrincipal}/claimsMappingPolicies`;
    expect((await on.client.api(path).get()).value).toMatchObject([{ id }]);
  },
  'POST /servicePrincipals/{id}/claimsMappingPolicies/$ref': async (on) => {
    const id = make(on);
    const path = `/servicePrincipals/${on.servicePrincipal}/claimsMappingPolicies/$ref`;
    await on.client.api(path).post(referenceTo(on, id));
    expect(on.world.entra.claimsMappingPolicies.assigned(on.servicePrincipal)).toMatchObject([{ id }]);
  },
  'DELETE /servicePrincipals/{id}/claimsMappingPolicies/{policy}/$ref': async (on) => {
    const id = make(on);
    on.world.entra.claimsMappingPolicies.assign(on.servicePrincipal, id);
    const path = `/servicePrincipals/${on.servicePrincipal}/claimsMappingPolicies/${id}/$ref`;
    await on.client.api(path).delete();
    expect(on.world.entra.claimsMappingPolicies.assigned(on.servicePrincipal)).toEqual([]);
  },
};
