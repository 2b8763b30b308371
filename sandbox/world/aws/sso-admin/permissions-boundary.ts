import { changePermissionSet, findPermissionSet, type PermissionSetInput } from '../access.js';
import { AwsError } from '../aws-error.js';
import type { PermissionsBoundary, Session } from '../state.js';
import { checkReference } from './customer-managed-policies.js';
import { awsManagedPolicyName } from './managed-policies.js';

/** sso-admin: the one permissions boundary of a permission set. AWS's own words for its refusals aren't known. */
export const permissionsBoundaryOperations = {
  PutPermissionsBoundaryToPermissionSet(
    session: Session,
    input: PermissionSetInput & { PermissionsBoundary: PermissionsBoundary },
  ): Record<string, never> {
    const record = changePermissionSet(session, 'PutPermissionsBoundaryToPermissionSet', input);
    record.boundary = checkBoundary(input.PermissionsBoundary);
    record.revision += 1;
    return {};
  },

  GetPermissionsBoundaryForPermissionSet(
    session: Session,
    input: PermissionSetInput,
  ): { PermissionsBoundary: PermissionsBoundary } {
    const { boundary } = findPermissionSet(session, 'GetPermissionsBoundaryForPermissionSet', input);
    if (!boundary) throw noBoundary();
    return { PermissionsBoundary: boundary };
  },

  DeletePermissionsBoundaryFromPermissionSet(
    session: Session,
    input: PermissionSetInput,
  ): Record<string, never> {
    const record = changePermissionSet(session, 'DeletePermissionsBoundaryFromPermissionSet', input);
    if (!record.boundary) throw noBoundary();
    record.boundary = undefined;
    record.revision += 1;
    return {};
  },
};

function checkBoundary({
  ManagedPolicyArn,
  CustomerManagedPolicyReference,
}: PermissionsBoundary): PermissionsBoundary {
  if ((ManagedPolicyArn === undefined) === (CustomerManagedPolicyReference === undefined)) {
    throw new AwsError(
      'ValidationException',
      'Exactly one of ManagedPolicyArn and CustomerManagedPolicyReference must be given.',
    );
  }
  if (ManagedPolicyArn !== undefined) awsManagedPolicyName(ManagedPolicyArn);
  if (CustomerManagedPolicyReference === undefined) return { ManagedPolicyArn };
  const { Name, Path = '/' } = checkReference(CustomerManagedPolicyReference);
  return { CustomerManagedPolicyReference: { Name, Path } };
}

const noBoundary = (): AwsError =>
  new AwsError('ResourceNotFoundException', 'The permission set has no permissions boundary.');
