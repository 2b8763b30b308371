/** Provisioning as the stack declares it, on top of the enterprise application, for tests with real Terraform. */
import { entraConfiguration } from './azuread.js';

type Block = Readonly<Record<string, unknown>>;

export const SECRET = 'azuread_synchronization_secret.provisioning';
export const JOB = 'azuread_synchronization_job.provisioning';
export const ON_DEMAND = 'azuread_synchronization_job_provision_on_demand.admins';
export const RULE = '03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8';

export const secretBlock = (credentials: Readonly<Record<string, string>>): Block => ({
  service_principal_id: '${azuread_service_principal.aws.id}',
  credential: Object.entries(credentials).map(([key, value]) => ({ key, value })),
});

export const credentials = {
  BaseAddress: 'https://scim.eu-west-1.amazonaws.com/tenant/scim/v2',
  SecretToken: 'token-1',
  SyncAll: 'false',
};

export const jobBlock = {
  service_principal_id: '${azuread_service_principal.aws.id}',
  template_id: 'aWSSingleSignon',
  enabled: true,
  depends_on: [SECRET, 'azuread_app_role_assignment.admins'],
} satisfies Block;

export const onDemandBlock = {
  service_principal_id: '${azuread_service_principal.aws.id}',
  synchronization_job_id: `\${${JOB}.id}`,
  parameter: [{ rule_id: RULE, subject: [subjectOf('data.azuread_group.admins', 'Group')] }],
  triggers: { name: 'Admins' },
} satisfies Block;

export function subjectOf(address: string, type: string): Block {
  return { object_id: `\${${address}.object_id}`, object_type_name: type };
}

/** The application with its provisioning; `changes` replaces resources by address, `null` leaves one out. */
export const provisioningConfiguration = (changes: Readonly<Record<string, Block | null>> = {}): object =>
  entraConfiguration({
    'azuread_group.team': null,
    'azuread_group.dynamic': null,
    'azuread_app_role_assignment.ada': null,
    'azuread_service_principal_token_signing_certificate.first': null,
    [SECRET]: secretBlock(credentials),
    [JOB]: jobBlock,
    [ON_DEMAND]: onDemandBlock,
    ...changes,
  });
