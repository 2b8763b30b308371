/** Which applications a claims mapping policy is assigned to: whatever changes it changes all of their tokens. */
import { askGraph } from './cloud-error.js';
import type { Graph } from './graph.js';

/** A service principal that has the policy, or, rarely, an application. */
export interface UserOfClaimsPolicy {
  readonly id: string;
  readonly displayName?: string;
}

/** What Microsoft Graph asks of who reads it. */
export const CLAIMS_POLICY_USERS_NEED = 'Policy.Read.All and Application.Read.All';

export function readUsersOfClaimsPolicy(
  graph: Graph,
  policyId: string,
): Promise<readonly UserOfClaimsPolicy[]> {
  const path = `/v1.0/policies/claimsMappingPolicies/${policyId}/appliesTo`;
  return askGraph(`GET ${path}`, () => graph.list<UserOfClaimsPolicy>(path));
}
