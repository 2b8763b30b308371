import { called, waited } from '../../../../../sandbox/faces/terraform/azuread/waits.js';
import { timeoutOf } from '../../../../../sandbox/faces/terraform/timeouts.js';
import { GraphError } from '../../../../../sandbox/world/entra/graph-error.js';
import { createConnection, refused } from '../../../../helpers/azuread-resources.js';

const START = Date.parse('2027-01-01T12:00:00Z');

/** A connection with the seconds that have passed on its clock. */
function setUp() {
  const { connection, world } = createConnection();
  return { connection, passed: () => (world.clock.now().getTime() - START) / 1000 };
}

/** Throws each status in turn, then succeeds. */
function failing(...statuses: readonly number[]) {
  const left = [...statuses];
  return () => {
    const status = left.shift();
    if (status !== undefined) throw new GraphError(status, 'Code', 'why');
    return 'done';
  };
}

test.each([429, 500, 503])('status %i is asked again after 1, 2, 4 … seconds', async (status) => {
  const { connection, passed } = setUp();
  const call = { summary: 'Doing it', timeout: 60 };
  expect(await called(connection, call, failing(status, status, status))).toBe('done');
  expect(passed()).toBe(7);
});

test.each([403, 409])('status %i is asked again where Entra replicates', async (status) => {
  const { connection, passed } = setUp();
  const call = { summary: 'Doing it', timeout: 60, replicating: true };
  expect(await called(connection, call, failing(status))).toBe('done');
  expect(passed()).toBe(1);
});

test.each([
  [400, 'unexpected status 400 (400 Bad Request) with error: Code: why'],
  [409, 'unexpected status 409 (409 Conflict) with error: Code: why'],
  [501, 'unexpected status 501 (501 Not Implemented) with error: Code: why'],
])('status %i is not asked again otherwise', async (status, detail) => {
  const { connection, passed } = setUp();
  const call = { summary: 'Doing it', timeout: 60 };
  expect((await refused(called(connection, call, failing(status)))).refusal).toEqual({
    summary: 'Doing it',
    detail,
  });
  expect(passed()).toBe(0);
});

test('asking ends with the timeout, and says what was refused last', async () => {
  const { connection, passed } = setUp();
  const throttled = () => failing(429)();
  const { refusal } = await refused(called(connection, { summary: 'Doing it', timeout: 300 }, throttled));
  expect(refusal.detail).toBe('unexpected status 429 (429 Too Many Requests) with error: Code: why');
  expect(passed()).toBe(1 + 2 + 4 + 8 + 16 + 32 + 61 * 3);
});

test('waits until it is so', async () => {
  const { connection, passed } = setUp();
  await waited(connection, { summary: 'Waiting', timeout: 300, target: 'Done' }, () => passed() >= 20);
  expect(passed()).toBe(25);
});

test.each([
  [300, '5m0s'],
  [90, '1m30s'],
  [45, '45s'],
  [5400, '1h30m0s'],
])('gives up after %i seconds', async (timeout, duration) => {
  const { connection, passed } = setUp();
  const never = waited(connection, { summary: 'Waiting', timeout, target: 'Deleted' }, () => false);
  expect((await refused(never)).refusal).toEqual({
    summary: 'Waiting',
    detail: `timeout while waiting for state to become 'Deleted' (last state: 'Waiting', timeout: ${duration})`,
  });
  expect(passed()).toBe(timeout);
});

test.each([
  [null, 300],
  [{ create: null, delete: '1s' }, 300],
  [{ create: '1h30m' }, 5400],
  [{ create: '90s' }, 90],
])('timeouts %j: %i seconds', (timeouts, seconds) => {
  expect(timeoutOf({ timeouts }, 'create', 300)).toBe(seconds);
});
