import { policyOperations } from './iam/policies.js';
import { roleBoundaryOperations } from './iam/role-boundaries.js';
import { roleListOperations } from './iam/role-lists.js';
import { rolePolicyOperations } from './iam/role-policies.js';
import { rolePolicyAttachmentOperations } from './iam/role-policy-attachments.js';
import { roleTagOperations } from './iam/role-tags.js';
import { roleOperations } from './iam/roles.js';
import { samlProviderOperations } from './iam/saml-providers.js';

/** iam: what stands in the caller's account. */
export const iamOperations = {
  ...policyOperations,
  ...samlProviderOperations,
  ...roleOperations,
  ...roleListOperations,
  ...roleTagOperations,
  ...roleBoundaryOperations,
  ...rolePolicyOperations,
  ...rolePolicyAttachmentOperations,
};
