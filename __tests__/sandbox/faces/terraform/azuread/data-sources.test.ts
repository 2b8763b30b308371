import { azureadProvider } from '../../../../../sandbox/faces/terraform/azuread/provider.js';
import type { Attributes } from '../../../../../sandbox/faces/terraform/resource.js';
import { IDENTITY_CENTER } from '../../../../helpers/azuread.js';
import { NOBODY } from '../../../../helpers/entra.js';
import { createTestWorld } from '../../../../helpers/world.js';

const world = createTestWorld();
const { entra } = world;
const ada = entra.users.get('ada@test.example').id;
const bob = entra.users.get('bob@test.example').id;
const admins = entra.groups.list({ displayName: 'Admins' })[0]?.id ?? '';

async function read(type: string, config: Attributes): Promise<Attributes> {
  const model = azureadProvider.dataSources.find((each) => each.type === type);
  if (!model) throw new Error(type);
  return model.read({ world, config: {} }, config);
}

test('a group by name, by mail nickname, by id', async () => {
  const byName = await read('azuread_group', { display_name: 'Admins', security_enabled: true });
  expect(byName).toMatchObject({
    id: `/groups/${admins}`,
    object_id: admins,
    members: [ada],
    description: 'Administrators',
  });
  expect(await read('azuread_group', { mail_nickname: byName['mail_nickname'] ?? '' })).toEqual(byName);
  expect(await read('azuread_group', { object_id: admins })).toEqual(byName);
});

test('a dynamic group tells its rule and the members it makes', async () => {
  expect(await read('azuread_group', { display_name: 'Operators' })).toMatchObject({
    types: ['DynamicMembership'],
    dynamic_membership: [{ enabled: true, rule: 'user.department -eq "Ops"' }],
    members: [bob],
  });
});

test('a user by name, id, mail or mail nickname', async () => {
  const byName = await read('azuread_user', { user_principal_name: 'Ada@test.example' });
  expect(byName).toMatchObject({
    id: `/users/${ada}`,
    object_id: ada,
    display_name: 'Ada',
    department: 'Dev',
  });
  const keys: readonly Attributes[] = [
    { object_id: ada },
    { mail: 'ada@test.example' },
    { mail_nickname: 'ada' },
  ];
  for (const key of keys) {
    expect(await read('azuread_user', key)).toEqual(byName);
  }
});

test('users in the order that they are named in, or all', async () => {
  const named = await read('azuread_users', {
    user_principal_names: ['bob@test.example', 'ada@test.example'],
  });
  expect(named).toMatchObject({ object_ids: [bob, ada], mail_nicknames: ['bob', 'ada'] });
  expect(named['id']).toMatch(/^users#[\w-]{27}=$/);
  const some = await read('azuread_users', { object_ids: [NOBODY, ada], ignore_missing: true });
  expect(some['user_principal_names']).toEqual(['ada@test.example']);
  expect((await read('azuread_users', { return_all: true }))['object_ids']).toHaveLength(3);
});

test('who the provider is signed in as', async () => {
  const { clientId, objectId } = entra.caller;
  expect(await read('azuread_client_config', {})).toEqual({
    id: `${entra.tenantId}-${clientId}-${objectId}`,
    client_id: clientId,
    object_id: objectId,
    tenant_id: entra.tenantId,
  });
});

test('a template by name or id', async () => {
  const byId = await read('azuread_application_template', { template_id: IDENTITY_CENTER });
  expect(byId['display_name']).toBe('AWS IAM Identity Center (successor to AWS Single Sign-On)');
  expect(await read('azuread_application_template', { display_name: byId['display_name'] ?? '' })).toEqual(
    byId,
  );
});

test.each<[string, Attributes, string]>([
  [
    'azuread_group',
    { display_name: 'Nobody' },
    "No group found matching specified filter (displayName eq 'Nobody')",
  ],
  [
    'azuread_group',
    { display_name: 'Admins', security_enabled: false },
    "No group found matching specified filter (displayName eq 'Admins' and securityEnabled eq false)",
  ],
  ['azuread_group', { object_id: NOBODY }, `No group found with object ID: "${NOBODY}"`],
  [
    'azuread_group',
    { object_id: admins, mail_enabled: true },
    `Group with object ID "${admins}" does not have the specified mail_enabled setting (expected: true, actual: false)`,
  ],
  ['azuread_user', { user_principal_name: 'x@test.example' }, 'User with UPN "x@test.example" was not found'],
  ['azuread_user', { object_id: NOBODY }, `User not found with object ID: "${NOBODY}"`],
  ['azuread_user', { mail: 'x@test.example' }, 'User not found with mail: "x@test.example"'],
  ['azuread_user', { mail_nickname: 'x' }, 'User not found with email alias: "x"'],
  [
    'azuread_users',
    { user_principal_names: ['x@test.example'] },
    'User with UPN "x@test.example" was not found',
  ],
  ['azuread_users', { object_ids: [NOBODY] }, `User not found with object ID: "${NOBODY}"`],
  [
    'azuread_application_template',
    { template_id: NOBODY },
    `Application Template with ID "${NOBODY}" was not found`,
  ],
  ['azuread_application_template', { display_name: 'x' }, 'Application template not found'],
])('%s %j finds nothing', async (type, config, refusal) => {
  await expect(read(type, config)).rejects.toThrow(refusal);
});

test('a name that two groups have finds neither', async () => {
  const twin = entra.groups.create({ displayName: 'Admins', mailNickname: 'twin', securityEnabled: true });
  await expect(read('azuread_group', { display_name: 'Admins', security_enabled: true })).rejects.toThrow(
    "More than one group found matching specified filter (displayName eq 'Admins' and securityEnabled eq true)",
  );
  entra.groups.delete(twin.id);
});
