/** What is refused before anything is applied. A configuration has null for what is left out, and lacks what is unknown. */
import { azureadProvider } from '../../../../../sandbox/faces/terraform/azuread/provider.js';
import type { Attributes } from '../../../../../sandbox/faces/terraform/resource.js';
import { IDENTITY_CENTER } from '../../../../helpers/azuread.js';
import { NOBODY } from '../../../../helpers/entra.js';
import { createTestWorld } from '../../../../helpers/world.js';

/** Refusals as `argument: summary (detail)`. */
function refusals(type: string, config: Attributes): string[] {
  const types = type.startsWith('data.') ? azureadProvider.dataSources : azureadProvider.resources;
  const model = types.find((each) => each.type === type.replace('data.', ''));
  return (model?.validate?.(config) ?? []).map(
    ({ attribute, summary, detail }) =>
      `${attribute ? `${attribute.join('.')}: ` : ''}${summary}${detail ? ` (${detail})` : ''}`,
  );
}

const application = { display_name: 'AWS', template_id: IDENTITY_CENTER };
const HTTP = 'expected one of: http, https';
const WEB = 'expected one of: http, https, ms-appx-web, brk-multihub';
const longUrl = `https://x.example/${'x'.repeat(256)}`;
const role = { id: NOBODY, allowed_member_types: ['User'], description: 'd', display_name: 'n', value: 'v' };
const other = '88888888-8888-4888-8888-888888888888';

test.each<[Attributes, string]>([
  [
    { template_id: null },
    'template_id: The sandbox makes applications from a template only: set `template_id`.',
  ],
  [{ template_id: 'aws' }, 'template_id: expected "template_id" to be a valid UUID, got aws'],
  [{ display_name: '' }, 'display_name: expected "display_name" to not be an empty string, got '],
  [
    { description: 'x'.repeat(1025) },
    `description: expected length of description to be in the range (0 - 1024), got ${'x'.repeat(1025)}`,
  ],
  [
    { identifier_uris: [''] },
    'identifier_uris: expected "identifier_uris.0" to not be an empty string, got ',
  ],
  [{ owners: ['ada'] }, 'owners: expected "owners.0" to be a valid UUID, got ada'],
  [
    { owners: Array.from({ length: 101 }, () => NOBODY) },
    'owners: Too many list items (Attribute owners supports 100 item maximum.)',
  ],
  [
    { group_membership_claims: ['Some'] },
    'group_membership_claims: expected group_membership_claims.0 to be one of ["All" "None" "ApplicationGroup" "DirectoryRole" "SecurityGroup"], got Some',
  ],
  [
    { sign_in_audience: 'PersonalMicrosoftAccount' },
    'sign_in_audience: expected sign_in_audience to be one of ["AzureADMyOrg" "AzureADMultipleOrgs"], got PersonalMicrosoftAccount',
  ],
  [
    { feature_tags: [{ hide: true }], tags: ['x'] },
    'feature_tags: Conflicting configuration arguments ("feature_tags": conflicts with tags)',
  ],
  [{ web: [{ homepage_url: 'ftp://x' }] }, `web: unexpected URI scheme for "web.0.homepage_url", ${HTTP}`],
  [{ web: [{ homepage_url: 'x' }] }, 'web: URI has no host for "web.0.homepage_url"'],
  [{ web: [{ logout_url: longUrl }] }, 'web: URL must be 255 characters or less for "web.0.logout_url"'],
  [{ web: [{ redirect_uris: [''] }] }, 'web: URI must not be empty for "web.0.redirect_uris.0"'],
  [
    { web: [{ redirect_uris: ['ldap://x/'] }] },
    `web: unexpected URI scheme for "web.0.redirect_uris.0", ${WEB}`,
  ],
  [
    { web: [{ redirect_uris: [longUrl] }] },
    'web: URI must be 256 characters or less for "web.0.redirect_uris.0"',
  ],
  [
    { web: [{ redirect_uris: ['https://x.example'] }] },
    'web: URI must have a trailing slash when there is no path segment for "web.0.redirect_uris.0"',
  ],
  [
    { single_page_application: [{ redirect_uris: ['urn:a:b'] }] },
    'single_page_application: URI has no host for "single_page_application.0.redirect_uris.0"',
  ],
  [{ api: [{ requested_access_token_version: 3 }] }, 'api: Value must be one of: 1, 2'],
  [
    { api: [{ known_client_applications: ['x'] }] },
    'api: expected "api.0.known_client_applications.0" to be a valid UUID, got x',
  ],
  [{ app_role: [{ ...role, id: 'x' }] }, 'app_role: expected "app_role.0.id" to be a valid UUID, got x'],
  [
    { app_role: [{ ...role, allowed_member_types: ['Group'] }] },
    'app_role: expected app_role.0.allowed_member_types.0 to be one of ["Application" "User"], got Group',
  ],
  [
    { app_role: [{ ...role, description: '' }] },
    'app_role: expected "app_role.0.description" to not be an empty string, got ',
  ],
  [{ app_role: [{ ...role, value: '.x' }] }, 'app_role: Value must not begin with a period'],
  [
    { app_role: [{ ...role, value: 'x'.repeat(250) }] },
    'app_role: Value must be between 0-249 characters in length',
  ],
  [
    { app_role: [{ ...role, value: 'a b' }] },
    "app_role: Value must be alphanumeric with these allowed characters: !#$%&'()*+,-./:;<=>?@[]^+_`{|}~",
  ],
  [
    { app_role: [role, { ...role, id: other }] },
    'checking for duplicate app roles / OAuth2.0 permission scopes: validation failed: duplicate value found: "v"',
  ],
  [
    { app_role: [role], api: [{ oauth2_permission_scope: [{ id: NOBODY, value: 'w' }] }] },
    `checking for duplicate app roles / OAuth2.0 permission scopes: validation failed: duplicate ID found: "${NOBODY}"`,
  ],
  [
    { password: [{ display_name: 'x' }] },
    'password: The sandbox does not model `password` of azuread_application.',
  ],
])('azuread_application %j', (arguments_, refusal) => {
  expect(refusals('azuread_application', { ...application, ...arguments_ })).toEqual([refusal]);
});

test.each<Attributes>([
  {},
  {
    web: [
      { homepage_url: 'https://*.signin.aws.amazon.com/platform/saml/acs/*?metadata=awssinglesignon|ISV9.1' },
    ],
  },
  { web: [{ redirect_uris: ['https://*.x.example/*', 'http://localhost/', 'urn:ietf:wg:oauth:2.0:oob'] }] },
  { public_client: [{ redirect_uris: ['myapp://auth'] }] },
  { tags: ['x'], feature_tags: [] },
  {
    app_role: [
      { ...role, value: null },
      { ...role, id: other, value: null },
    ],
  },
  {
    app_role: [
      { ...role, value: 'arn:aws:iam::111122223333:role/R,arn:aws:iam::111122223333:saml-provider/E' },
    ],
  },
])('azuread_application takes %j', (arguments_) => {
  expect(refusals('azuread_application', { ...application, ...arguments_ })).toEqual([]);
});

test('what is not yet known is not judged', () => {
  const resources = azureadProvider.resources.flatMap(({ validate }) => validate?.({}) ?? []);
  const dataSources = azureadProvider.dataSources.flatMap(({ validate }) => validate?.({}) ?? []);
  expect([...resources, ...dataSources]).toEqual([]);
});

test.each<[string, Attributes, string]>([
  [
    'azuread_service_principal',
    { client_id: 'x' },
    'client_id: expected "client_id" to be a valid UUID, got x',
  ],
  ['azuread_service_principal', { login_url: 'x' }, 'login_url: URI has no host for "login_url"'],
  [
    'azuread_service_principal',
    { preferred_single_sign_on_mode: 'SAML' },
    'preferred_single_sign_on_mode: expected preferred_single_sign_on_mode to be one of ["" "notSupported" "oidc" "password" "saml"], got SAML',
  ],
  [
    'azuread_service_principal',
    { notification_email_addresses: [''] },
    'notification_email_addresses: expected "notification_email_addresses.0" to not be an empty string, got ',
  ],
  [
    'azuread_service_principal',
    { saml_single_sign_on: [{ relay_state: '' }] },
    'saml_single_sign_on: expected "saml_single_sign_on.0.relay_state" to not be an empty string, got ',
  ],
  [
    'azuread_service_principal',
    { feature_tags: [{ gallery: true }], tags: ['x'] },
    'feature_tags: Conflicting configuration arguments ("feature_tags": conflicts with tags)',
  ],
  [
    'azuread_service_principal',
    { features: [{ gallery_application: true }] },
    'features: The sandbox does not model `features` of azuread_service_principal.',
  ],
  [
    'azuread_application_identifier_uri',
    { application_id: NOBODY },
    `application_id: expected "application_id" to have the form /applications/00000000-0000-0000-0000-000000000000, got "${NOBODY}"`,
  ],
  [
    'azuread_application_identifier_uri',
    { identifier_uri: '' },
    'identifier_uri: expected "identifier_uri" to not be an empty string, got ',
  ],
  [
    'azuread_service_principal_token_signing_certificate',
    { service_principal_id: NOBODY },
    `service_principal_id: expected "service_principal_id" to have the form /servicePrincipals/00000000-0000-0000-0000-000000000000, got "${NOBODY}"`,
  ],
  [
    'azuread_service_principal_token_signing_certificate',
    { display_name: 'AWS' },
    'display_name: expected value of display_name to match regular expression "^CN=.+$|^$", got AWS',
  ],
  [
    'azuread_service_principal_token_signing_certificate',
    { end_date: '2028-01-01' },
    'end_date: expected "end_date" to be a valid RFC3339 date, got "2028-01-01"',
  ],
  [
    'azuread_app_role_assignment',
    { app_role_id: 'User' },
    'app_role_id: expected "app_role_id" to be a valid UUID, got User',
  ],
  [
    'azuread_group',
    { security_enabled: null, mail_enabled: null },
    'security_enabled: Missing required argument ("security_enabled": one of `mail_enabled,security_enabled` must be specified)',
  ],
  [
    'azuread_group',
    { members: [NOBODY], dynamic_membership: [{ enabled: true, rule: 'x' }] },
    'dynamic_membership: Conflicting configuration arguments ("dynamic_membership": conflicts with members)',
  ],
  [
    'azuread_group',
    { types: ['DynamicMembership'], dynamic_membership: [] },
    '`dynamic_membership` must be specified when `types` contains "DynamicMembership"',
  ],
  [
    'azuread_group',
    { mail_enabled: true },
    'The sandbox models security groups only: set `security_enabled`, and no `mail_enabled`.',
  ],
  [
    'azuread_group',
    { security_enabled: true, types: ['Unified'] },
    'The sandbox models security groups only: set `security_enabled`, and no `mail_enabled`.',
  ],
  [
    'azuread_group',
    { mail_nickname: 'a@b' },
    'mail_nickname: Value cannot contain these characters: @()\\[]";:<>,SPACE',
  ],
  ['azuread_group', { theme: 'Red' }, 'theme: The sandbox does not model `theme` of azuread_group.'],
  [
    'azuread_group_without_members',
    { types: ['DynamicMembership'], dynamic_membership: [] },
    '`dynamic_membership` must be specified when `types` contains "DynamicMembership"',
  ],
  [
    'azuread_synchronization_secret',
    { service_principal_id: NOBODY },
    `service_principal_id: expected "service_principal_id" to have the form /servicePrincipals/00000000-0000-0000-0000-000000000000, got "${NOBODY}"`,
  ],
  [
    'azuread_synchronization_job',
    { service_principal_id: NOBODY },
    `service_principal_id: expected "service_principal_id" to have the form /servicePrincipals/00000000-0000-0000-0000-000000000000, got "${NOBODY}"`,
  ],
  [
    'azuread_synchronization_job_provision_on_demand',
    { synchronization_job_id: 'aws' },
    'synchronization_job_id: expected "synchronization_job_id" to have the form /servicePrincipals/00000000-0000-0000-0000-000000000000/synchronization/jobs/aWSSingleSignon.00000000000000000000000000000000.00000000-0000-0000-0000-000000000000, got "aws"',
  ],
  [
    'azuread_synchronization_job_provision_on_demand',
    { parameter: [{ subject: [{ object_type_name: 'Group' }, { object_type_name: 'group' }] }] },
    'parameter.0.subject.1.object_type_name: expected parameter.0.subject.1.object_type_name to be one of ["Group" "user" "User" "Worker"], got group',
  ],
  [
    'data.azuread_group',
    { display_name: null, mail_nickname: null, object_id: null },
    'Invalid combination of arguments ("display_name": one of `display_name,mail_nickname,object_id` must be specified)',
  ],
  [
    'data.azuread_group',
    { display_name: 'A', mail_nickname: null, object_id: NOBODY },
    'Invalid combination of arguments ("display_name": only one of `display_name,mail_nickname,object_id` can be specified, but `display_name,object_id` were specified.)',
  ],
  [
    'data.azuread_group',
    { include_transitive_members: true },
    'include_transitive_members: The sandbox does not model `include_transitive_members` of data.azuread_group.',
  ],
  [
    'data.azuread_user',
    { user_principal_name: 'a', mail: 'b' },
    'Invalid combination of arguments ("mail": only one of `employee_id,mail,mail_nickname,object_id,user_principal_name` can be specified, but `mail,user_principal_name` were specified.)',
  ],
  [
    'data.azuread_users',
    { ignore_missing: true, return_all: true },
    'ignore_missing: Conflicting configuration arguments ("ignore_missing": conflicts with return_all)',
  ],
  [
    'data.azuread_application_template',
    { template_id: null, display_name: null },
    'Invalid combination of arguments ("display_name": one of `display_name,template_id` must be specified)',
  ],
])('%s %j', (type, config, refusal) => {
  expect(refusals(type, config)).toEqual([refusal]);
});

test('the provider takes its own tenant only', async () => {
  const world = createTestWorld();
  const { configure } = azureadProvider;
  expect(await configure?.(world, { tenant_id: null })).toEqual([]);
  expect(await configure?.(world, { tenant_id: world.entra.tenantId.toUpperCase() })).toEqual([]);
  expect(await configure?.(world, { tenant_id: NOBODY })).toEqual([
    { summary: `The sandbox's tenant is ${world.entra.tenantId}, not ${NOBODY}.`, attribute: ['tenant_id'] },
  ]);
});
