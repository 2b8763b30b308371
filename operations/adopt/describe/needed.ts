/** What a description takes of whoever runs it. docs/adopt.md has the same, and a test proves both by the sandbox. */
import { ORGANIZATION_READ, POLICIES_READ } from '../../permissions/aws-actions.js';

/** IAM actions, in the account of the caller. */
export const NEEDED_ACTIONS = [
  ...ORGANIZATION_READ,
  'sso:ListInstances',
  'identitystore:ListGroups',
  'identitystore:ListUsers',
  'sso:ListPermissionSets',
  'sso:DescribePermissionSet',
  'sso:ListTagsForResource',
  ...POLICIES_READ,
  'sso:ListAccountsForProvisionedPermissionSet',
  'sso:ListAccountAssignments',
  'sso:DescribeInstanceAccessControlAttributeConfiguration',
] as const;

/** Only where that takes fewer requests, and AWS answers it to the management account alone. */
export const ACTION_OF_LARGE = 'sso:ListAccountAssignmentsForPrincipal';

/** Application permissions of Microsoft Graph. */
export const NEEDED_PERMISSIONS = [
  'Application.Read.All',
  'Policy.Read.All',
  'Group.Read.All',
  'User.Read.All',
  'Synchronization.Read.All',
] as const;

export type NeededPermission = (typeof NEEDED_PERMISSIONS)[number];
