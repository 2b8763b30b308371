import { limits } from './limits.js';
import { policyKey, type PermissionSetRecord, type State } from './state.js';

/**
 * Makes the permission set's role in an account what the set is now. Returns why that failed, or nothing.
 * AWS's own words are known for all but an account that isn't in the organization.
 */
export function provisionRole(
  state: State,
  record: PermissionSetRecord,
  accountId: string,
): string | undefined {
  const account = state.accounts.get(accountId);
  if (!account) return `Received a 404 status error: AWS account ${accountId} not found.`;
  if (account.suspended) {
    return (
      'AWS SSO is unable to complete your request at this time. ' +
      `Obtaining permissions to manage your AWS account '${accountId}' is taking longer than usual. ` +
      'Please try again in a few minutes. If this problem continues, contact AWS Support.'
    );
  }
  if (record.managedPolicies.size + record.customerManagedPolicies.size > limits.policiesPerRole) {
    return `Received a 409 status error: Cannot exceed quota for PoliciesPerRole: ${limits.policiesPerRole}`;
  }
  const references = [
    ...record.customerManagedPolicies.values(),
    record.boundary?.CustomerManagedPolicyReference,
  ];
  for (const reference of references) {
    if (reference && !account.customerManagedPolicies.has(policyKey(reference))) {
      return `Received a 404 status error: Not supported policy arn:aws:iam::${accountId}:policy${policyKey(reference)}.`;
    }
  }
  const provisioned = record.accounts.get(accountId);
  if (provisioned) provisioned.revision = record.revision;
  else record.accounts.set(accountId, { revision: record.revision, assignments: new Map() });
  return undefined;
}
