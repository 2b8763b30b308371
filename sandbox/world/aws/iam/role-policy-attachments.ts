/** iam: managed policies of a role. */
import { AwsError } from '../aws-error.js';
import { limits } from '../limits.js';
import type { Session } from '../state.js';
import { findRole, limitExceeded } from './account.js';
import { markerPage, type MarkerInput } from './page.js';
import { managedPolicyName } from './policies.js';

interface AttachmentInput {
  readonly RoleName: string;
  readonly PolicyArn: string;
}

export const rolePolicyAttachmentOperations = {
  /** Attaching what is attached already changes nothing. */
  AttachRolePolicy(session: Session, { RoleName, PolicyArn }: AttachmentInput): Record<string, never> {
    const { attachedPolicies } = findRole(session, RoleName);
    const name = managedPolicyName(session, PolicyArn);
    if (name === undefined)
      throw new AwsError('NoSuchEntity', `Policy ${PolicyArn} does not exist or is not attachable.`);
    if (!attachedPolicies.has(PolicyArn) && attachedPolicies.size >= limits.policiesPerRole)
      throw limitExceeded(`Cannot exceed quota for PoliciesPerRole: ${limits.policiesPerRole}`);
    attachedPolicies.set(PolicyArn, name);
    return {};
  },

  DetachRolePolicy(session: Session, { RoleName, PolicyArn }: AttachmentInput): Record<string, never> {
    if (!findRole(session, RoleName).attachedPolicies.delete(PolicyArn))
      throw new AwsError('NoSuchEntity', `Policy ${PolicyArn} was not found.`);
    return {};
  },

  ListAttachedRolePolicies(
    session: Session,
    { RoleName, ...input }: { readonly RoleName: string } & MarkerInput,
  ) {
    const { items, ...rest } = markerPage(findRole(session, RoleName).attachedPolicies, input);
    return {
      AttachedPolicies: items.map(([PolicyArn, PolicyName]) => ({ PolicyArn, PolicyName })),
      ...rest,
    };
  },
};
