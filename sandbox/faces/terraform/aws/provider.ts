import type { World } from '../../../world/world.js';
import type { Attributes, ProviderType, Refusal } from '../resource.js';
import { text, texts } from './attributes.js';
import { assumeRole } from './assume-role.js';
import { assumedRole, callerOf } from './caller.js';
import { callerIdentity } from './data-caller-identity.js';
import { identityStoreGroup } from './data-identitystore-group.js';
import { identityStoreUser } from './data-identitystore-user.js';
import { instances } from './data-ssoadmin-instances.js';
import { rolePolicyAttachment } from './iam-role-policy-attachment.js';
import { rolePolicy } from './iam-role-policy.js';
import { role } from './iam-role.js';
import { samlProvider } from './iam-saml-provider.js';
import { bucketLifecycleConfiguration } from './s3-bucket-lifecycle-configuration.js';
import {
  bucketEncryption,
  bucketOwnershipControls,
  bucketPolicy,
  bucketPublicAccessBlock,
  bucketVersioning,
} from './s3-bucket-settings.js';
import { bucket } from './s3-bucket.js';
import { accountAssignment } from './ssoadmin-account-assignment.js';
import { customerManagedPolicyAttachment } from './ssoadmin-customer-managed-policy-attachment.js';
import { instanceAccessControlAttributes } from './ssoadmin-instance-access-control-attributes.js';
import { managedPolicyAttachment } from './ssoadmin-managed-policy-attachment.js';
import { permissionSetInlinePolicy } from './ssoadmin-permission-set-inline-policy.js';
import { permissionSet } from './ssoadmin-permission-set.js';
import { permissionsBoundaryAttachment } from './ssoadmin-permissions-boundary-attachment.js';

/** `hashicorp/aws` over the sandbox's organization. */
export const awsProvider: ProviderType = {
  name: 'aws',
  resources: [
    permissionSet,
    managedPolicyAttachment,
    customerManagedPolicyAttachment,
    permissionSetInlinePolicy,
    permissionsBoundaryAttachment,
    accountAssignment,
    samlProvider,
    role,
    rolePolicy,
    rolePolicyAttachment,
    instanceAccessControlAttributes,
    bucket,
    bucketVersioning,
    bucketEncryption,
    bucketPublicAccessBlock,
    bucketOwnershipControls,
    bucketPolicy,
    bucketLifecycleConfiguration,
  ],
  dataSources: [instances, identityStoreGroup, identityStoreUser, callerIdentity],

  async configure(world, config) {
    const refusals = [...checkRegion(config), ...checkAccount(world, config)];
    const role = assumedRole(config);
    if (!role || refusals.length > 0) return refusals;
    return assumeRole(world, role, text(config, 'region'));
  },
};

function checkRegion(config: Attributes): Refusal[] {
  const region = text(config, 'region');
  return /^[a-z]{2}(-[a-z]+)+-\d$/.test(region)
    ? []
    : [{ summary: `invalid AWS Region: ${region}`, attribute: ['region'] }];
}

/** Which account the credentials are of, and whether the configuration wants that one. */
function checkAccount(world: World, config: Attributes): Refusal[] {
  const role = assumedRole(config);
  if (role && !world.aws.hasAccount(role.account)) {
    return [
      {
        summary: 'Cannot assume IAM Role',
        detail: `IAM Role (${role.arn}) cannot be assumed: there is no such account in the sandbox's organization.`,
        attribute: ['assume_role'],
      },
    ];
  }
  const { account } = callerOf(world, config, text(config, 'region'));
  const allowed = texts(config, 'allowed_account_ids');
  const refused =
    texts(config, 'forbidden_account_ids').includes(account) ||
    (allowed.length > 0 && !allowed.includes(account));
  return refused ? [{ summary: `AWS account ID not allowed: ${account}` }] : [];
}
