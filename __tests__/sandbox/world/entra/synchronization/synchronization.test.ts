import { GONE, NOBODY, refusalOf } from '../../../../helpers/entra.js';
import { createProvisioned } from './provisioned-world.js';

const ADA = 'ada@test.example';

test('the token is never given out', () => {
  const { synchronization, principal, scim } = createProvisioned();
  expect(synchronization.secrets(principal)).toEqual([
    { key: 'BaseAddress', value: scim.endpoints[0] },
    { key: 'SecretToken', value: '*' },
    { key: 'SyncAll', value: 'false' },
  ]);
});

test('an empty value clears a secret, one that isn’t named stays', () => {
  const { synchronization, principal, set } = createProvisioned();
  set({ SecretToken: '', SkipOutOfScopeDeletions: 'true' });
  expect(synchronization.secrets(principal).map(({ key }) => key)).toEqual([
    'BaseAddress',
    'SyncAll',
    'SkipOutOfScopeDeletions',
  ]);
});

test.each([
  [{ Password: 'x' }, "400 Request_BadRequest: The synchronization secret 'Password' is not supported."],
  [
    { SyncAll: 'true' },
    "501 NotImplemented: The sandbox does not model provisioning of all users and groups (SyncAll 'true'); it takes assigned ones.",
  ],
  [
    { SyncNotificationSettings: 'on' },
    "400 Request_BadRequest: Invalid value specified for property 'SyncNotificationSettings'.",
  ],
])('the secrets %j are refused', async (secrets, message) => {
  const { set } = createProvisioned();
  expect(await refusalOf(() => set(secrets as unknown as Record<string, string>))).toBe(message);
});

test('credentials are tried before anything depends on them', async () => {
  const { synchronization, principal, set } = createProvisioned();
  await synchronization.validateCredentials(principal);
  const wrong = [{ key: 'SecretToken', value: 'wrong' }];
  expect(await refusalOf(() => synchronization.validateCredentials(principal, wrong))).toBe(
    '400 CredentialsMissing: The credentials are missing.',
  );
  set({ SecretToken: 'wrong' });
  expect(await refusalOf(() => synchronization.validateCredentials(principal))).toMatch(
    /^400 InvalidCredentials: The credentials were refused. HTTP 401: /,
  );
});

test('a job is made of the application’s template, stands still, and goes when it is deleted', async () => {
  const { world, synchronization, principal, appId, job, pass, requests } = createProvisioned([ADA]);
  expect(synchronization.templates(principal)).toEqual([{ id: 'aWSSingleSignon' }]);
  expect(job).toBe(`aWSSingleSignon.3f0e2c5a6a5b4d0e9c2f5b7d1c9e8a40.${appId}`);
  expect(synchronization.job(principal, job)).toMatchObject({
    templateId: 'aWSSingleSignon',
    schedule: { expiration: null, interval: 'PT40M', state: 'Disabled' },
    status: { code: 'NotRun', lastExecution: null, quarantine: null },
  });
  await pass(40);
  expect(requests()).toEqual([]);
  expect(world.entra.made()).toContain(`synchronization job ${job}`);
  synchronization.deleteJob(principal, job);
  expect(synchronization.jobs(principal)).toEqual([]);
  expect(world.entra.made()).not.toContain(`synchronization job ${job}`);
  expect(await refusalOf(() => synchronization.job(principal, job))).toBe(GONE(job));
});

test('refuses a second job, another template, and service principals without one', async () => {
  const { world, synchronization, principal, job } = createProvisioned();
  expect(await refusalOf(() => synchronization.createJob(principal, { templateId: 'aWSSingleSignon' }))).toBe(
    `409 Request_MultipleObjectsWithSameKeyValue: The synchronization job '${job}' already exists.`,
  );
  const other = world.entra.caller.objectId;
  expect(synchronization.templates(other)).toEqual([]);
  for (const [id, templateId] of [
    [principal, 'aws'],
    [other, 'aWSSingleSignon'],
  ] as const) {
    expect(await refusalOf(() => synchronization.createJob(id, { templateId }))).toBe(
      `400 Request_BadRequest: The synchronization template '${templateId}' was not found for this application.`,
    );
  }
  expect(await refusalOf(() => synchronization.jobs(NOBODY))).toBe(GONE(NOBODY));
});

test('a paused job does nothing until it is started again', async () => {
  const { synchronization, principal, job, pass, requests } = createProvisioned([ADA]);
  synchronization.start(principal, job);
  await pass(0);
  synchronization.pause(principal, job);
  expect(synchronization.job(principal, job)).toMatchObject({
    schedule: { state: 'Paused' },
    status: { code: 'Paused' },
  });
  requests();
  await pass(120);
  expect(requests()).toEqual([]);
  synchronization.start(principal, job);
  await pass(0);
  expect(requests()).toEqual(['GET /Users']);
});

test('a job goes with its service principal', async () => {
  const { world, synchronization, principal, job, pass, requests } = createProvisioned([ADA]);
  synchronization.start(principal, job);
  world.entra.servicePrincipals.delete(principal);
  await pass(40);
  expect(requests()).toEqual([]);
  expect(world.entra.made().some((line) => line.startsWith('synchronization job'))).toBe(false);
});

test('a restart says what it resets; with Full it knows nothing of what AWS has', async () => {
  const { synchronization, principal, job, pass, requests } = createProvisioned([ADA]);
  synchronization.start(principal, job);
  await pass(0);
  requests();
  synchronization.restart(principal, job, { resetScope: 'Full' });
  await pass(0);
  expect(requests()).toEqual(['GET /Users', 'GET /Users']);
  expect(await refusalOf(() => synchronization.restart(principal, job, { resetScope: 'All' }))).toBe(
    "400 Request_BadRequest: Invalid value specified for property 'resetScope'.",
  );
});
