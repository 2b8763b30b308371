/** What AWS does itself with the deployer's rights, to the roles of permission sets in the deployer's account. */
import type { Environment } from '../../model/environment.js';
import { awsPartitionOf } from '../../model/partition.js';
import type { Statements } from './attached-policies.js';
import { allow } from './policy-document.js';
import type { Held } from './stack-contents.js';

/**
 * Once a grant is for the management account: in other accounts a service-linked role does it. AWS documents no list
 * (its page on delegating access to the management account names IAMFullAccess). These are the actions that users of
 * its API report as missing, and those that undo them; UNVERIFIED.
 */
const FOR_MANAGEMENT_ACCOUNT = [
  'iam:AttachRolePolicy',
  'iam:CreateRole',
  'iam:DeleteRole',
  'iam:DeleteRolePermissionsBoundary',
  'iam:DeleteRolePolicy',
  'iam:DetachRolePolicy',
  'iam:GetRole',
  'iam:ListAttachedRolePolicies',
  'iam:ListRolePolicies',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
  'iam:UpdateRole',
  'iam:UpdateRoleDescription',
];
const PROVIDER_FOR_MANAGEMENT_ACCOUNT = [
  'iam:CreateSAMLProvider',
  'iam:GetSAMLProvider',
  'iam:UpdateSAMLProvider',
];

/**
 * What creating the attributes for access control depends on, by AWS's Service Authorization Reference: it lets the
 * roles of permission sets be assumed with session tags.
 */
const FOR_ATTRIBUTES = [
  'iam:AttachRolePolicy',
  'iam:CreateRole',
  'iam:DeleteRole',
  'iam:DeleteRolePolicy',
  'iam:DetachRolePolicy',
  'iam:GetRole',
  'iam:ListAttachedRolePolicies',
  'iam:ListRolePolicies',
  'iam:PutRolePolicy',
  'iam:UpdateAssumeRolePolicy',
];

export function allowReserved({ config: { aws }, access }: Environment, own: readonly Held[]): Statements {
  const grants = access.grants.some(({ account }) => aws.accounts[account]?.management);
  const attributes = own.some(({ type }) => type === 'aws_ssoadmin_instance_access_control_attributes');
  const arn = (rest: string) => `arn:${awsPartitionOf(aws.region)}:iam::${aws.deployer.account}:${rest}`;
  return [
    allow(
      'ReservedRoles',
      [...(grants ? FOR_MANAGEMENT_ACCOUNT : []), ...(attributes ? FOR_ATTRIBUTES : [])],
      // One that isn't there yet is asked for without its path.
      [arn('role/aws-reserved/sso.amazonaws.com/*'), arn('role/AWSReservedSSO_*')],
    ),
    allow('ReservedProvider', grants ? PROVIDER_FOR_MANAGEMENT_ACCOUNT : [], [arn('saml-provider/AWSSSO_*')]),
  ];
}
