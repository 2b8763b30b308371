/** How a client finds the tenant, signs in, and is turned away. */
import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { ClientSecretCredential, type ClientSecretCredentialOptions } from '@azure/identity';
import { serveTestGraph, tokenForm, type TestGraph } from '../../../helpers/graph.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await serveTestGraph();
});
afterAll(() => graph.stop());

const read = async (path: string) => JSON.parse((await graph.send(path)).text);

const askForToken = async (
  changes: Readonly<Record<string, string>> = {},
  tenant = graph.world.entra.tenantId,
) => {
  const { status, text } = await graph.send(`/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: tokenForm(graph.served, changes),
  });
  return { status, ...JSON.parse(text) };
};

/** As Graph answers a request with this in its header. */
const refusedWith = async (authorization?: string) => {
  const { status, text } = await graph.send('/v1.0/organization', {
    headers: authorization === undefined ? {} : { authorization },
  });
  const { error } = JSON.parse(text);
  return `${status} ${error.code}: ${error.message}`;
};

test('the environment points the provider at the tenant, as its caller', () => {
  const { served, world } = graph;
  expect(served.environment).toMatchObject({
    ARM_METADATA_HOSTNAME: new URL(served.origin).host,
    ARM_TENANT_ID: world.entra.tenantId,
    ARM_CLIENT_ID: world.entra.caller.clientId,
  });
});

test('the cloud’s endpoints are all the face itself', async () => {
  const { origin } = graph.served;
  expect(await read('/metadata/endpoints?api-version=2022-09-01')).toMatchObject({
    name: 'Sandbox',
    authentication: { loginEndpoint: origin },
    resourceManager: origin,
    microsoftGraphResourceId: origin,
  });
});

test('a token is the caller’s, for an hour, and the tenant’s published key verifies it', async () => {
  const { origin } = graph.served;
  const { tenantId, caller } = graph.world.entra;
  const configuration = await read(`/${tenantId}/v2.0/.well-known/openid-configuration`);
  expect(configuration.token_endpoint).toBe(`${origin}/${tenantId}/oauth2/v2.0/token`);
  const { keys } = await read(new URL(configuration.jwks_uri).pathname);

  const { access_token: token, ...answer } = await askForToken();
  expect(answer).toEqual({ status: 200, token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599 });
  const [header, claims, signature] = token.split('.') as [string, string, string];
  const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
  expect(decode(claims)).toMatchObject({
    aud: origin,
    appid: caller.clientId,
    oid: caller.objectId,
    tid: tenantId,
    iss: `https://sts.windows.net/${tenantId}/`,
    exp: Date.parse('2027-01-01T12:59:59Z') / 1000,
  });
  const key = keys.find(({ kid }: { kid: string }) => kid === decode(header).kid) as JsonWebKey;
  const publicKey = createPublicKey({ key, format: 'jwk' });
  const content = Buffer.from(`${header}.${claims}`);
  expect(verify('RSA-SHA256', content, publicKey, Buffer.from(signature, 'base64url'))).toBe(true);
});

test.each<[string, Readonly<Record<string, string>>, RegExp]>([
  [
    'a wrong secret',
    { client_secret: 'wrong' },
    /^401 invalid_client AADSTS7000215: Invalid client secret provided/,
  ],
  [
    'an unknown application',
    { client_id: 'someone' },
    /^400 unauthorized_client AADSTS700016: Application with identifier 'someone' was not found/,
  ],
  ['another grant', { grant_type: 'password' }, /^400 unsupported_grant_type AADSTS70003: .*'password'\.$/],
  [
    'no resource',
    { scope: 'User.Read' },
    /^400 invalid_scope AADSTS1002012: The provided value for scope User\.Read/,
  ],
])('no token for %s', async (_, changes, expected) => {
  const { status, error, error_description } = await askForToken(changes);
  expect(`${status} ${error} ${error_description}`).toMatch(expected);
});

test('there is no other tenant', async () => {
  const { status } = await graph.send('/other.example/v2.0/.well-known/openid-configuration');
  expect(status).toBe(400);
  expect(await askForToken({}, 'other.example')).toMatchObject({
    status: 400,
    error_description: "AADSTS90002: Tenant 'other.example' not found.",
  });
});

test('Graph lets nobody in without a token of its own', async () => {
  const token = await graph.signIn();
  const [header, , signature] = token.split('.');
  const forged = Buffer.from(JSON.stringify({ exp: 9999999999 })).toString('base64url');
  expect(await refusedWith()).toBe('401 InvalidAuthenticationToken: Access token is empty.');
  expect(await refusedWith('Bearer nothing')).toBe(
    '401 InvalidAuthenticationToken: IDX14100: JWT is not well formed, there are no dots (.).',
  );
  expect(await refusedWith(`Bearer ${header}.${forged}.${signature}`)).toBe(
    '401 InvalidAuthenticationToken: Access token validation failure. Invalid signature.',
  );
});

test('a token ends with its hour', async () => {
  const authorization = `Bearer ${await graph.signIn()}`;
  await graph.world.clock.advance(3598_000);
  expect((await graph.send('/v1.0/organization', { headers: { authorization } })).status).toBe(200);
  await graph.world.clock.advance(1000);
  expect(await refusedWith(authorization)).toBe(
    '401 InvalidAuthenticationToken: Lifetime validation failed, the token is expired.',
  );
});

test('Microsoft’s own credential gets a token that Graph takes', async () => {
  const { environment, origin } = graph.served;
  const named = (name: string) => environment[name] ?? '';
  const options: ClientSecretCredentialOptions & { tlsOptions: { ca: string } } = {
    authorityHost: origin,
    disableInstanceDiscovery: true,
    tlsOptions: { ca: await readFile(named('SSL_CERT_FILE'), 'utf8') },
  };
  const credential = new ClientSecretCredential(
    named('ARM_TENANT_ID'),
    named('ARM_CLIENT_ID'),
    named('ARM_CLIENT_SECRET'),
    options,
  );
  const { token } = await credential.getToken(`${origin}/.default`);
  const { status } = await graph.send('/v1.0/organization', {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(status).toBe(200);
});
