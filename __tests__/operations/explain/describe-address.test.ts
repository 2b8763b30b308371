import { describeAddress } from '../../../operations/explain/describe-address.js';
import { loadSandboxEnvironment } from '../sandbox-environment.js';

const environment = loadSandboxEnvironment();
const words = (address: string) => describeAddress(address, environment)?.words;

test.each([
  [
    'aws_ssoadmin_account_assignment.access_finance_OrganizationBilling_210987650001',
    'the access of group "finance" with "OrganizationBilling" to account "management"',
  ],
  [
    'aws_ssoadmin_account_assignment.access-user_external-auditor_SecurityAudit_999999999999',
    'the access of user "external-auditor" with "SecurityAudit" to account "999999999999"',
  ],
  [
    'azuread_app_role_assignment.assigned_finance',
    'the assignment of group "AWS Finance" (groups.finance, config/sandbox/teams/finance.yaml:2) to the application',
  ],
  [
    'azuread_app_role_assignment.assigned-user_external-auditor',
    'the assignment of user "pat.okafor@auditors.example" (users.external-auditor, config/sandbox/teams/security.yaml:6) to the application',
  ],
  [
    'aws_ssoadmin_managed_policy_attachment.policy_ReadOnly_job-2d-function-2f-ViewOnlyAccess',
    'a policy of permission set "ReadOnly" (permissionSets.ReadOnly, config/sandbox/permission-sets.yaml:9)',
  ],
  [
    'data.aws_ssoadmin_instances.identity-center',
    'IAM Identity Center (aws.identityCenter, config/sandbox.yaml:41)',
  ],
  [
    'azuread_conditional_access_policy.conditional-access',
    'the conditional access policy of the application (entra.conditionalAccess, config/sandbox/teams/identity.yaml:4)',
  ],
  [
    'azuread_claims_mapping_policy.claims',
    'the session tags that Entra sends (entra.attributes, config/sandbox.yaml:36)',
  ],
  [
    'azuread_service_principal_claims_mapping_policy_assignment.claims-assignment',
    'the application’s use of the session tags that Entra sends (entra.attributes, config/sandbox.yaml:36)',
  ],
  [
    'aws_ssoadmin_instance_access_control_attributes.access-control-attributes',
    'the session tags that AWS sets (aws.identityCenter.attributes, config/sandbox.yaml:45)',
  ],
  [
    'data.azuread_users.group-members_storefront-on-call',
    'the members of group "AWS Storefront On Call" (groups.storefront-on-call, config/sandbox/teams/storefront.yaml:4)',
  ],
])('%s', (address, expected) => {
  expect(words(address)).toBe(expected);
});

test('without a config there are handles and paths, and no lines', () => {
  expect(describeAddress('data.azuread_group.group_finance')?.words).toBe('group "finance" (groups.finance)');
});

test.each([
  'terraform_data.a',
  'aws_ssoadmin_permission_set.other',
  'module.x.aws_iam_role.group_x',
  'nonsense',
])('%s is none of ours', (address) => {
  expect(describeAddress(address, environment)).toBeUndefined();
});
