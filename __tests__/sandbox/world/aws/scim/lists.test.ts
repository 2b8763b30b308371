import { BAD, connect, ENTERPRISE, summary, USER, type Client } from './client.js';

/** Ada, whose manager is Bob, and the group that both are in. */
async function populate({ createUser, createGroup }: Client) {
  const bob = String((await createUser('bob@test.example', { externalId: 'b' })).body['id']);
  const manager = { schemas: [USER, ENTERPRISE], [ENTERPRISE]: { manager: { value: bob } } };
  const ada = String((await createUser('ada@test.example', manager)).body['id']);
  const members = [ada, bob].map((value) => ({ value }));
  const group = String((await createGroup('The "A" team', { externalId: 'a', members })).body['id']);
  await createGroup('Empty');
  return { ada, bob, group };
}

test('without a filter, lists everything', async () => {
  const client = connect();
  const { ada, bob } = await populate(client);
  const { body } = await client.send('GET', '/Users');
  expect(body).toMatchObject({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: 2,
    itemsPerPage: 2,
    startIndex: 1,
    Resources: [{ id: bob }, { id: ada }],
  });
});

test('finds users by what AWS lets them be found by', async () => {
  const client = connect();
  const { ada, bob, group } = await populate(client);
  const found = async (filter: string) => (await client.list('/Users', filter)).map(({ id }) => id);
  expect(await found('userName eq "ADA@test.example"')).toEqual([ada]);
  expect(await found('externalId eq "b"')).toEqual([bob]);
  expect(await found(`id eq "${ada}"`)).toEqual([ada]);
  expect(await found(`id eq "${ada}" and manager eq "${bob}"`)).toEqual([ada]);
  expect(await found(`manager eq "${bob}" and id eq "${bob}"`)).toEqual([]);
  expect(await found(`groups.value eq "${group}"`)).toEqual([bob, ada]);
  expect(await found('userName eq "nobody"')).toEqual([]);
});

test('finds groups by what AWS lets them be found by', async () => {
  const client = connect();
  const { ada, group } = await populate(client);
  const found = async (filter: string) => (await client.list('/Groups', filter)).map(({ id }) => id);
  expect(await found(String.raw`displayName eq "the \"A\" team"`)).toEqual([group]);
  expect(await found('externalId eq "a"')).toEqual([group]);
  expect(await found(`id eq "${group}" and members eq "${ada}"`)).toEqual([group]);
  expect(await found(`members EQ "${ada}" AND id EQ "${group}"`)).toEqual([group]);
  expect(await found(`id eq "${group}" and members eq "nobody"`)).toEqual([]);
  expect(await found(`members.value eq "${ada}"`)).toEqual([group]);
});

const only = 'filter: AWS takes only attribute eq "value", or two of them with "and"; not';
const groups = 'filter: AWS takes only displayName, externalId, id, members.value, id and members; not';
test.each([
  ['displayName sw "A"', only],
  ['displayName eq "A" or externalId eq "a"', only],
  ['not (displayName eq "A")', only],
  ['displayName eq A', only],
  ['id eq "x" and members eq ""', only],
  ['members eq "x"', groups],
  ['displayName eq "A" and externalId eq "a"', groups],
  ['description eq "A"', groups],
])('refuses the filter %s', async (filter, reason) => {
  const answered = await connect().send('GET', `/Groups?filter=${encodeURIComponent(filter)}`);
  const said = reason === only ? filter : filter.replaceAll(/ eq "[^"]*"/g, '');
  expect(summary(answered)).toBe(`${BAD} | ${reason} ${said}`);
});

test('ignores what AWS doesn’t know, as Entra sends it', async () => {
  const client = connect();
  await populate(client);
  const { body } = await client.send('GET', '/Groups?excludedAttributes=members&startIndex=2');
  expect(body).toMatchObject({ totalResults: 2, startIndex: 1 });
});

test('gives a page at a time where a cursor is asked for, and otherwise the first page alone', async () => {
  const { createGroup, send } = connect();
  for (let each = 0; each < 101; each++) await createGroup(`Group ${each}`);
  expect((await send('GET', '/Groups')).body).toMatchObject({ totalResults: 100, itemsPerPage: 100 });
  const first = (await send('GET', '/Groups?cursor')).body;
  expect(first).toMatchObject({ itemsPerPage: 100 });
  expect(first).not.toHaveProperty('totalResults');
  const cursor = encodeURIComponent(String(first['nextCursor']));
  const last = (await send('GET', `/Groups?cursor=${cursor}`)).body;
  expect(last).toMatchObject({ itemsPerPage: 1, Resources: [{ displayName: 'Group 100' }] });
  expect(last).not.toHaveProperty('nextCursor');
  expect((await send('GET', '/Groups?count=2')).body).toMatchObject({ totalResults: 2 });
});

test.each(['count=0', 'count=101', 'count=x'])('refuses %s', async (query) => {
  expect(summary(await connect().send('GET', `/Users?${query}`))).toBe(
    `${BAD} | count: must be from 1 to 100`,
  );
});

test('refuses a cursor that no page gave', async () => {
  expect(summary(await connect().send('GET', '/Users?cursor=x'))).toBe(`${BAD} | cursor: no page gave it`);
});
