/** The enterprise application as the stack declares it, for tests with real Terraform. */

export const IDENTITY_CENTER = '21ed01d2-ec13-4e9e-86c1-cd546719ebc4';
export const USER_ROLE = '8774f594-1d59-4279-b9d9-59ef09a23530';
export const REPLY_URL = 'https://eu-west-1.signin.aws/platform/saml/acs/abc';
export const ENTITY_ID = 'https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9967000001';
const HOME_PAGE =
  'https://*.signin.aws.amazon.com/platform/saml/acs/*?metadata=awssinglesignon|ISV9.1|primary|z';

type Block = Readonly<Record<string, unknown>>;

export const applicationBlock = {
  display_name: 'AWS (test)',
  template_id: IDENTITY_CENTER,
  owners: '${data.azuread_users.owners.object_ids}',
  web: { homepage_url: HOME_PAGE, redirect_uris: [REPLY_URL] },
  lifecycle: { ignore_changes: ['identifier_uris', 'app_role', 'api'] },
} satisfies Block;

export const servicePrincipalBlock = {
  client_id: '${azuread_application.aws.client_id}',
  use_existing: true,
  app_role_assignment_required: true,
  preferred_single_sign_on_mode: 'saml',
  login_url: 'https://test.awsapps.com/start',
  notification_email_addresses: ['ada@test.example', 'bob@test.example'],
  owners: '${data.azuread_users.owners.object_ids}',
  saml_single_sign_on: { relay_state: 'https://console.aws.amazon.com/' },
  feature_tags: { enterprise: true, gallery: true },
} satisfies Block;

export const certificateBlock = (name: string, endDate: string): Block => ({
  service_principal_id: '${azuread_service_principal.aws.id}',
  display_name: `CN=${name}`,
  end_date: endDate,
});

/** The whole graph of the Entra side; `changes` replaces resources by address, `null` leaves one out. */
export function entraConfiguration(changes: Readonly<Record<string, Block | null>> = {}): object {
  const resources: Record<string, Block | null> = {
    'azuread_application.aws': applicationBlock,
    'azuread_service_principal.aws': servicePrincipalBlock,
    'azuread_application_identifier_uri.aws': {
      application_id: '${azuread_application.aws.id}',
      identifier_uri: ENTITY_ID,
      depends_on: ['azuread_service_principal.aws'],
    },
    'azuread_service_principal_token_signing_certificate.first': certificateBlock(
      'first',
      '2028-01-01T00:00:00Z',
    ),
    'azuread_app_role_assignment.admins': {
      app_role_id: USER_ROLE,
      principal_object_id: '${data.azuread_group.admins.object_id}',
      resource_object_id: '${azuread_service_principal.aws.object_id}',
    },
    'azuread_app_role_assignment.ada': {
      app_role_id: USER_ROLE,
      principal_object_id: '${data.azuread_user.ada.object_id}',
      resource_object_id: '${azuread_service_principal.aws.object_id}',
    },
    'azuread_group.team': {
      display_name: 'Team',
      description: 'The team',
      security_enabled: true,
      prevent_duplicate_names: true,
      owners: '${data.azuread_users.owners.object_ids}',
      members: ['${data.azuread_user.ada.object_id}'],
    },
    'azuread_group.dynamic': {
      display_name: 'Dynamic',
      security_enabled: true,
      types: ['DynamicMembership'],
      dynamic_membership: { enabled: true, rule: 'user.department -eq "Dev"' },
    },
    ...changes,
  };
  return {
    terraform: { required_providers: { azuread: { source: 'hashicorp/azuread' } } },
    data: {
      azuread_users: { owners: { user_principal_names: ['bob@test.example', 'eve@test.example'] } },
      azuread_user: { ada: { user_principal_name: 'ada@test.example' } },
      azuread_group: { admins: { display_name: 'Admins', security_enabled: true } },
    },
    resource: byType(resources),
  };
}

function byType(resources: Readonly<Record<string, Block | null>>): Record<string, Record<string, Block>> {
  const result: Record<string, Record<string, Block>> = {};
  for (const [address, resource] of Object.entries(resources)) {
    const [type = '', name = ''] = address.split('.');
    if (resource) result[type] = { ...result[type], [name]: resource };
  }
  return result;
}
