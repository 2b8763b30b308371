/** An AWS organization without Terraform: its sso-admin operations on one permission set, called by the management account. */
import { AwsOrganization } from '../../sandbox/world/aws/organization.js';
import type { AwsApis } from '../../sandbox/world/aws/organization.js';
import type { AwsSeed } from '../../sandbox/world/seed.js';
import { callerIn, instanceArn, management } from './aws.js';
import { createTestClock } from './clock.js';
import { testSeed } from './world.js';

export interface AwsWorld {
  readonly aws: AwsOrganization;
  readonly sso: AwsApis['ssoAdmin'];
  /** A permission set `A`, as every operation on one is told of it. */
  readonly key: { readonly InstanceArn: string; readonly PermissionSetArn: string };
  /** Gives the group `Admins` the set in an account; the reason where that failed. */
  assign(account: string): Promise<string | undefined>;
  /** Takes it away again. */
  unassign(account: string): Promise<string | undefined>;
  /** Brings the set to every account that has it; the reason where that failed. */
  provision(): Promise<string | undefined>;
}

export function createAwsWorld(seed: Partial<AwsSeed> = {}): AwsWorld {
  const aws = new AwsOrganization({ ...testSeed.aws, ...seed }, createTestClock('2027-01-01T12:00:00Z'));
  const { ssoAdmin: sso, identityStore } = aws.as(callerIn(management));
  const { PermissionSetArn } = sso.CreatePermissionSet({ InstanceArn: instanceArn, Name: 'A' }).PermissionSet;
  const key = { InstanceArn: instanceArn, PermissionSetArn };
  const [group] = identityStore.ListGroups({ IdentityStoreId: testSeed.aws.identityStoreId }).Groups;
  const assignment = (account: string) => ({
    ...key,
    PrincipalId: group?.GroupId ?? '',
    PrincipalType: 'GROUP' as const,
    TargetId: account,
    TargetType: 'AWS_ACCOUNT' as const,
  });
  return {
    aws,
    sso,
    key,
    assign: async (account) => {
      const { RequestId } = sso.CreateAccountAssignment(assignment(account)).AccountAssignmentCreationStatus;
      await settle();
      const request = { InstanceArn: instanceArn, AccountAssignmentCreationRequestId: RequestId };
      return sso.DescribeAccountAssignmentCreationStatus(request).AccountAssignmentCreationStatus
        .FailureReason;
    },
    unassign: async (account) => {
      const { RequestId } = sso.DeleteAccountAssignment(assignment(account)).AccountAssignmentDeletionStatus;
      await settle();
      const request = { InstanceArn: instanceArn, AccountAssignmentDeletionRequestId: RequestId };
      return sso.DescribeAccountAssignmentDeletionStatus(request).AccountAssignmentDeletionStatus
        .FailureReason;
    },
    provision: async () => {
      const { RequestId } = sso.ProvisionPermissionSet({
        ...key,
        TargetType: 'ALL_PROVISIONED_ACCOUNTS',
      }).PermissionSetProvisioningStatus;
      await settle();
      const request = { InstanceArn: instanceArn, ProvisionPermissionSetRequestId: RequestId };
      return sso.DescribePermissionSetProvisioningStatus(request).PermissionSetProvisioningStatus
        .FailureReason;
    },
  };
}

/** Lets what the test clock has begun end. */
export const settle = async (): Promise<void> => {
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
};
