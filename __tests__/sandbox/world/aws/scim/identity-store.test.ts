import { createAwsWorld } from '../../../../helpers/aws-world.js';
import { callerIn, dev, management, refusalOf } from '../../../../helpers/aws.js';
import { connect, ENTERPRISE, TENANT } from './client.js';

const provisioned = { groups: ['Admins', 'Developers'], users: ['ada@test.example'] };
const store = { IdentityStoreId: 'd-9967000001' };

test('what the seed has provisioned is found by its name, with its attributes and members', async () => {
  const { list } = connect(provisioned);
  const [ada] = await list('/Users', 'userName eq "ada@test.example"');
  expect(ada).toMatchObject({
    displayName: 'Ada',
    name: { givenName: 'Ada', familyName: 'Adams' },
    active: true,
    [ENTERPRISE]: { department: 'Dev' },
  });
  const groups = await list('/Groups', `members.value eq "${String(ada?.['id'])}"`);
  expect(groups.map(({ displayName }) => displayName)).toEqual(['Admins', 'Developers']);
});

test('what the seed has provisioned can be changed like everything else', async () => {
  const { list, patch } = connect(provisioned);
  const [ada] = await list('/Users');
  const change = { op: 'replace', path: 'active', value: false };
  expect(await patch(`/Users/${String(ada?.['id'])}`, change)).toMatchObject({
    status: 200,
    body: { ...ada, active: false },
  });
});

test('tells what was made beyond the seed', async () => {
  const { world, createUser, createGroup, list, send } = connect(provisioned);
  expect(world.aws.made()).toEqual([]);
  await createUser('new@test.example');
  await createGroup('New');
  expect(world.aws.made()).toEqual([]);
  expect(world.aws.provisioned()).toEqual(['group New in AWS', 'user new@test.example in AWS']);
  for (const [path, name] of [
    ['/Groups', 'displayName eq "New"'],
    ['/Users', 'userName eq "new@test.example"'],
  ] as const) {
    const [made] = await list(path, name);
    await send('DELETE', `${path}/${String(made?.['id'])}`);
  }
  expect(world.aws.made()).toEqual([]);
});

test('memberships are listed by group', () => {
  const { world } = connect(provisioned);
  const { identityStore } = world.aws.as(callerIn(management));
  const [admins] = identityStore.ListGroups(store).Groups;
  const [ada] = identityStore.ListUsers(store).Users;
  const GroupId = admins?.GroupId ?? '';
  expect(identityStore.ListGroupMemberships({ ...store, GroupId }).GroupMemberships).toEqual([
    {
      ...store,
      GroupId,
      MemberId: { UserId: ada?.UserId },
      MembershipId: expect.stringMatching(/^9967000001-[0-9a-f-]{36}$/),
    },
  ]);
  expect(refusalOf(() => identityStore.ListGroupMemberships({ ...store, GroupId: 'x' }))).toBe(
    'ResourceNotFoundException: GROUP not found.',
  );
});

test('a deleted group leaves its account assignments behind', async () => {
  const { aws, sso, key, assign } = createAwsWorld({ scim: { tenant: TENANT } });
  expect(await assign(dev)).toBeUndefined();
  const [assignment] = sso.ListAccountAssignments({ ...key, AccountId: dev }).AccountAssignments;
  const { token } = aws.scim.createAccessToken();
  const url = `${aws.scim.endpoints[0]}/Groups/${assignment?.PrincipalId}`;
  expect((await aws.scim.request({ method: 'DELETE', url, token })).status).toBe(204);
  expect(sso.ListAccountAssignments({ ...key, AccountId: dev }).AccountAssignments).toEqual([assignment]);
});
