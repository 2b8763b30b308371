import { createTestTenant, GONE, NOBODY, refusalOf } from '../../../helpers/entra.js';

function setUp() {
  const { users, groups } = createTestTenant();
  return { users, groups, ada: users.get('ada@test.example').id };
}

test('a user’s properties change, but not what Entra itself sets', async () => {
  const { users, ada } = setUp();
  users.update(ada, { surname: 'Archer', department: null });
  expect(users.get(ada)).toMatchObject({ surname: 'Archer', department: null, givenName: 'Ada' });
  expect(await refusalOf(() => users.update(ada, { id: NOBODY }))).toBe(
    "400 Request_BadRequest: Property 'id' is read-only and cannot be set.",
  );
  expect(await refusalOf(() => users.update(NOBODY, {}))).toBe(GONE(NOBODY));
});

test('a deleted user is in no group, and can be deleted for good once', async () => {
  const { users, groups, ada } = setUp();
  users.delete(ada);
  expect(await refusalOf(() => users.get(ada))).toBe(GONE(ada));
  const membersOf = ({ id }: { id: string }) => groups.members(id).map(({ displayName }) => displayName);
  expect(groups.list().flatMap(membersOf)).not.toContain('Ada');
  users.deletePermanently(ada);
  expect(await refusalOf(() => users.deletePermanently(ada))).toBe(GONE(ada));
});
