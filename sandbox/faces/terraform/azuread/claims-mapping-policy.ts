/** `azuread_claims_mapping_policy`. What the definition says is judged by Graph, not by the provider. */
import type { ClaimsMappingPolicy } from '../../../world/entra/objects.js';
import type { Attributes, ResourceType } from '../resource.js';
import { claimsMappingPolicyId } from './ids.js';
import { attempt, found } from './refusals.js';
import { check, notEmpty } from './validation.js';
import { text, texts } from './values.js';

export const claimsMappingPolicy: ResourceType = {
  type: 'azuread_claims_mapping_policy',
  forceNew: [],

  validate: (config) => [
    ...check(config['definition'], 'definition', notEmpty),
    ...check(config['display_name'], 'display_name', notEmpty),
  ],

  async create({ world: { entra } }, planned) {
    const policy = attempt('Could not create Claims Mapping Policy', () =>
      entra.claimsMappingPolicies.create(properties(planned)),
    );
    return attributes(policy);
  },

  async read({ world: { entra } }, state) {
    const [id] = claimsMappingPolicyId.parse(text(state['id']));
    const policy = found(() => entra.claimsMappingPolicies.get(id));
    return policy && attributes(policy);
  },

  async update({ world: { entra } }, planned, prior) {
    const [id] = claimsMappingPolicyId.parse(text(prior['id']));
    attempt(`Could not update ${describe(id)}`, () =>
      entra.claimsMappingPolicies.update(id, properties(planned)),
    );
    return attributes(entra.claimsMappingPolicies.get(id));
  },

  async remove({ world: { entra } }, state) {
    const [id] = claimsMappingPolicyId.parse(text(state['id']));
    attempt(`Deleting ${describe(id)}`, () => entra.claimsMappingPolicies.delete(id));
  },

  async import(_connection, id) {
    claimsMappingPolicyId.parse(id);
    return { id };
  },
};

const describe = (id: string): string => `Policy Claims Mapping Policy (Claims Mapping Policy: "${id}")`;

const properties = (planned: Attributes) => ({
  definition: texts(planned['definition']),
  displayName: text(planned['display_name']),
});

const attributes = ({ id, definition, displayName }: ClaimsMappingPolicy): Attributes => ({
  id: claimsMappingPolicyId.format(id),
  definition: [...definition],
  display_name: displayName,
});
