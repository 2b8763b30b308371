import { changePermissionSet, findPermissionSet, type PermissionSetInput } from '../access.js';
import { AwsError } from '../aws-error.js';
import { satisfy } from '../constraints.js';
import { limits } from '../limits.js';
import { page, type PageInput } from '../page.js';
import { policyKey, type CustomerManagedPolicyReference, type Session } from '../state.js';
import { policyCount } from './managed-policies.js';

interface ReferenceInput extends PermissionSetInput {
  readonly CustomerManagedPolicyReference: CustomerManagedPolicyReference;
}

/**
 * sso-admin: customer managed policies of a permission set, by name and path. Whether an account has the policy
 * is found out only when the set is provisioned there.
 */
export const customerManagedPolicyOperations = {
  AttachCustomerManagedPolicyReferenceToPermissionSet(
    session: Session,
    input: ReferenceInput,
  ): Record<string, never> {
    const record = changePermissionSet(session, 'AttachCustomerManagedPolicyReferenceToPermissionSet', input);
    const { Name, Path = '/' } = checkReference(input.CustomerManagedPolicyReference);
    if (record.customerManagedPolicies.has(policyKey({ Name, Path }))) {
      // The two blanks are AWS's.
      throw new AwsError(
        'ConflictException',
        `Given customer managed policy with name: ${Name}  and path ${Path} already attached`,
      );
    }
    if (policyCount(record) >= limits.policiesPerPermissionSet) {
      throw new AwsError(
        'ServiceQuotaExceededException',
        `Cannot attach managed policy: number of attached managed policies is already at maximum ${limits.policiesPerPermissionSet}`,
      );
    }
    record.customerManagedPolicies.set(policyKey({ Name, Path }), { Name, Path });
    record.revision += 1;
    return {};
  },

  DetachCustomerManagedPolicyReferenceFromPermissionSet(
    session: Session,
    input: ReferenceInput,
  ): Record<string, never> {
    const record = changePermissionSet(
      session,
      'DetachCustomerManagedPolicyReferenceFromPermissionSet',
      input,
    );
    const { Name, Path = '/' } = input.CustomerManagedPolicyReference;
    if (!record.customerManagedPolicies.delete(policyKey({ Name, Path }))) {
      throw new AwsError(
        'ResourceNotFoundException',
        `Given managed policy with name: ${Name}  and path ${Path} does not exist on PermissionSet`,
      );
    }
    record.revision += 1;
    return {};
  },

  ListCustomerManagedPolicyReferencesInPermissionSet(
    session: Session,
    input: PermissionSetInput & PageInput,
  ) {
    const record = findPermissionSet(session, 'ListCustomerManagedPolicyReferencesInPermissionSet', input);
    const { items, NextToken } = page(record.customerManagedPolicies.values(), input);
    return { CustomerManagedPolicyReferences: items, NextToken };
  },
};

/** Throws ValidationException for a name or path that no policy can have. */
export function checkReference(reference: CustomerManagedPolicyReference): CustomerManagedPolicyReference {
  const member = 'customerManagedPolicyReference';
  satisfy(
    {
      member: `${member}.name`,
      value: reference.Name,
      required: true,
      least: 1,
      most: 128,
      pattern: '[\\w+=,.@-]+',
    },
    {
      member: `${member}.path`,
      value: reference.Path,
      least: 1,
      most: 512,
      pattern: '((/[A-Za-z0-9\\.,\\+@=_-]+)*)/',
    },
  );
  return reference;
}
