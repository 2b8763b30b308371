/**
 * The IAM actions behind each type of the AWS provider that a stack may hold: to make, read, change and destroy it, as
 * the provider's source of 6.x does (internal/service/ssoadmin, identitystore and iam). Calls that it makes only for
 * arguments which no stack has, such as `description` of a role or tags of a SAML provider, aren't among them.
 */

/** Brings a change of a permission set to the accounts that have it, and waits. */
const PROVISION = ['sso:ProvisionPermissionSet', 'sso:DescribePermissionSetProvisioningStatus'];

/** Reads which policies permission sets have. */
export const POLICIES_READ = [
  'sso:ListManagedPoliciesInPermissionSet',
  'sso:ListCustomerManagedPolicyReferencesInPermissionSet',
  'sso:GetInlinePolicyForPermissionSet',
  'sso:GetPermissionsBoundaryForPermissionSet',
] as const;

/** Reads an organization: its accounts, their units and their tags. */
export const ORGANIZATION_READ = [
  'organizations:DescribeOrganization',
  'organizations:ListRoots',
  'organizations:ListOrganizationalUnitsForParent',
  'organizations:ListAccountsForParent',
  'organizations:ListAccounts',
  'organizations:ListTagsForResource',
] as const;

/** By Terraform type; data sources begin with `data.`. What AWS has no action for is absent. */
export const AWS_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'data.aws_ssoadmin_instances': ['sso:ListInstances'],
  'data.aws_identitystore_group': ['identitystore:GetGroupId', 'identitystore:DescribeGroup'],
  'data.aws_identitystore_user': ['identitystore:GetUserId', 'identitystore:DescribeUser'],

  aws_ssoadmin_permission_set: [
    'sso:CreatePermissionSet',
    'sso:DescribePermissionSet',
    'sso:UpdatePermissionSet',
    'sso:DeletePermissionSet',
    'sso:ListTagsForResource',
    'sso:TagResource',
    'sso:UntagResource',
    ...PROVISION,
  ],
  aws_ssoadmin_managed_policy_attachment: [
    'sso:AttachManagedPolicyToPermissionSet',
    'sso:ListManagedPoliciesInPermissionSet',
    'sso:DetachManagedPolicyFromPermissionSet',
    ...PROVISION,
  ],
  aws_ssoadmin_customer_managed_policy_attachment: [
    'sso:AttachCustomerManagedPolicyReferenceToPermissionSet',
    'sso:ListCustomerManagedPolicyReferencesInPermissionSet',
    'sso:DetachCustomerManagedPolicyReferenceFromPermissionSet',
    ...PROVISION,
  ],
  aws_ssoadmin_permission_set_inline_policy: [
    'sso:PutInlinePolicyToPermissionSet',
    'sso:GetInlinePolicyForPermissionSet',
    'sso:DeleteInlinePolicyFromPermissionSet',
    ...PROVISION,
  ],
  aws_ssoadmin_permissions_boundary_attachment: [
    'sso:PutPermissionsBoundaryToPermissionSet',
    'sso:GetPermissionsBoundaryForPermissionSet',
    'sso:DeletePermissionsBoundaryFromPermissionSet',
    ...PROVISION,
  ],
  aws_ssoadmin_account_assignment: [
    'sso:CreateAccountAssignment',
    'sso:DescribeAccountAssignmentCreationStatus',
    'sso:ListAccountAssignments',
    'sso:DeleteAccountAssignment',
    'sso:DescribeAccountAssignmentDeletionStatus',
  ],
  aws_ssoadmin_instance_access_control_attributes: [
    'sso:CreateInstanceAccessControlAttributeConfiguration',
    'sso:DescribeInstanceAccessControlAttributeConfiguration',
    'sso:UpdateInstanceAccessControlAttributeConfiguration',
    'sso:DeleteInstanceAccessControlAttributeConfiguration',
  ],

  aws_iam_saml_provider: [
    'iam:CreateSAMLProvider',
    'iam:GetSAMLProvider',
    'iam:UpdateSAMLProvider',
    'iam:DeleteSAMLProvider',
  ],
  aws_iam_role: [
    'iam:CreateRole',
    'iam:GetRole',
    'iam:ListRolePolicies',
    'iam:GetRolePolicy',
    'iam:ListAttachedRolePolicies',
    'iam:UpdateAssumeRolePolicy',
    'iam:UpdateRole',
    'iam:PutRolePermissionsBoundary',
    'iam:DeleteRolePermissionsBoundary',
    'iam:TagRole',
    'iam:UntagRole',
    'iam:ListInstanceProfilesForRole',
    'iam:DeleteRole',
  ],
  aws_iam_role_policy: ['iam:PutRolePolicy', 'iam:GetRolePolicy', 'iam:DeleteRolePolicy'],
  aws_iam_role_policy_attachment: [
    'iam:AttachRolePolicy',
    'iam:ListAttachedRolePolicies',
    'iam:DetachRolePolicy',
  ],
};

/** What an apply asks besides, where one before it failed: which accounts have an older version of a permission set. */
export const TO_RECOVER = ['sso:ListAccountsForProvisionedPermissionSet'];

/** What the commands that only look ask for; the same actions may serve to apply as well. */
export const TO_LOOK = {
  /** In the deployer's account: of status, drift, aws-config and accounts in this order. */
  deployer: [
    'sso:ListInstances',
    'sso:ListPermissionSets',
    'sso:DescribePermissionSet',
    'sso:DescribeInstanceAccessControlAttributeConfiguration',
    'identitystore:ListGroups',
    'identitystore:ListUsers',
    'identitystore:ListGroupMemberships',

    'sso:ListAccountsForProvisionedPermissionSet',
    ...POLICIES_READ,
    'sso:ListAccountAssignments',

    'identitystore:GetUserId',
    'identitystore:ListGroupMembershipsForMember',
    'identitystore:DescribeGroup',

    ...ORGANIZATION_READ,
  ],
  /** AWS answers it to the management account alone. */
  managementAccount: ['sso:ListAccountAssignmentsForPrincipal'],
  /** In the account of emergency access and those of its counterparts: of status, then drift. */
  emergency: {
    roles: ['iam:GetRole', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'],
    samlProvider: ['iam:GetSAMLProvider'],
  },
};
