import { loadConfig, provisionedConfig, SCIM_ENDPOINT, smallConfig } from '../helpers/config.js';
import { addressesOf, synthesize } from '../helpers/synthesize.js';

/** What an object waits for, of what provisioning adds. */
const dependencies = (block: Record<string, unknown> | undefined) => block?.['depends_on'];

test('the token is a sensitive variable, and the synthesized stack holds no value for it', () => {
  const { variable, resource } = synthesize(loadConfig(provisionedConfig()));
  expect(variable).toEqual({
    scim_token: {
      type: 'string',
      sensitive: true,
      nullable: false,
      description: `The access token of ${SCIM_ENDPOINT}, from TF_VAR_scim_token.`,
    },
  });
  expect(resource['azuread_synchronization_secret']?.['provisioning-secret']?.['credential']).toEqual([
    { key: 'BaseAddress', value: SCIM_ENDPOINT },
    { key: 'SecretToken', value: '${var.scim_token}' },
    { key: 'SyncAll', value: 'false' },
    { key: 'SyncNotificationSettings', value: '{"Enabled":false,"DeleteThresholdEnabled":false}' },
  ]);
});

test('who is told, and the delete threshold, go into the notification settings', () => {
  const config = provisionedConfig({
    notificationEmails: ['a@acme.example', 'b@acme.example'],
    deleteThreshold: 20,
  });
  const { resource } = synthesize(loadConfig(config));
  const credentials = resource['azuread_synchronization_secret']?.['provisioning-secret']?.['credential'];
  const settings = (credentials as { key: string; value: string }[]).find(
    ({ key }) => key === 'SyncNotificationSettings',
  );
  expect(JSON.parse(settings?.value ?? '')).toEqual({
    Enabled: true,
    Recipients: 'a@acme.example,b@acme.example',
    DeleteThresholdEnabled: true,
    DeleteThresholdValue: 20,
  });
});

test('assignments, secret, job, one wait, provisioning on demand, lookup: each waits for the one before and for nothing else', () => {
  const { resource, data } = synthesize(loadConfig(provisionedConfig()));
  expect(resource['azuread_synchronization_job']?.['provisioning']).toMatchObject({
    template_id: 'aWSSingleSignon',
    enabled: true,
    depends_on: [
      'azuread_synchronization_secret.provisioning-secret',
      'azuread_app_role_assignment.assigned_admins',
      'azuread_app_role_assignment.assigned_developers',
    ],
    lifecycle: { prevent_destroy: true },
  });
  expect(resource['time_sleep']).toEqual({
    'provisioning-wait': {
      create_duration: '0s',
      triggers: {
        assigned:
          '${join(",", sort([azuread_app_role_assignment.assigned_admins.id, azuread_app_role_assignment.assigned_developers.id]))}',
        length: '0s',
      },
      depends_on: ['azuread_synchronization_job.provisioning'],
    },
  });
  expect(resource['azuread_synchronization_job_provision_on_demand']?.['group_admins']).toEqual({
    service_principal_id: '${azuread_service_principal.service-principal.id}',
    synchronization_job_id: '${azuread_synchronization_job.provisioning.id}',
    parameter: [
      {
        rule_id: '03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8',
        subject: [{ object_id: '${data.azuread_group.group_admins.object_id}', object_type_name: 'Group' }],
      },
    ],
    triggers: {
      name: '${data.azuread_group.group_admins.display_name}',
      objectId: '${data.azuread_group.group_admins.object_id}',
    },
    depends_on: ['time_sleep.provisioning-wait'],
  });
  expect(dependencies(data['aws_identitystore_group']?.['group_admins'])).toEqual([
    'azuread_synchronization_job_provision_on_demand.group_admins',
  ]);
});

test('the id of a group in AWS is kept, and found anew where its Entra object becomes another one', () => {
  const { resource } = synthesize(loadConfig(provisionedConfig()));
  expect(resource['terraform_data']?.['group_admins']).toMatchObject({
    input: { id: '${data.aws_identitystore_group.group_admins.group_id}' },
    triggers_replace: { entra: '${azuread_app_role_assignment.assigned_admins.principal_object_id}' },
    lifecycle: {
      ignore_changes: ['input'],
      postcondition: [
        {
          condition: '${(self.output.id == data.aws_identitystore_group.group_admins.group_id)}',
        },
      ],
    },
  });
});

test('a user named directly is provisioned on demand and looked up by user name', () => {
  const config = provisionedConfig({
    wait: 'PT1M30S',
    onDemandRule: '03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8#V2',
  });
  config.users['auditor'] = { userPrincipalName: 'ada@test.example' };
  config.access.push({ users: ['auditor'], permissionSets: ['Developer'], accounts: ['prod'] });
  const { resource, data } = synthesize(loadConfig(config));
  expect(resource['azuread_synchronization_job_provision_on_demand']?.['user_auditor']).toMatchObject({
    parameter: [
      {
        rule_id: '03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8#V2',
        subject: [{ object_id: '${data.azuread_user.user_auditor.object_id}', object_type_name: 'User' }],
      },
    ],
  });
  expect(resource['time_sleep']?.['provisioning-wait']).toMatchObject({ create_duration: '90s' });
  expect(data['aws_identitystore_user']?.['user_auditor']).toMatchObject({
    alternate_identifier: {
      unique_attribute: {
        attribute_path: 'UserName',
        attribute_value: '${data.azuread_user.user_auditor.user_principal_name}',
      },
    },
    depends_on: ['azuread_synchronization_job_provision_on_demand.user_auditor'],
  });
});

test('the wait is three minutes where the config names none', () => {
  const { resource } = synthesize(loadConfig(provisionedConfig({ wait: undefined })));
  expect(resource['time_sleep']?.['provisioning-wait']).toMatchObject({ create_duration: '180s' });
});

test('a managed group is granted in the apply that makes it', () => {
  const config = provisionedConfig();
  config.groups['team'] = { managed: { members: ['ada@test.example'] } };
  config.access.push({ groups: ['team'], permissionSets: ['Developer'], accounts: ['prod'] });
  const environment = loadConfig(config);
  expect(environment.access.grants.filter(({ withheld }) => withheld !== undefined)).toEqual([]);
  expect(addressesOf(synthesize(environment))).toEqual(
    expect.arrayContaining([
      'azuread_group.group_team',
      'azuread_synchronization_job_provision_on_demand.group_team',
      'data.aws_identitystore_group.group_team',
      'terraform_data.group_team',
      'aws_ssoadmin_account_assignment.access_team_Developer_222222222222',
    ]),
  );
});

test('a managed group whose members are kept elsewhere is one without members to the provider', () => {
  const config = provisionedConfig();
  config.groups['everyone'] = { managed: {} };
  const { resource, removed } = synthesize(loadConfig(config));
  expect(resource['azuread_group_without_members']).toEqual({
    group_everyone: {
      display_name: 'everyone',
      security_enabled: true,
      prevent_duplicate_names: true,
      lifecycle: { prevent_destroy: true },
    },
  });
  expect(removed).toContainEqual({ from: 'azuread_group.group_everyone', lifecycle: { destroy: false } });
});

test('while provisioning is pending nobody is looked up in AWS and nobody is granted anything', () => {
  const config = smallConfig();
  config.entra.provisioning = 'pending';
  expect(
    addressesOf(synthesize(loadConfig(config))).filter((address) =>
      /identitystore|assignment\.access/.test(address),
    ),
  ).toEqual([]);
});
