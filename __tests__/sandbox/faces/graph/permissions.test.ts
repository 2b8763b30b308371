/** What the caller may do: the permissions that its token carries. */
import { operations } from '../../../../sandbox/faces/graph/operations.js';
import { authorize, GRANTED } from '../../../../sandbox/faces/graph/login/permissions.js';
import { IDENTITY_CENTER } from '../../../helpers/azuread.js';
import { graphRefusal, serveTestGraph, type TestGraph } from '../../../helpers/graph.js';

const DENIED = '403 Authorization_RequestDenied: Insufficient privileges to complete the operation.';

let graph: TestGraph;
beforeAll(async () => {
  graph = await serveTestGraph();
});
afterAll(() => graph.stop());

test('the caller may do everything that is modelled', () => {
  for (const operation of operations) expect(() => authorize(operation, GRANTED)).not.toThrow();
});

test('without any permission only the gallery and directory objects can be read', () => {
  const open = operations.filter((operation) => {
    try {
      authorize(operation, []);
      return true;
    } catch {
      return false;
    }
  });
  expect(open.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /applicationTemplates',
    'GET /applicationTemplates/{id}',
    'GET /directoryObjects/{id}',
    'POST /directoryObjects/getByIds',
  ]);
});

test('a permission that is taken away is missing in the next token, and what needs it is refused', async () => {
  const { client, served, send, signIn, world } = graph;
  const before = await signIn();
  const { servicePrincipal } = world.entra.applicationTemplates.instantiate(IDENTITY_CENTER, {
    displayName: 'AWS',
  });
  const policies = '/identity/conditionalAccess/policies';
  served.permissions.delete('Policy.Read.All');
  expect(await graphRefusal(client.api(policies).get())).toBe(DENIED);
  expect(await client.api(`/servicePrincipals/${servicePrincipal.id}`).get()).toMatchObject({
    displayName: 'AWS',
  });
  const old = await send(`/v1.0${policies}`, { headers: { authorization: `Bearer ${before}` } });
  expect(old.status).toBe(200);

  served.permissions.add('Policy.Read.All');
  expect((await client.api(policies).get()).value).toEqual([]);
});
