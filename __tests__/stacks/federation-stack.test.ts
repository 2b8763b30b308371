import { loadConfig, smallConfig } from '../helpers/config.js';
import { addressesOf, synthesize } from '../helpers/synthesize.js';

const instanceArn = '${local.instance_arn}';

describe('providers and state', () => {
  test('each provider takes any version from the bindings’ own up to the next major', () => {
    const { terraform } = synthesize(loadConfig(smallConfig()));
    expect(terraform.required_providers).toEqual({
      aws: { source: 'aws', version: '>= 6.25.0, < 7.0.0' },
      azuread: { source: 'hashicorp/azuread', version: '>= 3.7.0, < 4.0.0' },
    });
  });

  test('AWS is refused in any account but the deployer’s, in the role that the config names', () => {
    const config = smallConfig();
    config.aws.deployer.role = 'path/FederationDeployer';
    expect(synthesize(loadConfig(config)).provider['aws']).toEqual([
      {
        region: 'eu-west-1',
        allowed_account_ids: ['000000000001'],
        assume_role: [{ role_arn: 'arn:aws:iam::000000000001:role/path/FederationDeployer' }],
      },
    ]);
  });

  test.each([
    [
      's3',
      {
        bucket: 'acme-tfstate',
        key: 'k',
        region: 'eu-west-1',
        kmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
        role: 'arn:aws:iam::111122223333:role/r',
      },
      {
        s3: {
          bucket: 'acme-tfstate',
          key: 'k',
          region: 'eu-west-1',
          encrypt: true,
          use_lockfile: true,
          kms_key_id: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
          assume_role: { role_arn: 'arn:aws:iam::111122223333:role/r' },
        },
      },
    ],
    [
      'azurerm',
      { storageAccount: 'acmetfstate', container: 'tfstate', key: 'k' },
      {
        azurerm: {
          storage_account_name: 'acmetfstate',
          container_name: 'tfstate',
          key: 'k',
          use_azuread_auth: true,
        },
      },
    ],
    ['http', {}, { http: {} }],
    [
      'http',
      { address: 'https://state.example/prod', lockAddress: 'https://state.example/prod/lock' },
      {
        http: {
          address: 'https://state.example/prod',
          lock_address: 'https://state.example/prod/lock',
          unlock_address: 'https://state.example/prod/lock',
        },
      },
    ],
  ])('state in %s becomes the stack’s backend', (kind, settings, backend) => {
    const environment = loadConfig({ ...smallConfig(), state: { [kind]: settings } as never });
    expect(synthesize(environment).terraform.backend).toEqual(backend);
  });

  test('state in HCP Terraform becomes the stack’s cloud block', () => {
    const environment = loadConfig({
      ...smallConfig(),
      state: { cloud: { organization: 'acme', workspace: 'prod' } } as never,
    });
    expect(synthesize(environment).terraform).toMatchObject({
      cloud: { organization: 'acme', workspaces: { name: 'prod' } },
    });
  });
});

describe('the enterprise application', () => {
  test('comes from the gallery template with AWS’s reply URLs, and keeps what the template brings', () => {
    const { resource } = synthesize(loadConfig(smallConfig()));
    expect(resource['azuread_application']?.['application']).toMatchObject({
      template_id: '21ed01d2-ec13-4e9e-86c1-cd546719ebc4',
      // No second one is made silently.
      prevent_duplicate_names: true,
      web: {
        homepage_url:
          'https://*.signin.aws.amazon.com/platform/saml/acs/*?metadata=awssinglesignon|ISV9.1|primary|z',
        redirect_uris: [
          'https://eu-west-1.signin.aws/platform/saml/acs/5b6f-one',
          'https://eu-west-1.sso.signin.aws/platform/saml/acs/5b6f-one',
        ],
      },
      lifecycle: {
        prevent_destroy: true,
        ignore_changes: ['prevent_duplicate_names', 'identifier_uris', 'app_role', 'api'],
      },
    });
    expect(resource['azuread_service_principal']?.['service-principal']).toMatchObject({
      client_id: '${azuread_application.application.client_id}',
      use_existing: true,
      app_role_assignment_required: true,
      preferred_single_sign_on_mode: 'saml',
      login_url: 'https://test.awsapps.com/start',
      feature_tags: [{ enterprise: true, gallery: true }],
      lifecycle: { prevent_destroy: true, ignore_changes: ['use_existing', 'feature_tags'] },
    });
    expect(resource['azuread_application_identifier_uri']?.['identifier']).toMatchObject({
      identifier_uri: 'https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9967000001',
      depends_on: ['azuread_service_principal.service-principal'],
    });
  });

  test('is made only in the organization whose metadata the config holds', () => {
    const { resource } = synthesize(loadConfig(smallConfig()));
    const { lifecycle } = resource['azuread_application']?.['application'] as {
      lifecycle: Record<string, unknown>;
    };
    expect(lifecycle['precondition']).toEqual([
      {
        condition:
          '${contains(data.aws_ssoadmin_instances.identity-center.identity_store_ids, "d-9967000001")}',
        error_message: expect.stringMatching(
          /test\.yaml:\d+ aws\.identityCenter\.metadata: the SAML metadata is of the identity store d-9967000001/,
        ),
      },
    ]);
  });

  test('has owners by user principal name and by object id', () => {
    const config = smallConfig();
    config.entra.application['owners'] = ['ada@test.example', '0F1E2D3C-4B5A-4978-8695-A4B3C2D1E0F9'];
    const { resource, data } = synthesize(loadConfig(config));
    expect(data['azuread_users']?.['application-owners']).toMatchObject({
      user_principal_names: ['ada@test.example'],
    });
    const owners =
      '${concat(data.azuread_users.application-owners.object_ids, ["0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f9"])}';
    expect(resource['azuread_application']?.['application']?.['owners']).toBe(owners);
    expect(resource['azuread_service_principal']?.['service-principal']?.['owners']).toBe(owners);
  });

  test('has every standing certificate; a retired one leaves the state without being destroyed', () => {
    const config = smallConfig();
    config.entra.application.certificates['c2024'] = { endDate: '2026-01-01', retired: true };
    config.entra.application.certificates['c2025'] = { endDate: '2028-01-01' };
    config.entra.application['activeCertificate'] = 'c2025';
    const { resource, removed, output } = synthesize(loadConfig(config));
    expect(Object.keys(resource['azuread_service_principal_token_signing_certificate'] ?? {}).sort()).toEqual(
      ['certificate_c2025', 'certificate_c2026'],
    );
    expect(removed).toContainEqual({
      from: 'azuread_service_principal_token_signing_certificate.certificate_c2024',
      lifecycle: { destroy: false },
    });
    const metadata = output['identity_provider_metadata']?.['value'] as string;
    const listed = [...metadata.matchAll(/certificate_(c\d+)\.value/g)].map(([, handle]) => handle);
    // The active one first, wherever it stands in the config.
    expect(listed).toEqual(['c2025', 'c2026']);
  });
});

describe('permission sets', () => {
  test('a policy chain holds boundary, policies and inline policy one after the other, and assignments after them all', () => {
    const config = smallConfig();
    config.permissionSets['Developer'] = {
      policies: ['arn:aws:iam::aws:policy/job-function/Billing', { customer: 'Team', path: '/guard/' }],
      boundary: { customer: 'Boundary' },
      inline: 'test/policy.json',
    };
    const inline =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"${aws:PrincipalTag/Team}"}]}';
    const { resource, locals } = synthesize(loadConfig(config, { 'test/policy.json': inline }));
    const target = (link: string) => ({ instance_arn: instanceArn, permission_set_arn: `\${${link}}` });
    const boundary = 'aws_ssoadmin_permissions_boundary_attachment.boundary_Developer';
    const managed = 'aws_ssoadmin_managed_policy_attachment.policy_Developer_job-2d-function-2f-Billing';
    const customer =
      'aws_ssoadmin_customer_managed_policy_attachment.customer-policy_Developer_-2f-guard-2f-Team';
    const inlinePolicy = 'aws_ssoadmin_permission_set_inline_policy.inline-policy_Developer';
    expect(resource['aws_ssoadmin_permissions_boundary_attachment']).toEqual({
      boundary_Developer: {
        ...target('aws_ssoadmin_permission_set.permission-set_Developer.arn'),
        permissions_boundary: { customer_managed_policy_reference: { name: 'Boundary', path: '/' } },
      },
    });
    expect(
      resource['aws_ssoadmin_managed_policy_attachment']?.['policy_Developer_job-2d-function-2f-Billing'],
    ).toEqual({
      ...target(`${boundary}.permission_set_arn`),
      managed_policy_arn: 'arn:aws:iam::aws:policy/job-function/Billing',
    });
    expect(resource['aws_ssoadmin_customer_managed_policy_attachment']).toEqual({
      'customer-policy_Developer_-2f-guard-2f-Team': {
        ...target(`${managed}.permission_set_arn`),
        customer_managed_policy_reference: { name: 'Team', path: '/guard/' },
      },
    });
    expect(resource['aws_ssoadmin_permission_set_inline_policy']).toEqual({
      'inline-policy_Developer': {
        ...target(`${customer}.permission_set_arn`),
        inline_policy: inline.replace('${', () => '$${'),
      },
    });
    expect(resource['aws_ssoadmin_account_assignment']?.['access_developers_Developer_111111111111']).toEqual(
      {
        instance_arn: '${local.permission-set_Developer.instanceArn}',
        permission_set_arn: '${local.permission-set_Developer.permissionSetArn}',
        principal_id: '${local.group_developers.id}',
        principal_type: 'GROUP',
        target_id: '111111111111',
        target_type: 'AWS_ACCOUNT',
      },
    );
    expect(locals).toMatchObject({
      'permission-set_Developer': {
        instanceArn: '${local.instance_arn}',
        permissionSetArn: `\${${inlinePolicy}.permission_set_arn}`,
      },
      group_developers: { id: '${terraform_data.group_developers.output.id}' },
    });
  });

  test('in AWS GovCloud (US), managed policies have that partition’s ARNs', () => {
    const config = smallConfig();
    config.aws.region = 'us-gov-west-1';
    const metadata =
      '<EntityDescriptor entityID="https://us-gov-west-1.signin.amazonaws-us-gov.com/platform/saml/d-9967000001" xmlns="urn:oasis:names:tc:SAML:2.0:metadata"><SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://us-gov-west-1.signin.amazonaws-us-gov.com/platform/saml/acs/x" index="0"/></SPSSODescriptor></EntityDescriptor>';
    const { resource } = synthesize(loadConfig(config, { 'test/metadata.xml': metadata }));
    expect(
      resource['aws_ssoadmin_managed_policy_attachment']?.['policy_Administrator_AdministratorAccess'],
    ).toMatchObject({
      managed_policy_arn: 'arn:aws-us-gov:iam::aws:policy/AdministratorAccess',
    });
  });
});

describe('groups, users and access', () => {
  test('an existing group is looked up in Entra by name or object id; its counterpart in AWS by Entra’s own name', () => {
    const config = smallConfig();
    config.groups['developers'] = { objectId: '6d1c7f0e-1d7c-4c0a-9f4e-2f6b8a9c0d1e' };
    const { data } = synthesize(loadConfig(config));
    expect(data['azuread_group']).toEqual({
      group_admins: { display_name: 'Admins', security_enabled: true },
      group_developers: { object_id: '6d1c7f0e-1d7c-4c0a-9f4e-2f6b8a9c0d1e', security_enabled: true },
    });
    expect(data['aws_identitystore_group']?.['group_developers']).toMatchObject({
      alternate_identifier: {
        unique_attribute: {
          attribute_path: 'DisplayName',
          attribute_value: '${data.azuread_group.group_developers.display_name}',
        },
      },
    });
  });

  test('a managed group is made, assigned to the application, and gets no account assignment yet', () => {
    const config = smallConfig();
    config.groups['developers'] = {
      managed: { owners: ['ada@test.example'], members: ['bob@test.example'] },
    };
    config.groups['data'] = { name: 'Data', managed: { rule: 'user.department -eq "Data"' } };
    const { resource, data } = synthesize(loadConfig(config));
    expect(resource['azuread_group']).toEqual({
      group_developers: {
        display_name: 'developers',
        security_enabled: true,
        prevent_duplicate_names: true,
        owners: '${data.azuread_users.group-owners_developers.object_ids}',
        members: '${data.azuread_users.group-members_developers.object_ids}',
        lifecycle: { prevent_destroy: true },
      },
      group_data: {
        display_name: 'Data',
        security_enabled: true,
        prevent_duplicate_names: true,
        types: ['DynamicMembership'],
        dynamic_membership: { enabled: true, rule: 'user.department -eq "Data"' },
        lifecycle: { prevent_destroy: true },
      },
    });
    expect(resource['azuread_app_role_assignment']?.['assigned_developers']).toEqual({
      app_role_id: '8774f594-1d59-4279-b9d9-59ef09a23530',
      principal_object_id: '${azuread_group.group_developers.object_id}',
      resource_object_id: '${azuread_service_principal.service-principal.object_id}',
    });
    expect(Object.keys(resource['aws_ssoadmin_account_assignment'] ?? {})).toEqual([
      'access_admins_Administrator_111111111111',
      'access_admins_Administrator_222222222222',
    ]);
    expect(Object.keys(data['aws_identitystore_group'] ?? {})).toEqual(['group_admins']);
  });

  test('a user gets access by name, beside a group with the same handle', () => {
    const config = smallConfig();
    config.users['admins'] = { userPrincipalName: 'ada@test.example' };
    config.access.push({ users: ['admins'], permissionSets: ['Developer'], accounts: ['dev'] });
    const { resource, locals } = synthesize(loadConfig(config));
    expect(
      resource['aws_ssoadmin_account_assignment']?.['access-user_admins_Developer_111111111111'],
    ).toMatchObject({
      principal_id: '${local.user_admins.id}',
      principal_type: 'USER',
    });
    expect(locals['user_admins']).toEqual({ id: '${terraform_data.user_admins.output.id}' });
    expect(resource['terraform_data']?.['user_admins']).toMatchObject({
      input: { id: '${data.aws_identitystore_user.user_admins.user_id}' },
    });
    expect(resource['azuread_app_role_assignment']?.['assigned-user_admins']).toMatchObject({
      principal_object_id: '${data.azuread_user.user_admins.object_id}',
    });
  });

  test('while provisioning is pending, everyone is assigned in Entra and nobody in AWS', () => {
    const config = smallConfig();
    config.entra.provisioning = 'pending';
    const { resource, data } = synthesize(loadConfig(config));
    expect(Object.keys(resource['azuread_app_role_assignment'] ?? {})).toEqual([
      'assigned_admins',
      'assigned_developers',
    ]);
    expect(resource['aws_ssoadmin_account_assignment']).toBeUndefined();
    expect(data['aws_identitystore_group']).toBeUndefined();
  });

  test('renamed handles move what stood under them', () => {
    const config = smallConfig();
    config.groups = { admins: { name: 'Admins' }, coders: { name: 'Developers', renamedFrom: 'developers' } };
    config.permissionSets = {
      Administrator: { policies: ['AdministratorAccess'] },
      Coder: { name: 'Developer', policies: ['PowerUserAccess'], renamedFrom: 'Developer' },
    };
    config.access[1] = { groups: ['coders'], permissionSets: ['Coder'], accounts: ['dev'] };
    expect(synthesize(loadConfig(config)).moved).toEqual([
      {
        from: 'azuread_app_role_assignment.assigned_developers',
        to: 'azuread_app_role_assignment.assigned_coders',
      },
      { from: 'terraform_data.group_developers', to: 'terraform_data.group_coders' },
      {
        from: 'aws_ssoadmin_permission_set.permission-set_Developer',
        to: 'aws_ssoadmin_permission_set.permission-set_Coder',
      },
      {
        from: 'aws_ssoadmin_managed_policy_attachment.policy_Developer_PowerUserAccess',
        to: 'aws_ssoadmin_managed_policy_attachment.policy_Coder_PowerUserAccess',
      },
      {
        from: 'aws_ssoadmin_account_assignment.access_developers_Developer_111111111111',
        to: 'aws_ssoadmin_account_assignment.access_coders_Coder_111111111111',
      },
    ]);
  });
});

test('what can’t be replaced without taking access away refuses to be destroyed', () => {
  const { resource } = synthesize(loadConfig(smallConfig()));
  const guarded = Object.entries(resource).flatMap(([type, named]) =>
    Object.entries(named)
      .filter(
        ([, { lifecycle }]) => (lifecycle as { prevent_destroy?: boolean } | undefined)?.prevent_destroy,
      )
      .map(([name]) => `${type}.${name}`),
  );
  expect(guarded.sort()).toEqual([
    'aws_ssoadmin_permission_set.permission-set_Administrator',
    'aws_ssoadmin_permission_set.permission-set_Developer',
    'azuread_application.application',
    'azuread_service_principal.service-principal',
    'azuread_service_principal_token_signing_certificate.certificate_c2026',
  ]);
});

test('a tenant id in upper case gives the issuer that Entra uses', () => {
  const config = smallConfig();
  config.entra.tenantId = config.entra.tenantId.toUpperCase();
  const { output } = synthesize(loadConfig(config));
  expect(output['identity_provider_metadata']?.['value']).toContain(
    'entityID="https://sts.windows.net/3f0e2c5a-6a5b-4d0e-9c2f-5b7d1c9e8a40/"',
  );
});

test('a handle may be a word of JavaScript', () => {
  const config = smallConfig();
  config.permissionSets['constructor'] = { policies: ['ReadOnlyAccess'] };
  config.groups['toString'] = { name: 'Operators' };
  config.access.push({ groups: ['toString'], permissionSets: ['constructor'], accounts: ['dev'] });
  expect(addressesOf(synthesize(loadConfig(config)))).toContain(
    'aws_ssoadmin_account_assignment.access_toString_constructor_111111111111',
  );
});

test('the order of keys and lines in the config changes no address', () => {
  const config = smallConfig();
  const reversed = {
    ...smallConfig(),
    groups: Object.fromEntries(Object.entries(config.groups).reverse()),
    permissionSets: Object.fromEntries(Object.entries(config.permissionSets).reverse()),
    access: [...config.access].reverse(),
  };
  expect(addressesOf(synthesize(loadConfig(reversed)))).toEqual(addressesOf(synthesize(loadConfig(config))));
});
