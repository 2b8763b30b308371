import type { AppRole } from '../../../../sandbox/world/entra/objects.js';
import { createTenantWithApplication, refusalOf } from '../../../helpers/entra.js';

const role: AppRole = {
  id: '11111111-2222-4333-8444-555555555555',
  allowedMemberTypes: ['User'],
  description: 'A',
  displayName: 'A',
  isEnabled: true,
  value: 'a',
};
const second: AppRole = { ...role, id: '11111111-2222-4333-8444-666666666666', displayName: 'B', value: 'b' };

/** What the tenant says to roles added to those of the template. */
function add(...roles: readonly AppRole[]): Promise<string> {
  const { tenant, application } = createTenantWithApplication();
  const appRoles = [...application.appRoles, ...roles];
  return refusalOf(() => {
    tenant.applications.update(application.id, { appRoles });
    throw new Error('taken');
  }).catch((error: Error) => error.message);
}

test('roles with values and names of their own are taken, and any number without a value', async () => {
  expect(await add(role, second)).toBe('taken');
  expect(await add({ ...role, value: null }, { ...second, value: '' })).toBe('taken');
});

const duplicate = (property: string, value: string) =>
  `400 DuplicateValue: Permission (scope or role) property '${property}' has the duplicate value '${value}'.`;

test.each<[string, readonly AppRole[], string]>([
  ['the value of another role', [role, { ...second, value: 'a' }], duplicate('value', 'a')],
  [
    'the value of a scope',
    [{ ...role, value: 'user_impersonation' }],
    duplicate('value', 'user_impersonation'),
  ],
  ['the name of another role', [role, { ...second, displayName: 'A' }], duplicate('displayName', 'A')],
  [
    'nobody to be assigned to',
    [{ ...role, allowedMemberTypes: [] }],
    "400 Request_BadRequest: Invalid value specified for property 'allowedMemberTypes' of resource 'AppRole'.",
  ],
  [
    'members that there are not',
    [{ ...role, allowedMemberTypes: ['Group'] }],
    "400 Request_BadRequest: Invalid value specified for property 'allowedMemberTypes' of resource 'AppRole'.",
  ],
])('a role with %s is refused', async (_what, roles, message) => {
  expect(await add(...roles)).toBe(message);
});
