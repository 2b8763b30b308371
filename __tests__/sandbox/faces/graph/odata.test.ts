/** OData: what a request may ask for, and how Graph answers and refuses. */
import { PageIterator, type PageCollection } from '@microsoft/microsoft-graph-client';
import { GONE, NOBODY } from '../../../helpers/entra.js';
import { graphRefusal, serveTestGraph, type TestGraph } from '../../../helpers/graph.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await serveTestGraph();
});
afterAll(() => graph.stop());

const get = async (path: string, headers: Readonly<Record<string, string>> = {}) => {
  const authorization = `Bearer ${await graph.signIn()}`;
  const answered = await graph.send(path, { headers: { authorization, ...headers } });
  return { ...answered, body: JSON.parse(answered.text) };
};

test('$select gives the properties that are named, and the context names them', async () => {
  const { body } = await get(`/v1.0/users/ada@test.example?$select=displayName,department`);
  expect(body).toEqual({
    '@odata.context': `${graph.served.origin}/v1.0/$metadata#users(displayName,department)/$entity`,
    displayName: 'Ada',
    department: 'Dev',
  });
});

test('pages follow one another to the end, with what was asked for', async () => {
  const first: PageCollection = await graph.client
    .api('/users')
    .version('beta')
    .select('userPrincipalName')
    .top(2)
    .get();
  expect(first.value).toHaveLength(2);
  const seen: unknown[] = [];
  const pages = new PageIterator(graph.client, first, (user) => {
    seen.push(user);
    return true;
  });
  await pages.iterate();
  expect(seen).toEqual(['ada', 'bob', 'eve'].map((name) => ({ userPrincipalName: `${name}@test.example` })));
});

test('the last page has no link, also where it is full', async () => {
  const { body } = await get('/v1.0/users?$top=3');
  expect(body.value).toHaveLength(3);
  expect(body).not.toHaveProperty('@odata.nextLink');
});

test('a page has a hundred where nothing else is said', async () => {
  const { groups } = graph.world.entra;
  for (let number = 0; number < 100; number += 1)
    groups.create({ displayName: `Group ${number}`, mailNickname: `g${number}`, securityEnabled: true });
  const { body } = await get('/v1.0/groups');
  expect(body.value).toHaveLength(100);
  const next = new URL(body['@odata.nextLink']);
  expect((await get(`${next.pathname}${next.search}`)).body).toMatchObject({ value: [{}, {}, {}] });
});

test('$count counts everything that the filter finds, with the consistency level it needs', async () => {
  const path = "/v1.0/users?$count=true&$top=1&$filter=displayName in ('Ada', 'Bob')";
  const { body } = await get(encodeURI(path), { ConsistencyLevel: 'eventual' });
  expect(body).toMatchObject({ '@odata.count': 2, value: [{ displayName: 'Ada' }] });
  expect((await get(encodeURI(path))).body).not.toHaveProperty('@odata.count');
});

test.each<[string, string]>([
  [
    "/users?$filter=jobTitle eq 'Chief'",
    "400 Request_UnsupportedQuery: Unsupported or invalid query filter clause specified for property 'jobTitle'.",
  ],
  [
    `/groups?$filter=displayName in (${Array.from({ length: 16 }, (_, each) => `'${each}'`).join(',')})`,
    "400 Request_UnsupportedQuery: Too many child clauses specified in search filter expression containing 'OR' operators: 16. Max allowed: 15.",
  ],
  [
    '/users?$select=shoeSize',
    "400 BadRequest: Could not find a property named 'shoeSize' in 'users'. (The sandbox may not model it.)",
  ],
  [
    '/users?$top=1000',
    "400 Request_UnsupportedQuery: Invalid page size specified: '1000'. Must be between 1 and 999 inclusive.",
  ],
  ['/users?$skiptoken=else', '400 Directory_ExpiredPageToken: The specified skip token is invalid.'],
  [
    '/users?$orderby=displayName',
    "501 NotImplemented: The sandbox does not model the query option '$orderby'.",
  ],
  ['/groups?$expand=members', "501 NotImplemented: The sandbox does not model the query option '$expand'."],
  [
    "/organization?$filter=id eq 'x'",
    '501 NotImplemented: The sandbox does not model $filter on organization.',
  ],
  ['/me', '501 NotImplemented: The sandbox does not model GET /v1.0/me.'],
  [`/users/${NOBODY}`, GONE(NOBODY)],
])('GET %s is refused', async (path, expected) => {
  expect(await graphRefusal(graph.client.api(path).get())).toBe(expected);
});

test('what isn’t modelled is named with its method', async () => {
  expect(await graphRefusal(graph.client.api('/users').post({ displayName: 'New' }))).toBe(
    '501 NotImplemented: The sandbox does not model POST /v1.0/users.',
  );
});

test('an error has Graph’s shape, and carries the request’s id', async () => {
  const { status, headers, body } = await get(`/v1.0/groups/${NOBODY}`);
  expect(status).toBe(404);
  expect(body).toEqual({
    error: {
      code: 'Request_ResourceNotFound',
      message: GONE(NOBODY).slice('404 Request_ResourceNotFound: '.length),
      innerError: {
        date: '2027-01-01T12:00:00',
        'request-id': headers.get('request-id'),
        'client-request-id': headers.get('request-id'),
      },
    },
  });
});

test('a body that is no JSON of an object, misses a value, or brings an id is refused', async () => {
  const authorization = `Bearer ${await graph.signIn()}`;
  for (const body of ['{', '[]', '"text"']) {
    const { status, text } = await graph.send('/v1.0/groups', {
      method: 'POST',
      headers: { authorization },
      body,
    });
    expect([status, JSON.parse(text).error.code]).toEqual([400, 'BadRequest']);
  }
  const create = (group: object) => graphRefusal(graph.client.api('/groups').post(group));
  expect(await create({ mailNickname: 'x' })).toBe(
    "400 Request_BadRequest: A value is required for property 'displayName' of resource 'Group'.",
  );
  expect(await create({ displayName: 'X', mailNickname: 'x', securityEnabled: true, id: NOBODY })).toBe(
    "400 Request_BadRequest: Property 'id' is read-only and cannot be set.",
  );
});
