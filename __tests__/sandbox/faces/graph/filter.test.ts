/** `$filter`: what it finds, and what it refuses. */
import { IDENTITY_CENTER } from '../../../helpers/azuread.js';
import { graphRefusal, serveTestGraph, type TestGraph } from '../../../helpers/graph.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await serveTestGraph();
});
afterAll(() => graph.stop());

test('a filter takes quotes in a text, and any case', async () => {
  const { groups } = graph.world.entra;
  const { id } = groups.create({ displayName: "Ada's and Bob's", mailNickname: 'ab', securityEnabled: true });
  const found = await graph.client.api('/groups').filter("displayName eq 'ADA''s and Bob''s'").get();
  expect(found.value).toMatchObject([{ id }]);
});

test('a list is asked for one of its values with any, and only a list', async () => {
  const { client, world } = graph;
  const { servicePrincipal, application } = world.entra.applicationTemplates.instantiate(IDENTITY_CENTER, {
    displayName: 'AWS',
  });
  const ask = (filter: string) => client.api('/servicePrincipals').filter(filter).get();
  const { value } = await ask(`servicePrincipalNames/any(n:n eq '${application.appId}')`);
  expect(value).toMatchObject([{ id: servicePrincipal.id }]);
  expect(await graphRefusal(ask("servicePrincipalNames eq 'x'"))).toBe(
    "400 BadRequest: A binary operator with incompatible types was detected. Found operand types 'Collection(Edm.String)' and 'Edm.String' for operator kind 'Equal'.",
  );
  expect(await graphRefusal(ask("displayName/any(n:n eq 'x')"))).toBe(
    "400 BadRequest: Any/All may only be used following a collection, and 'displayName' is none.",
  );
});

test.each([
  ["startswith(displayName,'A')"],
  ["displayName ne 'Ada'"],
  ["displayName eq 'Ada' or displayName eq 'Bob'"],
  ["displayName eq 'Ada' and"],
  ['displayName eq Ada'],
])('the filter %s is refused', async (filter) => {
  expect(await graphRefusal(graph.client.api('/users').filter(filter).get())).toBe(
    `400 Request_UnsupportedQuery: Invalid filter clause: ${filter}. (The sandbox models eq, in, any and and.)`,
  );
});
