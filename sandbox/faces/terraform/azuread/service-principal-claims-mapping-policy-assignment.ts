/** `azuread_service_principal_claims_mapping_policy_assignment`. */
import type { ResourceType } from '../resource.js';
import { claimsMappingPolicyAssignmentId, claimsMappingPolicyId, servicePrincipalId } from './ids.js';
import { attempt, found } from './refusals.js';
import { check } from './validation.js';
import { text } from './values.js';

export const servicePrincipalClaimsMappingPolicyAssignment: ResourceType = {
  type: 'azuread_service_principal_claims_mapping_policy_assignment',
  forceNew: ['claims_mapping_policy_id', 'service_principal_id'],

  validate: (config) => [
    ...check(config['claims_mapping_policy_id'], 'claims_mapping_policy_id', claimsMappingPolicyId.rule),
    ...check(config['service_principal_id'], 'service_principal_id', servicePrincipalId.rule),
  ],

  async create({ world: { entra } }, planned) {
    const [principal] = servicePrincipalId.parse(text(planned['service_principal_id']));
    const [policy] = claimsMappingPolicyId.parse(text(planned['claims_mapping_policy_id']));
    attempt(
      `Creating ClaimsMappingPolicyAssignment for Service Principal (Service Principal: "${principal}")`,
      () => entra.claimsMappingPolicies.assign(principal, policy),
    );
    return attributes(principal, policy);
  },

  async read({ world: { entra } }, state) {
    const [principal, policy] = claimsMappingPolicyAssignmentId.parse(text(state['id']));
    const assigned = found(() => entra.claimsMappingPolicies.assigned(principal));
    return assigned?.some(({ id }) => id === policy) ? attributes(principal, policy) : null;
  },

  async remove({ world: { entra } }, state) {
    const [principal, policy] = claimsMappingPolicyAssignmentId.parse(text(state['id']));
    attempt(
      `removing Service Principal Id Claims Mapping Policy (Service Principal: "${principal}", Claims Mapping Policy: "${policy}")`,
      () => entra.claimsMappingPolicies.unassign(principal, policy),
    );
  },

  async import(_connection, id) {
    claimsMappingPolicyAssignmentId.parse(id);
    return { id };
  },
};

const attributes = (principal: string, policy: string) => ({
  id: claimsMappingPolicyAssignmentId.format(principal, policy),
  claims_mapping_policy_id: claimsMappingPolicyId.format(policy),
  service_principal_id: servicePrincipalId.format(principal),
});
