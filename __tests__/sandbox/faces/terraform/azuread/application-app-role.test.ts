import { SINGLE_ACCOUNT } from '../../../../../sandbox/world/entra/application-templates.js';
import { azureadResource } from '../../../../helpers/azuread-resources.js';
import { serveEntra, type ServedEntra } from '../../../../helpers/served-entra.js';

const ROLE = '11111111-2222-4333-8444-555555555555';
const OTHER = '11111111-2222-4333-8444-666666666666';
const VALUE = 'arn:aws:iam::111111111111:role/Emergency,arn:aws:iam::111111111111:saml-provider/Entra';
const ADDRESS = 'azuread_application_app_role.emergency';

const roleBlock = {
  application_id: '${azuread_application.emergency.id}',
  role_id: ROLE,
  allowed_member_types: ['User'],
  description: 'Emergency in 111111111111',
  display_name: 'Emergency (111111111111)',
  value: VALUE,
};

interface Edits {
  role?: object;
  more?: Readonly<Record<string, object>>;
  principal?: object;
  lifecycle?: object;
}

/** The emergency application: from its own template, disabled, with a role of its own beside the template's. */
const configuration = ({ role, more = {}, principal, lifecycle }: Edits = {}): object => ({
  terraform: { required_providers: { azuread: { source: 'hashicorp/azuread' } } },
  data: { azuread_group: { admins: { display_name: 'Admins', security_enabled: true } } },
  resource: {
    azuread_application: {
      emergency: {
        display_name: 'Emergency',
        template_id: SINGLE_ACCOUNT,
        web: {
          homepage_url: 'https://signin.aws.amazon.com/saml?metadata=aws|ISV9.1|primary|z',
          redirect_uris: ['https://signin.aws.amazon.com/saml'],
        },
        lifecycle: lifecycle ?? { ignore_changes: ['identifier_uris', 'app_role', 'api'] },
      },
    },
    azuread_service_principal: {
      emergency: {
        client_id: '${azuread_application.emergency.client_id}',
        use_existing: true,
        account_enabled: false,
        app_role_assignment_required: true,
        preferred_single_sign_on_mode: 'saml',
        feature_tags: { enterprise: true, gallery: true },
        ...principal,
      },
    },
    azuread_application_identifier_uri: {
      emergency: {
        application_id: '${azuread_application.emergency.id}',
        identifier_uri: 'https://signin.aws.amazon.com/saml#1',
        depends_on: ['azuread_service_principal.emergency'],
      },
    },
    azuread_application_app_role: { emergency: { ...roleBlock, ...role }, ...more },
    azuread_app_role_assignment: {
      admins: {
        app_role_id: '${azuread_application_app_role.emergency.role_id}',
        principal_object_id: '${data.azuread_group.admins.object_id}',
        resource_object_id: '${azuread_service_principal.emergency.object_id}',
      },
    },
  },
});

let served: ServedEntra;
beforeAll(async () => {
  served = await serveEntra(configuration());
});
beforeEach(() => served.apply(configuration()));
afterAll(() => served.stop());

const theApplication = () => {
  const [application] = served.entra.applications.list({ displayName: 'Emergency' });
  if (!application) throw new Error('no application');
  return application;
};
const theRole = () => theApplication().appRoles.find(({ id }) => id === ROLE);

test('the role stands beside those of the template, and the second plan is empty', async () => {
  expect(theApplication().appRoles.map(({ displayName, value }) => [displayName, value])).toEqual([
    ['User', null],
    ['msiam_access', null],
    ['Emergency (111111111111)', VALUE],
  ]);
  expect((await served.plan(configuration())).actions).toEqual({});
  await served.terraform.apply('-refresh-only');
  expect((await served.plan(configuration())).actions).toEqual({});
});

test('the application is disabled, and enabled in place', async () => {
  const principal = () => served.entra.servicePrincipals.list({ appId: theApplication().appId })[0];
  expect(principal()).toMatchObject({ accountEnabled: false });
  const enabled = configuration({ principal: { account_enabled: true } });
  expect((await served.plan(enabled)).actions).toEqual({ 'azuread_service_principal.emergency': 'update' });
  await served.apply(enabled);
  expect(principal()).toMatchObject({ accountEnabled: true });
});

test.each<[string, object, object]>([
  ['value', { value: `${VALUE}2` }, { value: `${VALUE}2` }],
  ['description', { description: 'New' }, { description: 'New' }],
  ['name', { display_name: 'New' }, { displayName: 'New' }],
  [
    'member types',
    { allowed_member_types: ['User', 'Application'] },
    { allowedMemberTypes: expect.arrayContaining(['User', 'Application']) },
  ],
])('a change of its %s updates it in place, and leaves who has it', async (_what, edit, arrived) => {
  expect((await served.plan(configuration({ role: edit }))).actions).toEqual({ [ADDRESS]: 'update' });
  await served.apply(configuration({ role: edit }));
  expect(theRole()).toMatchObject({ ...arrived, isEnabled: true });
  expect((await served.plan(configuration({ role: edit }))).actions).toEqual({});
});

test('a change of its id replaces it and its assignment', async () => {
  const edits = { role: { role_id: OTHER } };
  expect((await served.plan(configuration(edits))).actions).toEqual({
    [ADDRESS]: 'replace',
    'azuread_app_role_assignment.admins': 'replace',
  });
  await served.apply(configuration(edits));
  expect(theRole()).toBeUndefined();
  expect((await served.plan(configuration(edits))).actions).toEqual({});
});

test('a change of its application replaces it', () => {
  expect(azureadResource('azuread_application_app_role').forceNew).toEqual(['application_id', 'role_id']);
});

test('a role that Entra lets nobody delete while enabled is deleted all the same', async () => {
  const second = {
    second: { ...roleBlock, role_id: OTHER, display_name: 'Second', value: `${VALUE}2` },
  };
  await served.apply(configuration({ more: second }));
  expect(theApplication().appRoles).toHaveLength(4);
  await served.apply(configuration());
  expect(theApplication().appRoles.map(({ displayName }) => displayName)).toEqual([
    'User',
    'msiam_access',
    'Emergency (111111111111)',
  ]);
});

test('a role that was deleted outside is made again', async () => {
  const { id, appRoles } = theApplication();
  const without = appRoles.filter((role) => role.id !== ROLE);
  served.entra.applications.update(id, {
    appRoles: appRoles.map((role) => ({ ...role, isEnabled: role.id !== ROLE })),
  });
  served.entra.applications.update(id, { appRoles: without });
  expect((await served.plan(configuration())).actions).toEqual({ [ADDRESS]: 'create' });
});

test('an application that doesn’t ignore its roles plans to remove it', async () => {
  const actions = (
    await served.plan(configuration({ lifecycle: { ignore_changes: ['identifier_uris', 'api'] } }))
  ).actions;
  expect(actions).toEqual({ 'azuread_application.emergency': 'update' });
});

test('is imported by its id, and then needs no change', async () => {
  await served.terraform.run('state', 'rm', ADDRESS);
  await served.terraform.import(ADDRESS, `/applications/${theApplication().id}/appRoles/${ROLE}`);
  expect((await served.plan(configuration())).actions).toEqual({});
  await served.terraform.run('state', 'rm', ADDRESS);
  await expect(served.terraform.import(ADDRESS, ROLE)).rejects.toThrow(
    'Error: parsing the App Role ID: expected the form ' +
      `/applications/00000000-0000-0000-0000-000000000000/appRoles/11111111-1111-1111-1111-111111111111, got "${ROLE}"`,
  );
  await served.terraform.import(ADDRESS, `/applications/${theApplication().id}/appRoles/${ROLE}`);
});

test('a role with the value of another is refused', async () => {
  const more = { second: { ...roleBlock, role_id: OTHER, display_name: 'Second' } };
  const error = await served.apply(configuration({ more })).catch(String);
  // Terraform breaks lines.
  expect(error.replace(/\s+/g, ' ')).toContain(
    `unexpected status 400 (400 Bad Request) with error: DuplicateValue: Permission (scope or role) property 'value' has the duplicate value '${VALUE}'.`,
  );
});

test('a role whose id is taken has to be imported', async () => {
  const more = { second: { ...roleBlock, display_name: 'Second', value: 'other' } };
  await expect(served.apply(configuration({ more }))).rejects.toThrow(
    new RegExp(`Error: a resource with the ID "/applications/[0-9a-f-]+/appRoles/${ROLE}" already exists`),
  );
});

test('everything can be destroyed', async () => {
  await served.terraform.destroy();
  expect(served.entra.made()).toEqual([]);
});

test.each<[string, string | string[], string]>([
  [
    'application_id',
    ROLE,
    `expected "application_id" to have the form /applications/00000000-0000-0000-0000-000000000000, got "${ROLE}"`,
  ],
  ['role_id', 'x', 'expected "role_id" to be a valid UUID, got x'],
  ['value', 'x'.repeat(250), 'Value must be between 0-249 characters in length'],
  ['value', '.x', 'Value must not begin with a period'],
  [
    'value',
    'a b',
    "Value must be alphanumeric with these allowed characters: !#$%&'()*+,-./:;<=>?@[]^+_`{|}~",
  ],
  ['allowed_member_types', [], 'Not enough list items'],
  [
    'allowed_member_types',
    ['Group'],
    'expected allowed_member_types.0 to be one of ["Application" "User"], got Group',
  ],
  ['description', '', 'expected "description" to not be an empty string, got '],
  ['display_name', '', 'expected "display_name" to not be an empty string, got '],
])('%s %j is refused', (argument, value, summary) => {
  const refusals = azureadResource('azuread_application_app_role').validate?.({ [argument]: value }) ?? [];
  expect(refusals.map((refusal) => refusal.summary)).toEqual([summary]);
});

test('a value of 249 characters passes', () => {
  const { validate } = azureadResource('azuread_application_app_role');
  expect(validate?.({ value: 'x'.repeat(249) })).toEqual([]);
});
