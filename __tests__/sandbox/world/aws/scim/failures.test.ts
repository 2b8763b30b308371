import { connect, summary } from './client.js';

test('a failure meets as many requests as it says, and then no more', async () => {
  const { scim, send } = connect();
  scim.failures.add({ status: 500, times: 2 });
  const statuses = [];
  for (let request = 0; request < 3; request++) statuses.push((await send('GET', '/Users')).status);
  expect(statuses).toEqual([500, 500, 200]);
});

test.each([
  [401, '401 | Authorization header is invalid or missing.'],
  [429, '429 | Too many requests exceeded the limits.'],
  [500, '500 | Service failed to process the request.'],
])('a failure of status %i says what AWS says', async (status, expected) => {
  const { scim, send } = connect();
  scim.failures.add({ status });
  expect(summary(await send('GET', '/Users'))).toBe(expected);
});

test('says when to retry, where it is asked to', async () => {
  const { scim, send } = connect();
  scim.failures.add({ status: 429, retryAfter: 7 });
  expect((await send('GET', '/Users')).headers).toMatchObject({ 'retry-after': '7' });
});

test('a failed request changes nothing', async () => {
  const { scim, createUser, list } = connect();
  scim.failures.add({ status: 500 });
  await createUser('one');
  expect(await list('/Users')).toEqual([]);
});

test('a failure meets only what it is meant for, until it is cleared', async () => {
  const { scim, createUser, createGroup } = connect();
  scim.failures.add({ status: 500, times: Infinity, matching: ({ url }) => url.endsWith('/Groups') });
  expect([(await createUser('one')).status, (await createGroup('A')).status]).toEqual([201, 500]);
  expect((await createGroup('A')).status).toBe(500);
  scim.failures.clear();
  expect((await createGroup('A')).status).toBe(201);
});

test('a slow answer takes its time on the world’s clock, and is an answer', async () => {
  const { scim, send, world } = connect();
  scim.failures.add({ delay: 30_000 });
  expect((await send('GET', '/Users')).status).toBe(200);
  expect(world.clock.now().toISOString()).toBe('2027-01-01T12:00:30.000Z');
});

test('takes any number of requests unless throttling is on', async () => {
  const { send } = connect();
  const answers = await Promise.all(Array.from({ length: 50 }, () => send('GET', '/Users')));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
});

test('with throttling, takes 40 reads, 25 writes and 25 membership changes in a second, each counted apart', async () => {
  const { scim, send, createUser, createGroup, patch, world } = connect();
  scim.throttling = true;
  const group = String((await createGroup('A')).body['id']);
  await world.clock.sleep(1_000);
  const taken = async (request: (each: number) => Promise<{ status: number }>) => {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, each) => request(each)));
    return answers.filter(({ status }) => status !== 429).length;
  };
  expect(await taken(() => send('GET', '/Users'))).toBe(40);
  expect(await taken((each) => createUser(`user-${each}`))).toBe(25);
  const rename = (each: number) =>
    patch(`/Groups/${group}`, { op: 'replace', path: 'displayName', value: `A${each}` });
  expect(await taken(rename)).toBe(25);
  await world.clock.sleep(999);
  expect((await send('GET', '/Users')).status).toBe(429);
  await world.clock.sleep(1);
  expect((await send('GET', '/Users')).status).toBe(200);
});

test('with throttling, who paces requests never meets it', async () => {
  const { scim, send, world } = connect();
  scim.throttling = true;
  for (let request = 0; request < 100; request++) {
    expect((await send('GET', '/Users')).status).toBe(200);
    await world.clock.sleep(25);
  }
});
