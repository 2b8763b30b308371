/** What Graph does to its callers now and then: an object that isn't everywhere yet, and too many requests. */
import { IDENTITY_CENTER } from '../../../helpers/azuread.js';
import { GONE } from '../../../helpers/entra.js';
import { graphRefusal, serveTestGraph, type TestGraph } from '../../../helpers/graph.js';

let graph: TestGraph;
beforeEach(async () => {
  graph = await serveTestGraph();
});
afterEach(() => graph.stop());

const instantiate = () =>
  graph.client
    .api(`/applicationTemplates/${IDENTITY_CENTER}/instantiate`)
    .post({ displayName: 'AWS' }) as Promise<Record<'application' | 'servicePrincipal', { id: string }>>;

test('a new object isn’t found for as long as the world says, and then it is', async () => {
  const { client, served, world } = graph;
  served.faults.replicationDelay = 20_000;
  const made = await instantiate();
  const paths = [
    ['/applications', made.application.id],
    ['/servicePrincipals', made.servicePrincipal.id],
  ] as const;
  for (const [path, id] of paths) {
    expect(await graphRefusal(client.api(`${path}/${id}`).get())).toBe(GONE(id));
    expect(await graphRefusal(client.api(`${path}/${id}/owners`).get())).toBe(GONE(id));
    expect((await client.api(path).filter(`id eq '${id}'`).get()).value).toEqual([]);
  }
  await world.clock.advance(20_000);
  for (const [path, id] of paths) {
    expect(await client.api(`${path}/${id}`).get()).toMatchObject({ id });
    expect((await client.api(path).filter(`id eq '${id}'`).get()).value).toMatchObject([{ id }]);
  }
});

test('a new object is found at once where nothing is said', async () => {
  const { application } = await instantiate();
  expect(await graph.client.api(`/applications/${application.id}`).get()).toMatchObject({
    displayName: 'AWS',
  });
});

test('so many requests are too many, and the client is told when to come back', async () => {
  const { served, send, signIn } = graph;
  const headers = { authorization: `Bearer ${await signIn()}` };
  served.faults.throttle(2, 17);
  for (const path of ['/v1.0/users', '/beta/groups']) {
    const { status, headers: answered, text } = await send(path, { headers });
    expect([status, answered.get('retry-after')]).toEqual([429, '17']);
    expect(JSON.parse(text).error).toMatchObject({
      code: 'TooManyRequests',
      message: 'Please retry again later.',
    });
  }
  expect((await send('/v1.0/users', { headers })).status).toBe(200);
});

test('Microsoft’s client comes back by itself', async () => {
  graph.served.faults.throttle(2, 0);
  expect((await graph.client.api('/organization').get()).value).toHaveLength(1);
});
