import { createTestWorld } from '../../../../helpers/world.js';
import { connect, ENDPOINT, summary, TENANT, UUID, type Answered } from './client.js';

const DAY = 24 * 60 * 60 * 1_000;

test('answers at both hosts, once automatic provisioning is enabled', async () => {
  const { scim } = createTestWorld().aws;
  expect(scim.endpoints).toEqual([]);
  expect(() => scim.createAccessToken()).toThrow('Automatic provisioning is not enabled.');
  scim.enable();
  const { endpoints } = scim;
  scim.enable();
  expect(scim.endpoints).toEqual(endpoints);
  const [, tenant = ''] =
    /^https:\/\/scim\.eu-west-1\.amazonaws\.com\/(.+)\/scim\/v2$/.exec(endpoints[0] ?? '') ?? [];
  expect(tenant).toMatch(UUID);
  expect(endpoints[1]).toBe(`https://scim.eu-west-1.api.aws/${tenant}/scim/v2`);
  const { token } = scim.createAccessToken();
  for (const endpoint of endpoints) {
    expect(await scim.request({ method: 'GET', url: `${endpoint}/Users`, token })).toMatchObject({
      status: 200,
    });
  }
});

test('enabled by the seed, its endpoint has the seed’s tenant and no token yet', () => {
  const { scim, token } = connect();
  expect(scim.endpoints).toContain(ENDPOINT);
  expect(token).toMatch(/^[0-9a-f]{512}$/);
  expect(scim.accessTokens()).toHaveLength(1);
});

test.each([
  'https://scim.us-east-1.amazonaws.com',
  'https://scim.eu-west-1.example.com',
  'http://scim.eu-west-1.api.aws',
])('nothing answers at %s', async (origin) => {
  const { scim, token } = connect();
  const request = scim.request({ method: 'GET', url: `${origin}/${TENANT}/scim/v2/Users`, token });
  await expect(request).rejects.toThrow(`getaddrinfo ENOTFOUND ${new URL(origin).host}`);
});

test('a refusal has the shape that AWS gives it, at the world’s time', async () => {
  const { send } = connect();
  const { status, headers, body } = await send('GET', '/Users/nobody');
  expect({ status, headers, body }).toEqual({
    status: 404,
    headers: {
      'content-type': 'application/json',
      'x-amzn-requestid': expect.stringMatching(UUID) as string,
    },
    body: {
      schema: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      detail: 'USER does not exist.',
      status: '404',
      exceptionRequestId: expect.stringMatching(UUID) as string,
      timeStamp: '2027-01-01 12:00:00.000',
    },
  });
});

test('what an answer holds is nobody’s but the caller’s', async () => {
  const { createUser, send } = connect();
  const { body } = await createUser('one');
  (body['name'] as { givenName: string }).givenName = 'Changed';
  expect((await send('GET', `/Users/${String(body['id'])}`)).body).toMatchObject({
    name: { givenName: 'Some' },
  });
});

test('why it refused is a header that can be sent', async () => {
  const { headers } = await connect().send('GET', `/Users?filter=${encodeURIComponent('ä')}`);
  expect(headers['x-sandbox-reason']).toMatch(/not \?$/);
});

test.each([
  [`/${TENANT}x/scim/v2/Users`, '404 | TENANT does not exist.'],
  ['/', '404 | TENANT does not exist.'],
  [`/${TENANT}/scim/v1/Users`, '404 | ENDPOINT does not exist.'],
  [`/${TENANT}/scim/v2`, '404 | ENDPOINT does not exist.'],
  [`/${TENANT}/scim/v2/Me`, '404 | ENDPOINT does not exist.'],
  [`/${TENANT}/scim/v2/Users/a/b`, '404 | ENDPOINT does not exist.'],
  [`/${TENANT}/scim/v2/Schemas`, '501 | The sandbox does not model GET /Schemas.'],
])('GET %s answers %s', async (path, expected) => {
  const { scim, token } = connect();
  const url = `https://scim.eu-west-1.amazonaws.com${path}`;
  expect(summary((await scim.request({ method: 'GET', url, token })) as Answered)).toBe(expected);
});

test('groups can’t be put', async () => {
  expect(summary(await connect().send('PUT', '/Groups/x', {}))).toBe('404 | ENDPOINT does not exist.');
});

test('says what it supports', async () => {
  expect((await connect().send('GET', '/ServiceProviderConfig')).body).toMatchObject({
    patch: { supported: true },
    bulk: { supported: false },
    filter: { supported: true, maxResults: 100 },
  });
});

test('takes no token but its own, and never repeats one', async () => {
  const { scim, token } = connect();
  const get = (given: string) => scim.request({ method: 'GET', url: `${ENDPOINT}/Users`, token: given });
  expect(await get(token)).toMatchObject({ status: 200 });
  for (const given of ['', `${token}0`, token.toUpperCase()]) {
    const refused = await get(given);
    expect(summary(refused as Answered)).toBe('401 | Authorization header is invalid or missing.');
    expect(given === '' || !JSON.stringify(refused).includes(given)).toBe(true);
  }
  expect(JSON.stringify(scim.accessTokens())).not.toContain(token);
});

test('two tokens work side by side, a third is refused, a deleted one is refused at once', async () => {
  const { scim, token } = connect();
  const [first] = scim.accessTokens();
  const second = scim.createAccessToken();
  expect(() => scim.createAccessToken()).toThrow('There are 2 access tokens already. Delete one first.');
  scim.deleteAccessToken(first?.id ?? '');
  expect(() => {
    scim.deleteAccessToken(first?.id ?? '');
  }).toThrow(`There is no access token with id ${first?.id}.`);
  const status = async (given: string) =>
    (await scim.request({ method: 'GET', url: `${ENDPOINT}/Users`, token: given })).status;
  expect([await status(token), await status(second.token)]).toEqual([401, 200]);
});

test('a token expires a year after it was made, and still counts until it is deleted', async () => {
  const { scim, send, world } = connect();
  expect(scim.accessTokens().map(({ expires }) => expires.toISOString())).toEqual([
    '2028-01-01T12:00:00.000Z',
  ]);
  await world.clock.sleep(365 * DAY - 1);
  expect((await send('GET', '/Users')).status).toBe(200);
  await world.clock.sleep(1);
  expect((await send('GET', '/Users')).status).toBe(401);
  scim.createAccessToken();
  expect(() => scim.createAccessToken()).toThrow('There are 2 access tokens already.');
});
