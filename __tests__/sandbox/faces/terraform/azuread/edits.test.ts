import {
  applicationBlock,
  certificateBlock,
  entraConfiguration,
  servicePrincipalBlock,
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
const team = {
  display_name: 'Team',
  description: 'The team',
  security_enabled: true,
  prevent_duplicate_names: true,
};
const members = ['${data.azuread_user.ada.object_id}'];
const owners = '${data.azuread_users.owners.object_ids}';
const assignment = {
  app_role_id: '8774f594-1d59-4279-b9d9-59ef09a23530',
  principal_object_id: '${data.azuread_user.ada.object_id}',
  resource_object_id: '${azuread_service_principal.aws.object_id}',
};

test.each([
  ['an application’s name', APPLICATION, { ...applicationBlock, display_name: 'Renamed' }],
  [
    'its reply URLs',
    APPLICATION,
    { ...applicationBlock, web: { ...applicationBlock.web, redirect_uris: ['https://x.example/acs'] } },
  ],
  ['its owners', APPLICATION, { ...applicationBlock, owners: members }],
  ['its tags', APPLICATION, { ...applicationBlock, tags: ['HideApp'] }],
  ['a sign-on URL', PRINCIPAL, { ...servicePrincipalBlock, login_url: 'https://other.awsapps.com/start' }],
  [
    'a relay state',
    PRINCIPAL,
    { ...servicePrincipalBlock, saml_single_sign_on: { relay_state: 'https://x.example' } },
  ],
  ['no relay state', PRINCIPAL, { ...servicePrincipalBlock, saml_single_sign_on: undefined }],
  [
    'notification addresses',
    PRINCIPAL,
    { ...servicePrincipalBlock, notification_email_addresses: ['eve@test.example'] },
  ],
  [
    'features',
    PRINCIPAL,
    { ...servicePrincipalBlock, feature_tags: { enterprise: true, gallery: true, hide: true } },
  ],
  ['a group’s name', TEAM, { ...team, owners, members, display_name: 'Crew' }],
  ['its description', TEAM, { ...team, owners, members, description: undefined }],
  ['its members', TEAM, { ...team, owners, members: owners }],
  ['its owners', TEAM, { ...team, owners: members, members }],
])('%s: updated in place, and then there is nothing to do', async (_, address, block) => {
  const next = entraConfiguration({ [address]: block });
  expect((await served.plan(next)).actions).toEqual({ [address]: 'update' });
  await served.apply(next);
  expect((await served.plan(next)).actions).toEqual({});
  await served.apply(entraConfiguration());
  const back = (await served.plan(entraConfiguration())).actions;
  // Tags are kept where the configuration has stopped to speak of them.
  expect(back).toEqual({});
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
    { ...assignment, principal_object_id: '${data.azuread_users.owners.object_ids[0]}' },
  ],
  [
    'an assignment’s role',
    ASSIGNMENT,
    { ...assignment, app_role_id: 'e7f1a7f3-9eda-48e0-9963-bd67bf531afd' },
  ],
  ['a group’s mail nickname', TEAM, { ...team, owners, members, mail_nickname: 'team' }],
  [
    'a group’s kind',
    TEAM,
    {
      ...team,
      owners,
      types: ['DynamicMembership'],
      dynamic_membership: { enabled: true, rule: 'user.surname -eq "x"' },
    },
  ],
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
