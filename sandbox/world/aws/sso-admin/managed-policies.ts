import { changePermissionSet, findPermissionSet, quotaExceeded, type PermissionSetInput } from '../access.js';
import { AwsError } from '../aws-error.js';
import { limits } from '../limits.js';
import { awsManagedPolicy } from '../managed-policy-arn.js';
import { page, type PageInput } from '../page.js';
import type { PermissionSetRecord, Session } from '../state.js';

interface ManagedPolicyInput extends PermissionSetInput {
  readonly ManagedPolicyArn: string;
}

export interface AttachedManagedPolicy {
  readonly Arn: string;
  readonly Name: string;
}

/**
 * sso-admin: AWS managed policies of a permission set.
 *
 * Which AWS managed policies there are isn't modelled, so every name of the right shape is taken for one:
 * a misspelt name, which AWS would refuse, is not noticed here.
 */
export const managedPolicyOperations = {
  AttachManagedPolicyToPermissionSet(session: Session, input: ManagedPolicyInput): Record<string, never> {
    const record = changePermissionSet(session, 'AttachManagedPolicyToPermissionSet', input);
    const arn = input.ManagedPolicyArn;
    const name = awsManagedPolicyName(arn);
    const id = record.arn.split('/').at(-1) ?? '';
    if (record.managedPolicies.has(arn)) {
      // The spelling is AWS's.
      throw new AwsError(
        'ConflictException',
        `Permission set with id ${id} already has a typed link attachment to a manged policy with ${arn}`,
      );
    }
    if (policyCount(record) >= limits.policiesPerPermissionSet) {
      throw quotaExceeded('ManagedPolicy', limits.policiesPerPermissionSet, id);
    }
    record.managedPolicies.set(arn, name);
    record.revision += 1;
    return {};
  },

  DetachManagedPolicyFromPermissionSet(session: Session, input: ManagedPolicyInput): Record<string, never> {
    const record = changePermissionSet(session, 'DetachManagedPolicyFromPermissionSet', input);
    if (!record.managedPolicies.delete(input.ManagedPolicyArn)) {
      throw new AwsError(
        'ResourceNotFoundException',
        `Could not find ManagedPolicy with arn ${input.ManagedPolicyArn}`,
      );
    }
    record.revision += 1;
    return {};
  },

  ListManagedPoliciesInPermissionSet(session: Session, input: PermissionSetInput & PageInput) {
    const record = findPermissionSet(session, 'ListManagedPoliciesInPermissionSet', input);
    const policies = [...record.managedPolicies].map(([Arn, Name]): AttachedManagedPolicy => ({ Arn, Name }));
    const { items, NextToken } = page(policies, input);
    return { AttachedManagedPolicies: items, NextToken };
  },
};

/** Managed policies of both kinds. */
export const policyCount = (record: PermissionSetRecord): number =>
  record.managedPolicies.size + record.customerManagedPolicies.size;

/** The name within an AWS managed policy's ARN. Throws ResourceNotFoundException for what can't be one. */
export function awsManagedPolicyName(arn: string): string {
  const name = awsManagedPolicy(arn);
  if (name === undefined)
    throw new AwsError('ResourceNotFoundException', `Policy does not exist with ARN: ${arn}`);
  return name;
}
