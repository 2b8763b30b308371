/** iam: the permissions boundary of a role. */
import { AwsError } from '../aws-error.js';
import type { Session } from '../state.js';
import { findRole } from './account.js';
import { managedPolicyName } from './policies.js';

interface BoundaryInput {
  readonly RoleName: string;
}

export const roleBoundaryOperations = {
  PutRolePermissionsBoundary(
    session: Session,
    { RoleName, PermissionsBoundary }: BoundaryInput & { readonly PermissionsBoundary: string },
  ): Record<string, never> {
    const role = findRole(session, RoleName);
    checkBoundary(session, PermissionsBoundary);
    role.permissionsBoundary = PermissionsBoundary;
    return {};
  },

  /** A role without one is left as it is (UNVERIFIED). */
  DeleteRolePermissionsBoundary(session: Session, { RoleName }: BoundaryInput): Record<string, never> {
    findRole(session, RoleName).permissionsBoundary = undefined;
    return {};
  },
};

/** Throws NoSuchEntity for what is no managed policy that the caller's account can use. AWS's words are UNVERIFIED. */
export function checkBoundary(session: Session, arn: string): void {
  if (managedPolicyName(session, arn) !== undefined) return;
  throw new AwsError('NoSuchEntity', `Scope ARN: ${arn} does not exist or is not attachable.`);
}
