import {
  applicationBlock,
  certificateBlock,
  entraConfiguration,
  servicePrincipalBlock,
  USER_ROLE,
} from '../../../../helpers/azuread.js';
import { serveEntra, type ServedEntra } from '../../../../helpers/served-entra.js';

let served: ServedEntra;
beforeAll(async () => {
  served = await serveEntra(entraConfiguration());
  await served.terraform.apply();
});
afterAll(() => served.stop());

const APPLICATION = 'azuread_application.aws';
const PRINCIPAL = 'azuread_service_principal.aws';
const CERTIFICATE = 'azuread_service_principal_token_signing_certificate.first';
const ASSIGNMENT = 'azuread_app_role_assignment.ada';
const TEAM = 'azuread_group.team';
const DYNAMIC = 'azuread_group.dynamic';
const ada = ['${data.azuread_user.ada.object_id}'];
const owners = '${data.azuread_users.owners.object_ids}';
const blocks: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  [APPLICATION]: applicationBlock,
  [PRINCIPAL]: servicePrincipalBlock,
  [TEAM]: {
    display_name: 'Team',
    description: 'The team',
    security_enabled: true,
    prevent_duplicate_names: true,
    owners,
    members: ada,
  },
  [DYNAMIC]: {
    display_name: 'Dynamic',
    security_enabled: true,
    types: ['DynamicMembership'],
    dynamic_membership: { enabled: true, rule: 'user.department -eq "Dev"' },
  },
  [ASSIGNMENT]: {
    app_role_id: USER_ROLE,
    principal_object_id: '${data.azuread_user.ada.object_id}',
    resource_object_id: '${azuread_service_principal.aws.object_id}',
  },
};

const updates: readonly (readonly [
  what: string,
  address: string,
  block: Readonly<Record<string, unknown>>,
])[] = [
  ['an application’s name', APPLICATION, { display_name: 'Renamed' }],
  [
    'its reply URLs',
    APPLICATION,
    { web: { ...applicationBlock.web, redirect_uris: ['https://x.example/acs'] } },
  ],
  ['its owners', APPLICATION, { owners: ada }],
  ['its tags', APPLICATION, { tags: ['HideApp'] }],
  ['a sign-on URL', PRINCIPAL, { login_url: 'https://other.awsapps.com/start' }],
  ['no relay state', PRINCIPAL, { saml_single_sign_on: [] }],
  ['notification addresses', PRINCIPAL, { notification_email_addresses: ['eve@test.example'] }],
  ['features', PRINCIPAL, { feature_tags: { enterprise: true, gallery: true, hide: true } }],
  ['owners of a service principal', PRINCIPAL, { owners: ada }],
  ['a group’s name', TEAM, { display_name: 'Crew' }],
  ['its description', TEAM, { description: null }],
  ['its members', TEAM, { members: owners }],
  ['its owners', TEAM, { owners: ada }],
  ['a rule', DYNAMIC, { dynamic_membership: { enabled: true, rule: 'user.department -eq "Ops"' } }],
];

test.each(updates)('%s: updated in place', async (_, address, changes) => {
  const next = entraConfiguration({ [address]: { ...blocks[address], ...changes } });
  expect((await served.plan(next)).actions).toEqual({ [address]: 'update' });
});

test('once updated, the tenant has it all, and there is nothing more to do', async () => {
  const changed: Record<string, Readonly<Record<string, unknown>>> = { ...blocks };
  for (const [, address, changes] of updates) changed[address] = { ...changed[address], ...changes };
  await served.apply(entraConfiguration(changed));
  expect((await served.plan(entraConfiguration(changed))).actions).toEqual({});

  const { applications, servicePrincipals, groups } = served.entra;
  const [application] = applications.list({ displayName: 'Renamed' });
  const [principal] = servicePrincipals.list({ displayName: 'Renamed' });
  const [crew] = groups.list({ displayName: 'Crew' });
  const [dynamic] = groups.list({ displayName: 'Dynamic' });
  const names = (principals: readonly { displayName: string }[]) =>
    principals.map((each) => each.displayName).sort();
  expect(application).toMatchObject({ tags: ['HideApp'], web: { redirectUris: ['https://x.example/acs'] } });
  expect(application?.appRoles).toHaveLength(2);
  expect(names(applications.owners.list(application?.id ?? ''))).toEqual(['Ada']);
  expect(principal).toMatchObject({
    loginUrl: 'https://other.awsapps.com/start',
    notificationEmailAddresses: ['eve@test.example'],
    samlSingleSignOnSettings: { relayState: null },
  });
  expect(principal?.tags).toContain('HideApp');
  expect(names(servicePrincipals.owners.list(principal?.id ?? ''))).toEqual(['Ada']);
  expect(crew).toMatchObject({ description: null });
  expect(names(groups.members(crew?.id ?? ''))).toEqual(['Bob', 'Eve']);
  expect(names(groups.owners(crew?.id ?? ''))).toEqual(['Ada']);
  expect(names(groups.members(dynamic?.id ?? ''))).toEqual(['Bob']);

  await served.apply(entraConfiguration());
});

test.each([
  ['a certificate’s name', CERTIFICATE, certificateBlock('other', '2028-01-01T00:00:00Z')],
  ['a certificate’s end', CERTIFICATE, certificateBlock('first', '2028-06-01T00:00:00Z')],
  [
    'an end that is the same in another zone',
    CERTIFICATE,
    certificateBlock('first', '2028-01-01T01:00:00+01:00'),
  ],
  [
    'an assignment’s principal',
    ASSIGNMENT,
    { ...blocks[ASSIGNMENT], principal_object_id: '${data.azuread_users.owners.object_ids[0]}' },
  ],
  [
    'an assignment’s role',
    ASSIGNMENT,
    { ...blocks[ASSIGNMENT], app_role_id: 'e7f1a7f3-9eda-48e0-9963-bd67bf531afd' },
  ],
  ['a group’s mail nickname', TEAM, { ...blocks[TEAM], mail_nickname: 'team' }],
  ['a group’s kind', TEAM, { ...blocks[DYNAMIC], display_name: 'Team' }],
  [
    'an identifier',
    'azuread_application_identifier_uri.aws',
    {
      application_id: '${azuread_application.aws.id}',
      identifier_uri: 'https://x.example',
      depends_on: [PRINCIPAL],
    },
  ],
])('%s: replaced', async (_, address, block) => {
  expect((await served.plan(entraConfiguration({ [address]: block }))).actions).toEqual({
    [address]: 'replace',
  });
});

test('another template replaces the application and all that hangs on it', async () => {
  const template_id = '8b1025e4-1dd2-430b-a150-2ef79cd700f5';
  const { actions } = await served.plan(
    entraConfiguration({ [APPLICATION]: { ...applicationBlock, template_id } }),
  );
  expect(actions).toEqual({
    [APPLICATION]: 'replace',
    [PRINCIPAL]: 'replace',
    [CERTIFICATE]: 'replace',
    [ASSIGNMENT]: 'replace',
    'azuread_app_role_assignment.admins': 'replace',
    'azuread_application_identifier_uri.aws': 'replace',
  });
});

test('an object that is deleted outside is planned to be made again', async () => {
  await served.apply(entraConfiguration());
  const [group] = served.entra.groups.list({ displayName: 'Team' });
  served.entra.groups.delete(group?.id ?? '');
  expect((await served.plan(entraConfiguration())).actions).toEqual({ [TEAM]: 'create' });
});
