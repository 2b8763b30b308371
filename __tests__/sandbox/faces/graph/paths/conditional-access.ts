import { GONE } from '../../../../helpers/entra.js';
import { graphRefusal } from '../../../../helpers/graph.js';
import type { Fixture, Tries } from './fixture.js';

const PATH = '/identity/conditionalAccess/policies';

const policy = ({ appId }: Fixture, displayName = 'MFA') => ({
  displayName,
  state: 'enabledForReportingButNotEnforced',
  conditions: {
    clientAppTypes: ['all'],
    applications: { includeApplications: [appId] },
    users: { includeUsers: ['All'] },
  },
  grantControls: { operator: 'OR', builtInControls: ['mfa'] },
});

const make = (on: Fixture, displayName?: string) =>
  on.world.entra.conditionalAccessPolicies.create(policy(on, displayName)).id;

const strengths = (path: string): Tries => ({
  [`GET ${path}`]: async ({ client }) => {
    expect((await client.api(path).get()).value).toHaveLength(3);
  },
  [`GET ${path}/{id}`]: async ({ client }) => {
    expect(await client.api(`${path}/00000000-0000-0000-0000-000000000004`).get()).toMatchObject({
      displayName: 'Phishing-resistant MFA',
    });
  },
});

export const conditionalAccess: Tries = {
  'GET /identity/conditionalAccess/policies': async (on) => {
    const id = make(on, 'Listed');
    const { value } = await on.client.api(PATH).filter("displayName eq 'Listed'").get();
    expect(value).toMatchObject([{ id }]);
  },
  'POST /identity/conditionalAccess/policies': async (on) => {
    const { id } = await on.client.api(PATH).post(policy(on));
    expect(on.world.entra.conditionalAccessPolicies.get(id).grantControls?.builtInControls).toEqual(['mfa']);
  },
  'GET /identity/conditionalAccess/policies/{id}': async (on) => {
    const { conditions } = await on.client.api(`${PATH}/${make(on)}`).get();
    expect(conditions.applications.includeApplications).toEqual([on.appId]);
  },
  'PATCH /identity/conditionalAccess/policies/{id}': async (on) => {
    const id = make(on);
    await on.client.api(`${PATH}/${id}`).patch({ state: 'disabled' });
    expect(on.world.entra.conditionalAccessPolicies.get(id).state).toBe('disabled');
  },
  'DELETE /identity/conditionalAccess/policies/{id}': async (on) => {
    const id = make(on);
    await on.client.api(`${PATH}/${id}`).delete();
    expect(await graphRefusal(on.client.api(`${PATH}/${id}`).get())).toBe(GONE(id));
  },
  'GET /identity/conditionalAccess/namedLocations': async ({ client }) => {
    expect((await client.api('/identity/conditionalAccess/namedLocations').get()).value).toEqual([]);
  },
  ...strengths('/policies/authenticationStrengthPolicies'),
  ...strengths('/identity/conditionalAccess/authenticationStrength/policies'),
};
