import { USER_ROLE } from '../../../helpers/azuread.js';
import { createTenantWithApplication, GONE, NOBODY, refusalOf } from '../../../helpers/entra.js';

const NO_ROLE = '00000000-0000-0000-0000-000000000000';

function setUp() {
  const made = createTenantWithApplication();
  const { tenant, servicePrincipal } = made;
  const admins = tenant.groups.list({ displayName: 'Admins' })[0]?.id ?? '';
  return {
    ...made,
    admins,
    ada: tenant.users.get('ada@test.example').id,
    assignments: tenant.appRoleAssignments,
    resource: servicePrincipal.id,
    notFound: `400 Request_BadRequest: Permission being assigned was not found on application '${servicePrincipal.appId}'.`,
  };
}

test('assigns groups and users, and lists them by what they are', () => {
  const { assignments, resource, admins, ada } = setUp();
  const first = assignments.create(resource, { appRoleId: USER_ROLE, principalId: admins });
  assignments.create(resource, { appRoleId: USER_ROLE, principalId: ada });
  expect(first.id).toMatch(/^[\w-]{43}$/);
  expect(assignments.get(resource, first.id)).toEqual(first);
  expect(assignments.list(resource)).toMatchObject([
    {
      principalId: admins,
      principalType: 'Group',
      principalDisplayName: 'Admins',
      resourceDisplayName: 'AWS',
    },
    { principalId: ada, principalType: 'User', principalDisplayName: 'Ada', resourceId: resource },
  ]);
  assignments.delete(resource, first.id);
  expect(assignments.list(resource)).toHaveLength(1);
});

test('the same assignment twice is refused', async () => {
  const { assignments, resource, ada } = setUp();
  assignments.create(resource, { appRoleId: USER_ROLE, principalId: ada });
  expect(
    await refusalOf(() => assignments.create(resource, { appRoleId: USER_ROLE, principalId: ada })),
  ).toBe('400 Request_BadRequest: Permission being assigned already exists on the object');
});

test('refuses roles that the application does not declare, has disabled, or has for others', async () => {
  const { tenant, application, assignments, resource, ada, notFound } = setUp();
  for (const appRoleId of [NOBODY, NO_ROLE]) {
    expect(await refusalOf(() => assignments.create(resource, { appRoleId, principalId: ada }))).toBe(
      notFound,
    );
  }
  const asApplication = { appRoleId: USER_ROLE, principalId: tenant.caller.objectId };
  expect(await refusalOf(() => assignments.create(resource, asApplication))).toBe(notFound);
  const appRoles = application.appRoles.map((role) => ({ ...role, isEnabled: false }));
  tenant.applications.update(application.id, { appRoles });
  expect(
    await refusalOf(() => assignments.create(resource, { appRoleId: USER_ROLE, principalId: ada })),
  ).toBe(notFound);
});

test('an application without roles takes the role of zeros', () => {
  const { tenant, application, assignments, resource, ada } = setUp();
  const appRoles = application.appRoles.map((role) => ({ ...role, isEnabled: false }));
  tenant.applications.update(application.id, { appRoles });
  tenant.applications.update(application.id, { appRoles: [] });
  expect(assignments.create(resource, { appRoleId: NO_ROLE, principalId: ada }).appRoleId).toBe(NO_ROLE);
});

test('refuses principals, resources and assignments that are not there', async () => {
  const { assignments, resource, ada } = setUp();
  const create = (resourceId: string, principalId: string) => () =>
    assignments.create(resourceId, { appRoleId: USER_ROLE, principalId });
  expect(await refusalOf(create(resource, NOBODY))).toBe(GONE(NOBODY));
  expect(await refusalOf(create(NOBODY, ada))).toBe(GONE(NOBODY));
  expect(await refusalOf(() => assignments.delete(resource, 'nothing'))).toBe(GONE('nothing'));
  expect(await refusalOf(() => assignments.list(NOBODY))).toBe(GONE(NOBODY));
});

test('an assignment goes with its group', () => {
  const { tenant, assignments, resource, admins } = setUp();
  assignments.create(resource, { appRoleId: USER_ROLE, principalId: admins });
  tenant.groups.delete(admins);
  expect(assignments.list(resource)).toEqual([]);
});
