/** Provisioning's resources without Terraform: what they bring about, and what is refused in the provider's own words. */
import { azureadResource, createConnection, graph, refused } from '../../../../helpers/azuread-resources.js';
import { USER_ROLE } from '../../../../helpers/azuread.js';
import { GONE, NOBODY } from '../../../../helpers/entra.js';
import { RULE } from '../../../../helpers/synchronization.js';

const secrets = azureadResource('azuread_synchronization_secret');
const jobs = azureadResource('azuread_synchronization_job');
const onDemand = azureadResource('azuread_synchronization_job_provision_on_demand');

const named = (principal: string) => `Service Principal (Service Principal: "${principal}")`;
const jobNamed = (principal: string, job: string) =>
  `Service Principal Id Synchronization Job (Service Principal: "${principal}"\nSynchronization Job: "${job}")`;

function setUp() {
  const made = createConnection();
  const { id } = made.servicePrincipal;
  return {
    ...made,
    synchronization: made.entra.synchronization,
    id,
    service_principal_id: `/servicePrincipals/${id}`,
  };
}
const address = { key: 'BaseAddress', value: 'https://scim.eu-west-1.amazonaws.com/t/scim/v2' };
const token = { key: 'SecretToken', value: 'hush' };

describe('a secret that was stored before', () => {
  const waiting = (principal: string) => ({
    summary: `Waiting for synchronization secrets for ${named(principal)}`,
    detail: "timeout while waiting for state to become 'Done' (last state: 'Waiting', timeout: 5m0s)",
  });

  test('makes creation time out after five minutes of the world (azuread issue 1013), remembering nothing', async () => {
    const { connection, synchronization, world, id, service_principal_id } = setUp();
    synchronization.setSecrets(id, [{ key: 'SyncAll', value: 'false' }]);
    const begun = world.clock.now().getTime();
    const planned = { service_principal_id, credential: [address, token] };
    const { refusal, left } = await refused(secrets.create(connection, planned));
    expect(refusal).toEqual(waiting(id));
    expect(left).toBeUndefined();
    expect(world.clock.now().getTime() - begun).toBe(300_000);
    expect(synchronization.secrets(id)).toHaveLength(3);
  });

  test('makes an update time out, also one that leaves a credential out; it is remembered as made', async () => {
    const { connection, id, service_principal_id } = setUp();
    const prior = await secrets.create(connection, { service_principal_id, credential: [address, token] });
    const planned = { ...prior, credential: [token], timeouts: { update: '1m' } };
    const { refusal, left } = await refused(secrets.update?.(connection, planned, prior) ?? Promise.reject());
    expect(refusal).toEqual({
      summary: waiting(id).summary,
      detail: "timeout while waiting for state to become 'Done' (last state: 'Waiting', timeout: 1m0s)",
    });
    expect(left).toEqual(planned);
  });
});

test('secrets of no service principal', async () => {
  const { connection } = setUp();
  const service_principal_id = `/servicePrincipals/${NOBODY}`;
  const { refusal } = await refused(
    secrets.create(connection, { service_principal_id, credential: [address] }),
  );
  expect(refusal).toEqual({
    summary: `Creating synchronization secret for ${named(NOBODY)}`,
    detail: graph(GONE(NOBODY)),
  });
  expect(await secrets.read(connection, { id: service_principal_id, credential: [] })).toBeNull();
  const removed = await refused(
    secrets.remove(connection, { id: service_principal_id, credential: [address] }),
  );
  expect(removed.refusal.summary).toBe(`Removing synchronization secrets for ${named(NOBODY)}`);
});

test('a job of no service principal, and of a template that the application has not', async () => {
  const { connection, id, service_principal_id } = setUp();
  const planned = { template_id: 'aWSSingleSignon', enabled: true };
  expect(
    (
      await refused(
        jobs.create(connection, { ...planned, service_principal_id: `/servicePrincipals/${NOBODY}` }),
      )
    ).refusal,
  ).toEqual({ summary: `${named(NOBODY)} was not found`, attribute: ['service_principal_id'] });
  const { refusal } = await refused(
    jobs.create(connection, { ...planned, service_principal_id, template_id: 'scim' }),
  );
  expect(refusal.summary).toBe(`Creating synchronization job for ${named(id)}`);
  expect(refusal.detail).toMatch(/^unexpected status 4\d\d /);
});

test('a job that is gone is read as gone, and can’t be deleted', async () => {
  const { connection, id } = setUp();
  const state = { id: `/servicePrincipals/${id}/synchronization/jobs/gone` };
  expect(await jobs.read(connection, state)).toBeNull();
  const { refusal } = await refused(jobs.remove(connection, state));
  expect(refusal.summary).toBe(`Removing ${jobNamed(id, 'gone')}`);
});

describe('provisioning on demand', () => {
  const planned = (service_principal_id: string, job: string, group = NOBODY) => ({
    service_principal_id,
    synchronization_job_id: `${service_principal_id}/synchronization/jobs/${job}`,
    parameter: [{ rule_id: RULE, subject: [{ object_id: group, object_type_name: 'Group' }] }],
    triggers: null,
  });

  test('of a group brings the group to AWS', async () => {
    const { connection, entra, world, synchronization, id, service_principal_id } = setUp();
    const group = entra.groups.list({ displayName: 'Operators' })[0]?.id ?? '';
    entra.appRoleAssignments.create(id, { appRoleId: USER_ROLE, principalId: group });
    world.aws.scim.enable();
    synchronization.setSecrets(id, [
      { key: 'BaseAddress', value: world.aws.scim.endpoints[0] ?? '' },
      { key: 'SecretToken', value: world.aws.scim.createAccessToken().token },
    ]);
    const job = synchronization.createJob(id, { templateId: 'aWSSingleSignon' }).id;
    await onDemand.create(connection, planned(service_principal_id, job, group));
    expect(synchronization.provisioningLog()).toMatchObject([
      { name: 'Operators', type: 'Group', action: 'Create', outcome: 'Success' },
    ]);
  });

  test('that comes to nothing is taken for done', async () => {
    const { connection, entra, synchronization, id, service_principal_id } = setUp();
    const group = entra.groups.list({ displayName: 'Operators' })[0]?.id ?? '';
    const job = synchronization.createJob(id, { templateId: 'aWSSingleSignon' }).id;
    const wanted = planned(service_principal_id, job, group);
    expect(await onDemand.create(connection, wanted)).toMatchObject(wanted);
    expect(synchronization.summary(id).groups).toBe(0);
  });

  test('of no service principal, of no job, and of no object', async () => {
    const { connection, synchronization, id, service_principal_id } = setUp();
    const refusal = async (wanted: ReturnType<typeof planned>) =>
      (await refused(onDemand.create(connection, wanted))).refusal;
    expect(await refusal(planned(`/servicePrincipals/${NOBODY}`, 'x'))).toEqual({
      summary: `${named(NOBODY)} was not found`,
      attribute: ['service_principal_id'],
    });
    expect(await refusal(planned(service_principal_id, 'x'))).toEqual({
      summary: `${jobNamed(id, 'x')} was not found`,
      attribute: ['synchronization_job_id'],
    });
    const job = synchronization.createJob(id, { templateId: 'aWSSingleSignon' }).id;
    expect(await refusal(planned(service_principal_id, job))).toEqual({
      summary: `Provisioning ${jobNamed(id, job)}`,
      detail: graph(GONE(NOBODY)),
    });
  });
});
