import { callerIn, management } from '../../../../helpers/aws.js';
import { BAD, connect, DUPLICATE, GROUP, summary, type Client } from './client.js';

const store = { IdentityStoreId: 'd-9967000001' };

/** The ids of so many new users. */
const users = async ({ createUser }: Client, count: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let each = 0; each < count; each++) ids.push(String((await createUser(`user-${each}`)).body['id']));
  return ids;
};

const membersOf = ({ world }: Client, GroupId: string): string[] => {
  const { identityStore } = world.aws.as(callerIn(management));
  return identityStore
    .ListGroupMemberships({ ...store, GroupId })
    .GroupMemberships.map(({ MemberId }) => MemberId.UserId);
};

const values = (ids: readonly string[]) => ids.map((value) => ({ value }));

test('a group has an id of the identity store, and tells no members', async () => {
  const client = connect();
  const members = values(await users(client, 2));
  const created = await client.createGroup('Admins', { externalId: 'e-1', members });
  const id = String(created.body['id']);
  expect(created.status).toBe(201);
  expect(id).toMatch(/^9967000001-[0-9a-f-]{36}$/);
  expect(created.body).toEqual({
    schemas: [GROUP],
    id,
    displayName: 'Admins',
    externalId: 'e-1',
    members: [],
    meta: { resourceType: 'Group', created: '2027-01-01T12:00:00Z', lastModified: '2027-01-01T12:00:00Z' },
  });
  expect((await client.send('GET', `/Groups/${id}`)).body).toEqual(created.body);
  expect(membersOf(client, id)).toEqual(members.map(({ value }) => value));
  const { identityStore } = client.world.aws.as(callerIn(management));
  expect(identityStore.DescribeGroup({ ...store, GroupId: id })).toEqual({
    ...store,
    GroupId: id,
    DisplayName: 'Admins',
    ExternalIds: [{ Issuer: 'SCIM', Id: 'e-1' }],
  });
});

test.each<[string, object, string]>([
  ['no name', { displayName: undefined }, `${BAD} | displayName: is missing`],
  ['an empty name', { displayName: '' }, `${BAD} | displayName: must not be empty`],
  [
    'a forbidden character',
    { displayName: 'A: B' },
    `${BAD} | displayName: must have none of < > ; : %, tabs and new lines`,
  ],
  ['another attribute', { owner: 'x' }, `${BAD} | body: Unrecognized key: "owner"`],
  [
    'more than 100 members',
    { members: values(Array.from({ length: 101 }, () => 'x')) },
    `${BAD} | members: must have at most 100 members`,
  ],
  ['a member that isn’t there', { members: values(['x']) }, '404 | USER does not exist.'],
])('refuses a group with %s', async (_, change, expected) => {
  const { createGroup, list } = connect();
  expect(summary(await createGroup('A', change))).toBe(expected);
  expect(await list('/Groups')).toEqual([]);
});

test('names and external ids are unique', async () => {
  const { createGroup, patch } = connect();
  await createGroup('A', { externalId: '1' });
  expect(summary(await createGroup('a'))).toBe(`${DUPLICATE} | displayName: another group has a`);
  expect(summary(await createGroup('B', { externalId: '1' }))).toBe(
    `${DUPLICATE} | externalId: another group has 1`,
  );
  const id = String((await createGroup('B')).body['id']);
  expect((await patch(`/Groups/${id}`, { op: 'replace', path: 'displayName', value: 'A' })).status).toBe(409);
});

test('PATCH renames a group, which keeps its id and its members', async () => {
  const client = connect();
  const [one = ''] = await users(client, 1);
  const id = String((await client.createGroup('A', { members: values([one]) })).body['id']);
  expect(
    await client.patch(`/Groups/${id}`, { op: 'replace', value: { id, displayName: 'B' } }),
  ).toMatchObject({
    status: 204,
    body: {},
  });
  expect((await client.send('GET', `/Groups/${id}`)).body).toMatchObject({ id, displayName: 'B' });
  expect(membersOf(client, id)).toEqual([one]);
});

test('PATCH adds and removes members, in either form of removal; twice is as good as once', async () => {
  const client = connect();
  const [one = '', two = '', three = ''] = await users(client, 3);
  const id = String((await client.createGroup('A')).body['id']);
  const patch = async (...operations: object[]) => {
    expect((await client.patch(`/Groups/${id}`, ...operations)).status).toBe(204);
    return membersOf(client, id);
  };
  const add = { op: 'Add', path: 'members', value: values([one, two, three]) };
  expect(await patch(add)).toEqual([one, two, three]);
  expect(await patch(add)).toEqual([one, two, three]);
  const remove = { op: 'Remove', path: 'members', value: values([one]) };
  expect(await patch(remove, { op: 'remove', path: `members[value eq "${two}"]` })).toEqual([three]);
  expect(await patch(remove)).toEqual([three]);
});

test('takes 100 membership changes in a request, and not one more', async () => {
  const client = connect();
  const ids = await users(client, 101);
  const id = String((await client.createGroup('A')).body['id']);
  const add = (...parts: string[][]) =>
    client.patch(
      `/Groups/${id}`,
      ...parts.map((part) => ({ op: 'add', path: 'members', value: values(part) })),
    );
  expect(summary(await add(ids.slice(0, 50), ids.slice(50)))).toBe(
    `${BAD} | members: 101 changes; AWS takes 100 in a request`,
  );
  expect(membersOf(client, id)).toEqual([]);
  expect((await add(ids.slice(0, 50), ids.slice(50, 100))).status).toBe(204);
  expect(membersOf(client, id)).toHaveLength(100);
});

test.each<[string, object, string]>([
  [
    'all members removed',
    { op: 'remove', path: 'members' },
    `${BAD} | members: AWS does not remove all members at once; name them`,
  ],
  [
    'all members replaced',
    { op: 'replace', path: 'members', value: [] },
    `${BAD} | members: AWS replaces no members; add and remove them`,
  ],
  [
    'members replaced beside others',
    { op: 'replace', value: { members: [] } },
    `${BAD} | members: AWS replaces no members; add and remove them`,
  ],
  [
    'a member that isn’t there',
    { op: 'add', path: 'members', value: values(['x']) },
    '404 | USER does not exist.',
  ],
  [
    'members that aren’t a list',
    { op: 'add', path: 'members', value: 'x' },
    `${BAD} | members: Invalid input: expected array, received string`,
  ],
  [
    'a part of a member',
    { op: 'add', path: 'members[value eq "x"].type', value: 'y' },
    `${BAD} | path: AWS takes no members[value eq "x"].type`,
  ],
  [
    'another attribute',
    { op: 'add', path: 'description', value: 'x' },
    `${BAD} | body: Unrecognized key: "description"`,
  ],
  ['the name removed', { op: 'remove', path: 'displayName' }, `${BAD} | displayName: is missing`],
  ['a value that says no attribute', { op: 'add', value: 'x' }, `${BAD} | add: needs a path or attributes`],
])('PATCH refuses %s, and changes nothing', async (_, operation, expected) => {
  const client = connect();
  const [one = ''] = await users(client, 1);
  const { body } = await client.createGroup('A', { members: values([one]) });
  const path = `/Groups/${String(body['id'])}`;
  const rename = { op: 'replace', path: 'displayName', value: 'B' };
  const operations = expected.includes('displayName') ? [operation] : [rename, operation];
  expect(summary(await client.patch(path, ...operations))).toBe(expected);
  expect((await client.send('GET', path)).body).toEqual(body);
  expect(membersOf(client, String(body['id']))).toEqual([one]);
});

test('a group that is deleted and made again has another id', async () => {
  const { createGroup, send } = connect();
  const first = String((await createGroup('A')).body['id']);
  expect((await send('DELETE', `/Groups/${first}`)).status).toBe(204);
  expect(summary(await send('DELETE', `/Groups/${first}`))).toBe('404 | GROUP does not exist.');
  expect(summary(await send('GET', `/Groups/${first}`))).toBe('404 | GROUP does not exist.');
  expect((await createGroup('A')).body['id']).not.toBe(first);
});
