/** The SAML metadata that AWS is given, by its address. */
import { parseIdentityProvider } from '../../../../sandbox/world/aws/iam/saml-metadata.js';
import { IDENTITY_CENTER } from '../../../helpers/azuread.js';
import { GONE, NOBODY } from '../../../helpers/entra.js';
import { serveTestGraph, type TestGraph } from '../../../helpers/graph.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await serveTestGraph();
});
afterAll(() => graph.stop());

const read = (query = '') =>
  graph.send(`/${graph.world.entra.tenantId}/federationmetadata/2007-06/federationmetadata.xml${query}`);

/** As IAM reads it, once the byte-order mark is off. */
const certificatesOf = (document: string) =>
  parseIdentityProvider(document.replace(/^\u{FEFF}/u, '')).certificates;

test('begins with a byte-order mark, which IAM refuses, and is the tenant’s', async () => {
  const { status, headers, text } = await read();
  expect([status, headers.get('content-type')]).toEqual([200, 'application/xml; charset=utf-8']);
  expect(text.startsWith('\u{FEFF}<?xml version="1.0" encoding="utf-8"?>')).toBe(true);
  expect(() => parseIdentityProvider(text)).toThrow('Could not parse metadata');
  expect(parseIdentityProvider(text.slice(1)).entityId).toBe(
    'https://sts.windows.net/3f0e2c5a-6a5b-4d0e-9c2f-5b7d1c9e8a40/',
  );
});

test('has the application’s active certificate once there is one, and the tenant’s before', async () => {
  const { entra } = graph.world;
  const { application, servicePrincipal } = entra.applicationTemplates.instantiate(IDENTITY_CENTER, {
    displayName: 'AWS',
  });
  const tenants = certificatesOf((await read()).text);
  const { key, thumbprint } = await entra.tokenSigning.add(servicePrincipal.id, {});
  expect(certificatesOf((await read(`?appid=${application.appId}`)).text)).toEqual(tenants);

  entra.servicePrincipals.update(servicePrincipal.id, { preferredTokenSigningKeyThumbprint: thumbprint });
  expect(certificatesOf((await read(`?appid=${application.appId}`)).text)).toEqual([key]);
  expect(certificatesOf((await read()).text)).toEqual(tenants);
});

test('there is none of an application that isn’t there', async () => {
  const { status, text } = await read(`?appid=${NOBODY}`);
  expect(`${status} Request_ResourceNotFound: ${text}`).toBe(GONE(NOBODY));
});
