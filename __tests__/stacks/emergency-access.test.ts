import { allowAssuming } from '../../model/emergency-policies.js';
import { roleArn } from '../../model/role-arn.js';
import { emergencyConfig, loadConfig, smallConfig } from '../helpers/config.js';
import { addressesOf, synthesize } from '../helpers/synthesize.js';

const json = (value: unknown) => JSON.parse(value as string) as unknown;

test('nothing of it is there where the config has none', () => {
  expect(
    addressesOf(synthesize(loadConfig(smallConfig()))).filter((address) => /emergency/.test(address)),
  ).toEqual([]);
});

test('certificate, metadata, SAML provider, role, app role, assignment: each refers to the one before', () => {
  const { resource } = synthesize(loadConfig(emergencyConfig()));
  const provider = resource['aws_iam_saml_provider']?.['emergency-provider_444444444444'];
  expect(provider?.['saml_metadata_document']).toContain(
    '<X509Certificate>${nonsensitive(azuread_service_principal_token_signing_certificate.emergency-certificate_e2026.value)}</X509Certificate>',
  );
  expect(provider).toMatchObject({ name: 'EntraEmergencyAccess', provider: 'aws.account_444444444444' });
  const role = resource['aws_iam_role']?.['emergency-role_BreakGlass_444444444444'];
  expect(role).toMatchObject({
    name: 'BreakGlass',
    max_session_duration: 3600,
    provider: 'aws.account_444444444444',
  });
  expect(json(role?.['assume_role_policy'])).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: '${aws_iam_saml_provider.emergency-provider_444444444444.arn}' },
        Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession', 'sts:SetSourceIdentity'],
        Condition: {
          StringEquals: {
            'SAML:aud': [
              'https://signin.aws.amazon.com/saml',
              'https://eu-central-1.signin.aws.amazon.com/saml',
              'https://us-east-1.signin.aws.amazon.com/saml',
            ],
          },
        },
      },
    ],
  });
  expect(resource['azuread_application_app_role']?.['emergency-app-role_BreakGlass']).toMatchObject({
    application_id: '${azuread_application.emergency-application.id}',
    allowed_member_types: ['User'],
    value:
      '${aws_iam_role.emergency-role_BreakGlass_444444444444.arn},${aws_iam_saml_provider.emergency-provider_444444444444.arn}',
  });
  expect(resource['azuread_app_role_assignment']?.['emergency-assigned_admins_BreakGlass']).toEqual({
    app_role_id: '${azuread_application_app_role.emergency-app-role_BreakGlass.role_id}',
    principal_object_id: '${data.azuread_group.group_admins.object_id}',
    resource_object_id: '${azuread_service_principal.emergency-service-principal.object_id}',
  });
  expect(Object.keys(resource['azuread_app_role_assignment'] ?? {})).toContain(
    'emergency-assigned-user_eve_BreakGlass',
  );
});

test('the application is AWS Single-Account Access, with every sign-in endpoint, and off until it is needed', () => {
  const off = synthesize(loadConfig(emergencyConfig())).resource;
  expect(off['azuread_application']?.['emergency-application']).toMatchObject({
    template_id: '8b1025e4-1dd2-430b-a150-2ef79cd700f5',
    web: {
      redirect_uris: [
        'https://signin.aws.amazon.com/saml',
        'https://eu-central-1.signin.aws.amazon.com/saml',
        'https://us-east-1.signin.aws.amazon.com/saml',
      ],
    },
    lifecycle: { prevent_destroy: true },
  });
  expect(off['azuread_application_identifier_uri']?.['emergency-identifier']).toMatchObject({
    identifier_uri: 'https://signin.aws.amazon.com/saml',
  });
  const servicePrincipal = (settings: object) =>
    synthesize(loadConfig(emergencyConfig(settings))).resource['azuread_service_principal']?.[
      'emergency-service-principal'
    ];
  expect(servicePrincipal({})).toMatchObject({ account_enabled: false, app_role_assignment_required: true });
  expect(servicePrincipal({ enabled: true })).not.toHaveProperty('account_enabled');
});

test('a further application of the tenant has a number in its identifier', () => {
  const { resource } = synthesize(loadConfig(emergencyConfig({ instance: 2 })));
  expect(resource['azuread_application_identifier_uri']?.['emergency-identifier']).toMatchObject({
    identifier_uri: 'https://signin.aws.amazon.com/saml#2',
  });
});

test('Entra says which role, who, and for how long', () => {
  const { resource } = synthesize(loadConfig(emergencyConfig({ session: 'PT2H' })));
  const [definition] = resource['azuread_claims_mapping_policy']?.['emergency-claims']?.[
    'definition'
  ] as string[];
  const attribute = (name: string) => `https://aws.amazon.com/SAML/Attributes/${name}`;
  expect(json(definition)).toEqual({
    ClaimsMappingPolicy: {
      Version: 1,
      IncludeBasicClaimSet: 'true',
      ClaimsSchema: [
        { Source: 'user', ID: 'assignedroles', SamlClaimType: attribute('Role') },
        { Source: 'user', ID: 'userprincipalname', SamlClaimType: attribute('RoleSessionName') },
        { Source: 'user', ID: 'userprincipalname', SamlClaimType: attribute('SourceIdentity') },
        { Value: '7200', SamlClaimType: attribute('SessionDuration') },
      ],
    },
  });
  expect(resource['aws_iam_role']?.['emergency-role_BreakGlass_444444444444']).toMatchObject({
    max_session_duration: 7200,
  });
});

test('a role in a workload account trusts the emergency role and nobody else, by an AWS provider of its own', () => {
  const { resource, provider } = synthesize(loadConfig(emergencyConfig()));
  const role = resource['aws_iam_role']?.['workload-role_BreakGlass_222222222222'];
  expect(role).toMatchObject({ name: 'BreakGlass', provider: 'aws.account_222222222222' });
  expect(json(role?.['assume_role_policy'])).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: '${aws_iam_role.emergency-role_BreakGlass_444444444444.arn}' },
        Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
      },
    ],
  });
  expect(
    json(resource['aws_iam_role_policy']?.['emergency-reach_BreakGlass_444444444444']?.['policy']),
  ).toMatchObject({
    Statement: [{ Resource: ['${aws_iam_role.workload-role_BreakGlass_222222222222.arn}'] }],
  });
  expect(provider['aws']).toContainEqual({
    alias: 'account_222222222222',
    region: 'eu-west-1',
    allowed_account_ids: ['222222222222'],
    assume_role: [{ role_arn: 'arn:aws:iam::222222222222:role/FederationDeployer' }],
  });
});

test('it can have a conditional access policy of its own', () => {
  const { resource } = synthesize(
    loadConfig(emergencyConfig({ conditionalAccess: { require: 'mfa', breakGlass: 'developers' } })),
  );
  expect(resource['azuread_conditional_access_policy']?.['emergency-conditional-access']).toMatchObject({
    display_name: 'AWS Emergency Access: sign-in requirements',
    state: 'enabledForReportingButNotEnforced',
    conditions: {
      applications: { included_applications: ['${azuread_application.emergency-application.client_id}'] },
      users: { excluded_groups: ['${data.azuread_group.group_developers.object_id}'] },
    },
  });
});

test('roles have their boundary and tags, and those in workload accounts their own', () => {
  const role = {
    policies: ['AdministratorAccess'],
    boundary: { customer: 'Boundary', path: '/guard/' },
    tags: { owner: 'platform' },
    groups: ['admins'],
    workloads: { accounts: ['prod'], policies: ['ReadOnlyAccess'], boundary: 'PowerUserAccess' },
  };
  const { resource } = synthesize(loadConfig(emergencyConfig({ roles: { BreakGlass: role } })));
  expect(resource['aws_iam_role']?.['emergency-role_BreakGlass_444444444444']).toMatchObject({
    permissions_boundary: 'arn:aws:iam::444444444444:policy/guard/Boundary',
    tags: { owner: 'platform' },
  });
  expect(resource['aws_iam_role']?.['workload-role_BreakGlass_222222222222']).toMatchObject({
    permissions_boundary: 'arn:aws:iam::aws:policy/PowerUserAccess',
    tags: { owner: 'platform' },
  });
});

test('the application has the claims', () => {
  const { resource } = synthesize(loadConfig(emergencyConfig()));
  expect(
    resource['azuread_service_principal_claims_mapping_policy_assignment']?.['emergency-claims'],
  ).toEqual({
    claims_mapping_policy_id: '${azuread_claims_mapping_policy.emergency-claims.id}',
    service_principal_id: '${azuread_service_principal.emergency-service-principal.id}',
  });
});

test('in AWS GovCloud (US), endpoints and ARNs are that partition’s', () => {
  const config = emergencyConfig({ signInRegions: ['us-gov-east-1'] });
  config.aws.region = 'us-gov-west-1';
  const metadata =
    '<EntityDescriptor entityID="https://us-gov-west-1.signin.amazonaws-us-gov.com/platform/saml/d-9967000001" xmlns="urn:oasis:names:tc:SAML:2.0:metadata"><SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://us-gov-west-1.signin.amazonaws-us-gov.com/platform/saml/acs/x" index="0"/></SPSSODescriptor></EntityDescriptor>';
  const { resource } = synthesize(loadConfig(config, { 'test/metadata.xml': metadata }));
  expect(resource['azuread_application']?.['emergency-application']).toMatchObject({
    web: {
      redirect_uris: [
        'https://signin.amazonaws-us-gov.com/saml',
        'https://us-gov-east-1.signin.amazonaws-us-gov.com/saml',
      ],
    },
  });
  expect(
    resource['aws_iam_role_policy_attachment']?.[
      'emergency-policy_BreakGlass_444444444444_AdministratorAccess'
    ],
  ).toMatchObject({
    policy_arn: 'arn:aws-us-gov:iam::aws:policy/AdministratorAccess',
  });
});

test('what a role may assume is as long as the rules count it', () => {
  const config = emergencyConfig();
  const { BreakGlass } = config.emergencyAccess['roles'] as Record<string, object>;
  const workloads = { accounts: ['dev', 'prod'] };
  config.emergencyAccess['roles'] = { BreakGlass: { ...BreakGlass, workloads } };
  const [reach] = Object.values(synthesize(loadConfig(config)).resource['aws_iam_role_policy'] ?? {});
  const written = String(reach?.['policy']).replace(
    /\$\{aws_iam_role\.workload-role_BreakGlass_(\d+)\.arn\}/g,
    (_reference, accountId: string) => roleArn('eu-west-1', accountId, 'BreakGlass'),
  );
  expect(written).toBe(
    allowAssuming(['arn:aws:iam::111111111111:role/BreakGlass', 'arn:aws:iam::222222222222:role/BreakGlass']),
  );
});

test('a deployer role with a path is assumed by it', () => {
  const { provider } = synthesize(loadConfig(emergencyConfig({ deployerRole: 'team/Deployer' })));
  expect(provider['aws']).toContainEqual(
    expect.objectContaining({ assume_role: [{ role_arn: 'arn:aws:iam::222222222222:role/team/Deployer' }] }),
  );
});
