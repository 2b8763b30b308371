import { EntraTenant } from '../../../../sandbox/world/entra/tenant.js';
import { createTestClock } from '../../../helpers/clock.js';
import { USER_ROLE } from '../../../helpers/azuread.js';
import {
  createTenantWithApplication,
  createTestTenant,
  GONE,
  nowhere,
  refusalOf,
} from '../../../helpers/entra.js';
import { testSeed } from '../../../helpers/world.js';

test('holds what its seed holds, under the same ids every time', () => {
  const [one, other] = [createTestTenant(), createTestTenant()];
  expect(one.groups.list().map(({ displayName }) => displayName)).toEqual([
    'Admins',
    'Developers',
    'Operators',
  ]);
  expect(one.groups.list().map(({ id }) => id)).toEqual(other.groups.list().map(({ id }) => id));
  expect(one.users.list().map(({ id }) => id)).toEqual(other.users.list().map(({ id }) => id));
  const members = one.groups
    .list()
    .map(({ id }) => one.groups.members(id).map(({ displayName }) => displayName));
  expect(members).toEqual([['Ada'], ['Ada', 'Bob'], ['Bob']]);
  expect(one.organization).toEqual({
    id: testSeed.entra.tenantId,
    displayName: 'Test',
    verifiedDomains: [{ name: 'test.example', isDefault: true }],
  });
});

test('a user is got by id or by user principal name', async () => {
  const { users } = createTestTenant();
  const ada = users.get('ADA@test.example');
  expect(ada).toMatchObject({ givenName: 'Ada', department: 'Dev', jobTitle: null, accountEnabled: true });
  expect(users.get(ada.id)).toEqual(ada);
  expect(await refusalOf(() => users.get('mallory@test.example'))).toBe(GONE('mallory@test.example'));
});

test('says what it holds beyond its seed, and nothing once that is gone', () => {
  const { tenant, application, servicePrincipal } = createTenantWithApplication();
  const ada = tenant.users.get('ada@test.example').id;
  const assignment = tenant.appRoleAssignments.create(servicePrincipal.id, {
    appRoleId: USER_ROLE,
    principalId: ada,
  });
  const group = tenant.groups.create({ displayName: 'Team', mailNickname: 'team', securityEnabled: true });
  expect(tenant.made()).toEqual([
    `application "AWS" (${application.id})`,
    `service principal "AWS" (${servicePrincipal.id})`,
    `group "Team" (${group.id})`,
    `app role assignment of "Ada" to "AWS" (${assignment.id})`,
  ]);
  tenant.applications.delete(application.id);
  tenant.groups.delete(group.id);
  expect(tenant.made()).toEqual([]);
});

test('a seed with one group name twice, or with an unknown member, is no tenant', () => {
  const clock = createTestClock('2027-01-01T00:00:00Z');
  const groups = [{ displayName: 'A' }, { displayName: 'A' }];
  expect(() => new EntraTenant({ ...testSeed.entra, groups }, clock, nowhere)).toThrow(
    'The seed has the group "A" twice.',
  );
  const stranger = [{ displayName: 'A', members: ['stranger@test.example'] }];
  expect(() => new EntraTenant({ ...testSeed.entra, groups: stranger }, clock, nowhere)).toThrow(
    "Resource 'stranger@test.example' does not exist",
  );
});
