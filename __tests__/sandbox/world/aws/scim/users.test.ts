import { callerIn, management } from '../../../../helpers/aws.js';
import { BAD, connect, DUPLICATE, ENTERPRISE, summary, USER, user } from './client.js';

test('a user is what it was made of, with an id of the identity store', async () => {
  const { createUser, send, world } = connect();
  const more = {
    schemas: [USER, ENTERPRISE],
    externalId: 'ada',
    title: 'Engineer',
    profileUrl: 'https://people.test.example/ada',
    emails: [{ value: 'ada@test.example', type: 'work', primary: true }],
    [ENTERPRISE]: { department: 'Dev' },
  };
  const created = await createUser('ada@test.example', more);
  const id = String(created.body['id']);
  expect(created.status).toBe(201);
  expect(id).toMatch(/^9967000001-[0-9a-f-]{36}$/);
  expect(created.body).toEqual({
    ...user('ada@test.example'),
    ...more,
    id,
    active: true,
    meta: { resourceType: 'User', created: '2027-01-01T12:00:00Z', lastModified: '2027-01-01T12:00:00Z' },
  });
  expect(await send('GET', `/Users/${id}`)).toMatchObject({ status: 200, body: created.body });
  const store = { IdentityStoreId: 'd-9967000001' };
  expect(world.aws.as(callerIn(management)).identityStore.DescribeUser({ ...store, UserId: id })).toEqual({
    ...store,
    UserId: id,
    UserName: 'ada@test.example',
    DisplayName: 'Some One',
    Name: { GivenName: 'Some', FamilyName: 'One' },
    ExternalIds: [{ Issuer: 'SCIM', Id: 'ada' }],
  });
});

const NAME = { givenName: 'Some', familyName: 'One' };
const email = (value: string) => ({ value, type: 'work', primary: true });

test.each<[string, object, string]>([
  ['no user name', { userName: undefined }, 'userName: is missing'],
  ['a number for a text', { userName: 5 }, 'userName: must be a text'],
  ['no display name', { displayName: undefined }, 'displayName: is missing'],
  ['no name', { name: undefined }, 'name: is missing'],
  ['no first name', { name: { familyName: 'One' } }, 'name.givenName: is missing'],
  ['no last name', { name: { givenName: 'Some' } }, 'name.familyName: is missing'],
  ['an empty text', { title: '' }, 'title: must not be empty'],
  ['a forbidden character', { title: 'R&D; lead' }, 'title: must have none of < > ; : %, tabs and new lines'],
  [
    'a tab',
    { name: { ...NAME, givenName: 'A\tB' } },
    'name.givenName: must have none of < > ; : %, tabs and new lines',
  ],
  [
    'a colon in the external id',
    { externalId: 'f:1' },
    'externalId: must have none of < > ; : %, tabs and new lines',
  ],
  ['a space in the user name', { userName: 'a b' }, 'userName: must have no spaces'],
  ['a long user name', { userName: 'a'.repeat(129) }, 'userName: must have at most 128 characters'],
  [
    'a long display name',
    { displayName: 'a'.repeat(1_025) },
    'displayName: must have at most 1024 characters',
  ],
  [
    'two e-mail addresses',
    { emails: [email('a@b.example'), email('c@d.example')] },
    'emails: must have one value at most',
  ],
  [
    'an e-mail address that isn’t primary',
    { emails: [{ value: 'a@b.example' }] },
    'emails.0.primary: must be true',
  ],
  [
    'two phone numbers',
    { phoneNumbers: [{ value: '1' }, { value: '2' }] },
    'phoneNumbers: must have one value at most',
  ],
  [
    'two addresses',
    { addresses: [{ country: 'AT' }, { country: 'CH' }] },
    'addresses: must have one value at most',
  ],
  ['groups', { groups: [] }, 'body: Unrecognized key: "groups"'],
  ['a password', { password: 'x' }, 'body: Unrecognized key: "password"'],
  [
    'a manager’s display name',
    { [ENTERPRISE]: { manager: { value: 'x', displayName: 'X' } } },
    `${ENTERPRISE}.manager: Unrecognized key: "displayName"`,
  ],
  ['no schema', { schemas: [] }, 'schemas: '],
])('refuses a user with %s', async (_, change, reason) => {
  const { createUser, list } = connect();
  expect(summary(await createUser('one', change))).toMatch(`${BAD} | ${reason}`);
  expect(await list('/Users')).toEqual([]);
});

test('says everything that is wrong at once', async () => {
  const refused = await connect().createUser('one', { name: {}, title: '<b>' });
  expect(summary(refused)).toBe(
    `${BAD} | name.givenName: is missing; name.familyName: is missing; ` +
      'title: must have none of < > ; : %, tabs and new lines',
  );
});

test('user names and external ids are unique', async () => {
  const { createUser, patch } = connect();
  await createUser('one', { externalId: '1' });
  expect(summary(await createUser('ONE'))).toBe(`${DUPLICATE} | userName: another user has ONE`);
  expect(summary(await createUser('two', { externalId: '1' }))).toBe(
    `${DUPLICATE} | externalId: another user has 1`,
  );
  const id = String((await createUser('two')).body['id']);
  expect((await patch(`/Users/${id}`, { op: 'replace', path: 'userName', value: 'One' })).status).toBe(409);
  expect((await patch(`/Users/${id}`, { op: 'replace', path: 'userName', value: 'TWO' })).status).toBe(200);
});

test('PUT replaces all attributes and keeps the id', async () => {
  const { createUser, send, world } = connect();
  const { body } = await createUser('one', { title: 'Engineer' });
  await world.clock.sleep(60_000);
  const put = await send('PUT', `/Users/${String(body['id'])}`, { ...user('uno'), active: false });
  expect(put.body).toMatchObject({
    id: body['id'],
    userName: 'uno',
    active: false,
    meta: { created: '2027-01-01T12:00:00Z', lastModified: '2027-01-01T12:01:00Z' },
  });
  expect(put.body).not.toHaveProperty('title');
});

test.each<[string, object[], object]>([
  [
    'an attribute, with Entra’s verbs',
    [{ op: 'Replace', path: 'displayName', value: 'Ada' }],
    { displayName: 'Ada' },
  ],
  [
    'part of the name',
    [{ op: 'replace', path: 'name.givenName', value: 'Ada' }],
    { name: { givenName: 'Ada', familyName: 'One' } },
  ],
  ['active, as Entra writes it', [{ op: 'Replace', path: 'active', value: 'False' }], { active: false }],
  [
    'several at once',
    [{ op: 'replace', value: { title: 'Boss', locale: 'de' } }],
    { title: 'Boss', locale: 'de' },
  ],
  [
    'a phone number that isn’t there yet',
    [{ op: 'Add', path: 'phoneNumbers[type eq "work"].value', value: '1' }],
    { phoneNumbers: [{ type: 'work', value: '1', primary: true }] },
  ],
  [
    'an e-mail address',
    [{ op: 'Replace', path: 'emails[type eq "work"].value', value: 'b@c.example' }],
    { emails: [email('b@c.example')] },
  ],
  [
    'an extension’s attribute',
    [{ op: 'Add', path: `${ENTERPRISE}:department`, value: 'Ops' }],
    { [ENTERPRISE]: { department: 'Ops' } },
  ],
])('PATCH changes %s', async (_, operations, expected) => {
  const { createUser, patch, send } = connect();
  const { body } = await createUser('one', { emails: [email('a@b.example')] });
  const path = `/Users/${String(body['id'])}`;
  expect(await patch(path, ...operations)).toMatchObject({ status: 200, body: expected });
  expect((await send('GET', path)).body).toMatchObject(expected);
});

test('PATCH removes attributes', async () => {
  const { createUser, patch } = connect();
  const { body } = await createUser('one', { title: 'Engineer', emails: [email('a@b.example')] });
  const operations = [
    { op: 'Remove', path: 'title' },
    { op: 'remove', path: 'emails[type eq "work"].value' },
  ];
  const patched = await patch(`/Users/${String(body['id'])}`, ...operations);
  expect(patched.body).not.toHaveProperty('title');
  expect(patched.body).not.toHaveProperty('emails');
});

test.each<[string, object[], string]>([
  ['the user name removed', [{ op: 'remove', path: 'userName' }], "userName: AWS doesn't remove it"],
  ['active removed', [{ op: 'remove', path: 'active' }], "active: AWS doesn't remove it"],
  [
    'active twice',
    [
      { op: 'replace', path: 'active', value: true },
      { op: 'replace', value: { active: false } },
    ],
    'active: AWS takes one operation on it',
  ],
  ['the first name removed', [{ op: 'remove', path: 'name.givenName' }], 'name.givenName: is missing'],
  [
    'an unknown verb',
    [{ op: 'move', path: 'title', value: 'x' }],
    'Operations.1.op: must be add, replace or remove',
  ],
  ['no value', [{ op: 'replace', path: 'title' }], 'replace: needs a value'],
  ['no path', [{ op: 'remove' }], 'remove: needs a path'],
  [
    'a filter but eq',
    [{ op: 'replace', path: 'emails[type ne "work"].value', value: 'x' }],
    'path: AWS takes no emails[type ne "work"].value',
  ],
  [
    'a second e-mail address',
    [{ op: 'add', path: 'emails[type eq "home"].value', value: 'x@y.example' }],
    'emails: must have one value at most',
  ],
  ['an unknown attribute', [{ op: 'add', path: 'photos', value: 'x' }], 'body: Unrecognized key: "photos"'],
])('PATCH refuses %s, and changes nothing', async (_, operations, reason) => {
  const { createUser, patch, send } = connect();
  const { body } = await createUser('one', { title: 'Engineer', emails: [email('a@b.example')] });
  const path = `/Users/${String(body['id'])}`;
  const refused = await patch(path, { op: 'replace', path: 'nickName', value: 'x' }, ...operations);
  expect(summary(refused)).toBe(`${BAD} | ${reason}`);
  expect((await send('GET', path)).body).toEqual(body);
});

test('PATCH refuses what has no operation', async () => {
  const { createUser, patch } = connect();
  const { body } = await createUser('one');
  expect(summary(await patch(`/Users/${String(body['id'])}`))).toBe(
    `${BAD} | Operations: must have an operation`,
  );
});

test('a deleted user is gone, from its groups too', async () => {
  const { createUser, createGroup, send, list } = connect();
  const id = String((await createUser('one')).body['id']);
  await createGroup('A', { members: [{ value: id }] });
  expect(await list('/Groups', `members.value eq "${id}"`)).toHaveLength(1);
  expect((await send('DELETE', `/Users/${id}`)).status).toBe(204);
  expect(await list('/Groups', `members.value eq "${id}"`)).toEqual([]);
  for (const method of ['GET', 'DELETE'] as const)
    expect(summary(await send(method, `/Users/${id}`))).toBe('404 | USER does not exist.');
});
