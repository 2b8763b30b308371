import { createProvisioned, DAY, type Provisioned } from './provisioned-world.js';

const ADA = 'ada@test.example';
const HOUR = 60;

const statusOf = ({ synchronization, principal, job }: Provisioned) =>
  synchronization.job(principal, job).status;

async function started(assigned: readonly string[] = [ADA]): Promise<Provisioned> {
  const world = createProvisioned(assigned);
  world.synchronization.start(world.principal, world.job);
  await world.pass(0);
  world.requests();
  return world;
}

const refused: readonly [string, Readonly<Record<string, string>>, string][] = [
  ['a wrong token', { SecretToken: 'wrong' }, 'HTTP 401: '],
  [
    'another tenant’s address',
    { BaseAddress: 'https://scim.eu-west-1.amazonaws.com/none/scim/v2' },
    'HTTP 404: TENANT does not exist.',
  ],
  [
    'a host that isn’t there',
    { BaseAddress: 'https://scim.nowhere.example/t/scim/v2' },
    'getaddrinfo ENOTFOUND scim.nowhere.example',
  ],
  ['no token', { SecretToken: '' }, 'The secrets BaseAddress and SecretToken are not set.'],
];

test.each(refused)('%s puts the job into quarantine at once', async (_what, secrets, message) => {
  const world = await started();
  world.set(secrets);
  await world.pass(40);
  expect(statusOf(world)).toMatchObject({
    code: 'Quarantine',
    countSuccessiveCompleteFailures: 1,
    lastExecution: { state: 'Failed' },
    quarantine: {
      reason: 'EncounteredQuarantineException',
      currentBegan: '2027-01-01T12:40:00.000Z',
      seriesBegan: '2027-01-01T12:40:00.000Z',
      seriesCount: 1,
      nextAttempt: '2027-01-01T18:40:00.000Z',
    },
  });
  expect(statusOf(world).quarantine?.error.message).toContain(message);
});

test('a job in quarantine is tried after 6, 12 and 24 hours, then daily, and is disabled after 28 days', async () => {
  const world = await started();
  const attempts = async (minutes: number) => {
    await world.pass(minutes);
    return world.requests().length;
  };
  world.set({ SecretToken: 'wrong' });
  expect(await attempts(40)).toBe(1);
  expect(await attempts(6 * HOUR - 1)).toBe(0);
  expect(await attempts(1)).toBe(1);
  expect(await attempts(6 * HOUR)).toBe(1);
  expect(await attempts(12 * HOUR)).toBe(1);
  expect(await attempts(DAY)).toBe(1);
  expect(statusOf(world).quarantine).toMatchObject({
    seriesCount: 5,
    seriesBegan: '2027-01-01T12:40:00.000Z',
    currentBegan: '2027-01-03T12:40:00.000Z',
  });
  await world.pass(26 * DAY);
  world.requests();
  expect(world.synchronization.job(world.principal, world.job).schedule.state).toBe('Disabled');
  expect(await attempts(7 * DAY)).toBe(0);
});

test('it leaves quarantine with the first cycle that works, and takes what it missed', async () => {
  const world = await started();
  const { token } = world.scim.createAccessToken();
  world.set({ SecretToken: 'wrong' });
  await world.pass(40);
  world.set({ SecretToken: token });
  world.assign('Admins');
  await world.pass(6 * HOUR);
  expect(statusOf(world)).toMatchObject({
    code: 'Active',
    quarantine: null,
    countSuccessiveCompleteFailures: 0,
  });
  expect(world.groups()).toEqual({ Admins: [ADA] });
  world.requests();
  await world.pass(40);
  expect(world.requests()).toHaveLength(1);
});

test('a restart, or a start, doesn’t wait for the next attempt', async () => {
  const world = await started();
  const { token } = world.scim.createAccessToken();
  world.set({ SecretToken: 'wrong' });
  await world.pass(40);
  world.set({ SecretToken: token });
  world.synchronization.start(world.principal, world.job);
  await world.pass(0);
  expect(statusOf(world).code).toBe('Active');
});

test('an AWS that is broken for three cycles puts the job into quarantine', async () => {
  const world = await started();
  world.scim.failures.add({ times: Infinity, status: 500 });
  await world.pass(80);
  expect(statusOf(world)).toMatchObject({
    code: 'Active',
    countSuccessiveCompleteFailures: 2,
    quarantine: null,
  });
  await world.pass(40);
  expect(statusOf(world)).toMatchObject({
    code: 'Quarantine',
    quarantine: { reason: 'EncounteredEscrowProportionThreshold' },
  });
});

test('most changes failing counts as much, a few don’t', async () => {
  const world = await started(['Developers', 'Admins']);
  world.assign('eve@test.example');
  world.scim.failures.add({ times: Infinity, status: 500, matching: ({ method }) => method === 'POST' });
  await world.pass(40);
  expect(statusOf(world)).toMatchObject({
    countSuccessiveCompleteFailures: 1,
    lastExecution: { error: { message: '1 of 1 changes failed.' } },
  });
  world.scim.failures.clear();
  await world.pass(40);
  expect(statusOf(world)).toMatchObject({
    countSuccessiveCompleteFailures: 0,
    lastExecution: { state: 'Succeeded' },
  });
});

test('AWS asking to wait is waited for, as long as it says', async () => {
  const world = createProvisioned([ADA]);
  world.scim.failures.add({
    status: 429,
    retryAfter: 7,
    times: 2,
    matching: ({ method }) => method === 'POST',
  });
  world.synchronization.start(world.principal, world.job);
  await world.pass(0);
  expect(await world.users()).toEqual({ [ADA]: true });
  const { lastExecution } = statusOf(world);
  expect(lastExecution).toMatchObject({
    timeBegan: '2027-01-01T12:00:00.000Z',
    timeEnded: '2027-01-01T12:00:14.000Z',
  });
});

test('an expired token is refused as a wrong one is', async () => {
  const world = await started();
  await world.pass(366 * DAY);
  expect(statusOf(world).quarantine?.reason).toBe('EncounteredQuarantineException');
});
