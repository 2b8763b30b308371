/** AWS's quotas for IAM Identity Center and IAM, at their defaults (Identity Center user guide, "Quotas"; IAM user guide). */
export const limits = {
  permissionSetsPerInstance: 3_500,
  permissionSetsPerAccount: 500,
  /** AWS managed and customer managed policies together. */
  policiesPerPermissionSet: 25,
  /** IAM's quota for the role that a permission set becomes in an account. */
  policiesPerRole: 10,
  groupsPerPermissionSetAndAccount: 100,
  inlinePolicyBytes: 10_240,
  accessControlAttributes: 50,
  outstandingAssignments: 15,
  outstandingProvisionings: 3,
  scimAccessTokens: 2,
  scimMembershipChangesPerRequest: 100,
  scimRequestsPerSecond: { read: 40, write: 25, membership: 25 },
  sessionHours: { least: 1, most: 12 },
} as const;
