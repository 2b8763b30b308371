/** `azuread_conditional_access_policy`. */
import type { Attributes, Connection, ResourceType } from '../resource.js';
import { attributes, properties } from './conditional-access-graph.js';
import { conditionalAccessPolicyId } from './ids.js';
import { validateConditionalAccessPolicy } from './conditional-access-validation.js';
import { found, leaving } from './refusals.js';
import { sameBooleans, text } from './values.js';
import { timeoutOf } from '../timeouts.js';
import { called } from './waits.js';

const FIVE_MINUTES = 300;
const FIFTEEN_MINUTES = 900;

/**
 * Nothing replaces it. Differs from the provider in its waits: Graph takes one request a second here, and answers with
 * what stood before for a while, so the provider reads an updated policy five times, five seconds apart.
 */
export const conditionalAccessPolicy: ResourceType = {
  type: 'azuread_conditional_access_policy',
  forceNew: [],
  validate: validateConditionalAccessPolicy,
  normalize: sameBooleans,

  async create(connection, planned) {
    const { entra } = connection.world;
    const { id } = await called(
      connection,
      {
        summary: 'Could not create conditional access policy',
        timeout: timeoutOf(planned, 'create', FIVE_MINUTES),
      },
      () => entra.conditionalAccessPolicies.create(properties(planned)),
    );
    return leaving(
      { ...planned, id: conditionalAccessPolicyId.format(id) },
      () => attributes(entra, id),
      () => undefined,
    );
  },

  async read({ world: { entra } }, state) {
    const [id] = conditionalAccessPolicyId.parse(text(state['id']));
    return found(() => attributes(entra, id));
  },

  async update(connection, planned, prior) {
    const { entra } = connection.world;
    const [id] = conditionalAccessPolicyId.parse(text(prior['id']));
    await called(
      connection,
      {
        summary: `Could not update conditional access policy with ID: "${text(prior['id'])}"`,
        timeout: timeoutOf(planned, 'update', FIFTEEN_MINUTES),
      },
      () => entra.conditionalAccessPolicies.update(id, properties(planned)),
    );
    return attributes(entra, id);
  },

  async remove(connection, state) {
    const [id] = conditionalAccessPolicyId.parse(text(state['id']));
    await remove(connection, id, state);
  },

  async import(_connection, id) {
    conditionalAccessPolicyId.parse(id);
    return { id };
  },
};

/** One that is gone already is no error. */
async function remove(connection: Connection, id: string, state: Attributes): Promise<void> {
  const { conditionalAccessPolicies } = connection.world.entra;
  if (!found(() => conditionalAccessPolicies.get(id))) return;
  await called(
    connection,
    {
      summary: `Deleting Conditional Access Policy (Conditional Access Policy: "${id}")`,
      timeout: timeoutOf(state, 'delete', FIVE_MINUTES),
    },
    () => conditionalAccessPolicies.delete(id),
  );
}
