import { serveEntra, type ServedEntra } from '../../../../helpers/served-entra.js';
import {
  credentials,
  JOB,
  jobBlock,
  ON_DEMAND,
  onDemandBlock,
  provisioningConfiguration,
  RULE,
  SECRET,
  secretBlock,
  subjectOf,
} from '../../../../helpers/synchronization.js';

let served: ServedEntra;
beforeAll(async () => {
  served = await serveEntra(provisioningConfiguration());
  await served.terraform.apply();
});
afterAll(() => served.stop());

const principal = (): string =>
  served.entra.servicePrincipals.list({ displayName: 'AWS (test)' })[0]?.id ?? '';
const job = () => served.entra.synchronization.jobs(principal())[0];
const planned = async (changes: Parameters<typeof provisioningConfiguration>[0]) =>
  (await served.plan(provisioningConfiguration(changes))).actions;
const applied = (changes: Parameters<typeof provisioningConfiguration>[0] = {}) =>
  served.apply(provisioningConfiguration(changes));

test('the tenant has the secrets and a job that runs, and the second plan is empty', async () => {
  expect(served.entra.synchronization.secrets(principal())).toEqual([
    { key: 'BaseAddress', value: credentials.BaseAddress },
    { key: 'SecretToken', value: '*' },
    { key: 'SyncAll', value: 'false' },
  ]);
  expect(job()).toMatchObject({ templateId: 'aWSSingleSignon', schedule: { state: 'Active' } });
  expect(await planned({})).toEqual({});
});

test('the job tells its schedule, and its id is the service principal’s and its own', async () => {
  const { json } = await served.plan(provisioningConfiguration());
  const before = json.resource_changes?.find(({ address }) => address === JOB)?.change.before;
  expect(before).toMatchObject({
    id: `/servicePrincipals/${principal()}/synchronization/jobs/${job()?.id}`,
    schedule: [{ expiration: '', interval: 'PT40M', state: 'Active' }],
  });
});

test('values of credentials aren’t printed', async () => {
  const printed = await applied({ [SECRET]: secretBlock({ ...credentials, SecretToken: 'hush' }) });
  expect(printed).not.toContain('hush');
  expect(printed).toContain('(sensitive value)');
  await applied();
});

describe('the secret', () => {
  test.each([
    ['another token', { ...credentials, SecretToken: 'token-2' }],
    ['another address', { ...credentials, BaseAddress: 'https://scim.eu-west-1.api.aws/t/scim/v2' }],
    ['one more credential', { ...credentials, SkipOutOfScopeDeletions: 'true' }],
  ])('%s: updated in place', async (_, next) => {
    expect(await planned({ [SECRET]: secretBlock(next) })).toEqual({ [SECRET]: 'update' });
  });

  test('an update is remembered, and there is nothing more to do', async () => {
    const next = { ...credentials, SecretToken: 'token-2' };
    await applied({ [SECRET]: secretBlock(next) });
    expect(await planned({ [SECRET]: secretBlock(next) })).toEqual({});
    await applied();
  });

  test('a change outside is noticed where Graph tells the value, and not where it masks it', async () => {
    served.entra.synchronization.setSecrets(principal(), [{ key: 'SecretToken', value: 'other' }]);
    expect(await planned({})).toEqual({});
    served.entra.synchronization.setSecrets(principal(), [
      { key: 'BaseAddress', value: 'https://x.example' },
    ]);
    expect(await planned({})).toEqual({ [SECRET]: 'update' });
    await applied();
    expect(await planned({})).toEqual({});
  });

  test('credentials in another order than Graph’s never come to rest', async () => {
    const { SyncAll, ...rest } = credentials;
    const reordered = { [SECRET]: secretBlock({ SyncAll, ...rest }) };
    await applied(reordered);
    expect(await planned(reordered)).toEqual({ [SECRET]: 'update' });
    await applied();
  });

  test('destroyed, it leaves nothing stored', async () => {
    const without = { [SECRET]: null, [JOB]: { ...jobBlock, depends_on: [] } };
    await applied(without);
    expect(served.entra.synchronization.secrets(principal())).toEqual([]);
    await applied();
  });
});

describe('the job', () => {
  test('is paused and started in place', async () => {
    const paused = { [JOB]: { ...jobBlock, enabled: false } };
    expect(await planned(paused)).toEqual({ [JOB]: 'update' });
    await applied(paused);
    expect(job()?.schedule.state).not.toBe('Active');
    expect(await planned(paused)).toEqual({});
    await applied();
    expect(job()?.schedule.state).toBe('Active');
  });

  test('is enabled where nothing is said', async () => {
    expect(await planned({ [JOB]: { ...jobBlock, enabled: null } })).toEqual({});
  });

  test('that is paused outside is planned to be started', async () => {
    served.entra.synchronization.pause(principal(), job()?.id ?? '');
    expect(await planned({})).toEqual({ [JOB]: 'update' });
    await applied();
    expect(job()?.schedule.state).toBe('Active');
  });

  test('of another template is another job, and provisions on demand again', async () => {
    expect(await planned({ [JOB]: { ...jobBlock, template_id: 'other' } })).toEqual({
      [JOB]: 'replace',
      [ON_DEMAND]: 'replace',
    });
  });

  test('that is deleted outside is planned to be made again', async () => {
    served.entra.synchronization.deleteJob(principal(), job()?.id ?? '');
    expect(await planned({})).toMatchObject({ [JOB]: 'create' });
    await applied();
  });
});

describe('provisioning on demand', () => {
  const onDemand = (changes: object) => ({ [ON_DEMAND]: { ...onDemandBlock, ...changes } });
  const ada = [{ rule_id: RULE, subject: [subjectOf('data.azuread_user.ada', 'User')] }];

  test.each([
    ['triggers', { triggers: { name: 'Renamed' } }],
    ['no triggers', { triggers: null }],
    ['another rule', { parameter: [{ ...onDemandBlock.parameter[0], rule_id: `${RULE}#V2` }] }],
  ])('%s: done again', async (_, changes) => {
    expect(await planned(onDemand(changes))).toEqual({ [ON_DEMAND]: 'replace' });
  });

  test('another subject is planned as an update, which is then refused', async () => {
    expect(await planned(onDemand({ parameter: ada }))).toEqual({ [ON_DEMAND]: 'update' });
    await expect(applied(onDemand({ parameter: ada }))).rejects.toThrow("Error: doesn't support update");
    expect(await planned(onDemand({ parameter: ada, triggers: { subject: 'ada' } }))).toEqual({
      [ON_DEMAND]: 'replace',
    });
  });
});

test('secret and job can be imported; then only what Graph masks is planned', async () => {
  const { terraform } = served;
  await applied();
  const ids = {
    [SECRET]: `/servicePrincipals/${principal()}`,
    [JOB]: `/servicePrincipals/${principal()}/synchronization/jobs/${job()?.id}`,
  };
  await terraform.run('state', 'rm', ...Object.keys(ids));
  for (const [address, id] of Object.entries(ids)) await terraform.import(address, id);
  expect((await terraform.plan()).actions).toEqual({ [SECRET]: 'update' });
  await terraform.apply();
  expect((await terraform.plan()).actions).toEqual({});
});

test.each([
  [SECRET, '/applications/x', 'parsing the Service Principal ID: expected the form'],
  [JOB, '/servicePrincipals/x', 'parsing the Synchronization Job ID: expected the form'],
  [ON_DEMAND, 'x', "doesn't support import"],
])('%s isn’t imported by %s', async (address, id, refusal) => {
  await served.terraform.run('state', 'rm', address);
  await expect(served.terraform.import(address, id)).rejects.toThrow(refusal);
});

test('destroy leaves nothing behind', async () => {
  const fresh = await serveEntra(provisioningConfiguration());
  await fresh.terraform.apply();
  await fresh.terraform.destroy();
  expect(fresh.entra.made()).toEqual([]);
  await fresh.stop();
});
