import { USER_ROLE } from '../../../../helpers/azuread.js';
import { graphRefusal } from '../../../../helpers/graph.js';
import { RULE } from '../../../../helpers/synchronization.js';
import type { Fixture, Tries } from './fixture.js';

const base = ({ servicePrincipal }: Fixture) => `/servicePrincipals/${servicePrincipal}/synchronization`;

/** A job that can reach AWS, and its path. */
function job(on: Fixture): { readonly id: string; readonly path: string } {
  const { synchronization } = on.world.entra;
  synchronization.setSecrets(on.servicePrincipal, secrets(on));
  const { id } = synchronization.createJob(on.servicePrincipal, { templateId: 'aWSSingleSignon' });
  return { id, path: `${base(on)}/jobs/${id}` };
}

/** With a token of its own. AWS has two at most. */
function secrets({ world: { aws } }: Fixture): { key: string; value: string }[] {
  for (const { id } of aws.scim.accessTokens()) aws.scim.deleteAccessToken(id);
  return [
    { key: 'BaseAddress', value: aws.scim.endpoints[0] ?? '' },
    { key: 'SecretToken', value: aws.scim.createAccessToken().token },
  ];
}

const stateOf = ({ world, servicePrincipal }: Fixture, id: string) =>
  world.entra.synchronization.job(servicePrincipal, id).schedule.state;

export const synchronization: Tries = {
  'GET /servicePrincipals/{id}/synchronization/secrets': async (on) => {
    const given = secrets(on);
    on.world.entra.synchronization.setSecrets(on.servicePrincipal, given);
    expect((await on.client.api(`${base(on)}/secrets`).get()).value).toEqual([
      given[0],
      { key: 'SecretToken', value: '*' },
    ]);
  },
  'PUT /servicePrincipals/{id}/synchronization/secrets': async (on) => {
    await on.client.api(`${base(on)}/secrets`).put({ value: secrets(on) });
    expect(on.world.entra.synchronization.secrets(on.servicePrincipal)).toHaveLength(2);
  },
  'GET /servicePrincipals/{id}/synchronization/templates': async (on) => {
    expect((await on.client.api(`${base(on)}/templates`).get()).value).toEqual([{ id: 'aWSSingleSignon' }]);
  },
  'GET /servicePrincipals/{id}/synchronization/jobs': async (on) => {
    const { id } = job(on);
    expect((await on.client.api(`${base(on)}/jobs`).get()).value).toMatchObject([{ id }]);
  },
  'POST /servicePrincipals/{id}/synchronization/jobs': async (on) => {
    const made = await on.client.api(`${base(on)}/jobs`).post({ templateId: 'aWSSingleSignon' });
    expect(made).toMatchObject({ schedule: { interval: 'PT40M', state: 'Disabled' } });
  },
  'GET /servicePrincipals/{id}/synchronization/jobs/{job}': async (on) => {
    const { id, path } = job(on);
    expect(await on.client.api(path).get()).toMatchObject({ id, status: { code: 'NotRun' } });
  },
  'DELETE /servicePrincipals/{id}/synchronization/jobs/{job}': async (on) => {
    await on.client.api(job(on).path).delete();
    expect(on.world.entra.synchronization.jobs(on.servicePrincipal)).toEqual([]);
  },
  'GET /servicePrincipals/{id}/synchronization/jobs/{job}/schema': async (on) => {
    const schema = await on.client.api(`${job(on).path}/schema`).get();
    expect(schema.synchronizationRules).toMatchObject([{ id: RULE, name: 'USERGROUP_OUTBOUND_USERGROUP' }]);
  },
  'POST /servicePrincipals/{id}/synchronization/jobs/{job}/start': async (on) => {
    const { id, path } = job(on);
    await on.client.api(`${path}/start`).post({});
    expect(stateOf(on, id)).toBe('Active');
  },
  'POST /servicePrincipals/{id}/synchronization/jobs/{job}/pause': async (on) => {
    const { id, path } = job(on);
    await on.client.api(`${path}/pause`).post({});
    expect(stateOf(on, id)).toBe('Paused');
  },
  'POST /servicePrincipals/{id}/synchronization/jobs/{job}/restart': async (on) => {
    const { id, path } = job(on);
    await on.client.api(`${path}/restart`).post({ criteria: { resetScope: 'Full' } });
    expect(stateOf(on, id)).toBe('Active');
  },
  'POST /servicePrincipals/{id}/synchronization/jobs/{job}/provisionOnDemand': async (on) => {
    const { admins, ada } = on.ids;
    on.world.entra.appRoleAssignments.create(on.servicePrincipal, {
      appRoleId: USER_ROLE,
      principalId: admins,
    });
    const links = { members: [{ objectId: ada, objectTypeName: 'User' }] };
    const subjects = [{ objectId: admins, objectTypeName: 'Group', links }];
    const { key } = await on.client
      .api(`${job(on).path}/provisionOnDemand`)
      .post({ parameters: [{ ruleId: RULE, subjects }] });
    expect(JSON.parse(key)).toMatchObject({ result: 'Success' });
    expect(on.world.entra.synchronization.summary(on.servicePrincipal)).toMatchObject({
      groups: 1,
      users: 1,
      members: 1,
    });
  },
  'POST /servicePrincipals/{id}/synchronization/jobs/{job}/validateCredentials': async (on) => {
    const path = `${job(on).path}/validateCredentials`;
    await on.client.api(path).post({ useSavedCredentials: true });
    const credentials = [...secrets(on).slice(0, 1), { key: 'SecretToken', value: 'wrong' }];
    expect(await graphRefusal(on.client.api(path).post({ credentials }))).toMatch(
      /^400 InvalidCredentials: The credentials were refused\. HTTP 401/,
    );
  },
};
