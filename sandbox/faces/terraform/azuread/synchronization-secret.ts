/** `azuread_synchronization_secret`: what the provisioning service signs in to the other side with. */
import type { SynchronizationSecret } from '../../../world/entra/synchronization/objects.js';
import type { EntraTenant } from '../../../world/entra/tenant.js';
import { RefusedError, type Attributes, type Connection, type ResourceType } from '../resource.js';
import { servicePrincipalId } from './ids.js';
import { found } from './refusals.js';
import { servicePrincipalName } from './synchronization-names.js';
import { check } from './validation.js';
import { blocks, text } from './values.js';
import { timeoutOf } from '../timeouts.js';
import { called, waited } from './waits.js';

const MASKED = '*';
const FIVE_MINUTES = 300;

export const synchronizationSecret: ResourceType = {
  type: 'azuread_synchronization_secret',
  forceNew: ['service_principal_id'],
  sensitive: ['credential.value'],

  validate: (config) =>
    check(config['service_principal_id'], 'service_principal_id', servicePrincipalId.rule),

  /** What fails to be counted is stored all the same, but not remembered. */
  async create(connection, planned) {
    const [principal] = servicePrincipalId.parse(text(planned['service_principal_id']));
    await store(connection, principal, planned, 'create');
    return attributes(connection.world.entra, principal, planned);
  },

  async read({ world: { entra } }, state) {
    const [principal] = servicePrincipalId.parse(text(state['id']));
    return found(() => attributes(entra, principal, state));
  },

  /** As the plugin SDK has it, an update that fails is remembered as though it had been made. */
  async update(connection, planned, prior) {
    const [principal] = servicePrincipalId.parse(text(prior['id']));
    try {
      await store(connection, principal, planned, 'update');
    } catch (error) {
      throw error instanceof RefusedError ? new RefusedError(error.refusal, planned) : error;
    }
    return attributes(connection.world.entra, principal, planned);
  },

  /** Graph has no way to delete a secret: an empty value is none. */
  async remove(connection, state) {
    const { entra } = connection.world;
    const [principal] = servicePrincipalId.parse(text(state['id']));
    const timeout = timeoutOf(state, 'delete', FIVE_MINUTES);
    const empty = credentials(state).map(({ key }) => ({ key, value: '' }));
    await called(
      connection,
      {
        summary: `Removing synchronization secrets for ${servicePrincipalName(principal)}`,
        timeout,
        replicating: true,
      },
      () => entra.synchronization.setSecrets(principal, empty),
    );
    await waited(
      connection,
      {
        summary: `Waiting for deletion of synchronization secrets ${servicePrincipalName(principal)}`,
        timeout,
        target: 'Deleted',
      },
      () => {
        const stored = found(() => entra.synchronization.secrets(principal)) ?? [];
        return !empty.some(({ key }) => stored.some((secret) => secret.key === key));
      },
    );
  },

  /** Graph doesn't tell values: until it is applied, what is imported differs from what is written. */
  async import(_connection, id) {
    servicePrincipalId.parse(id);
    return { id };
  },
};

/** Waits until as many secrets are stored as were sent: one more that was stored before, and it never ends (issue 1013). */
async function store(
  connection: Connection,
  principal: string,
  planned: Attributes,
  operation: 'create' | 'update',
): Promise<void> {
  const { entra } = connection.world;
  const timeout = timeoutOf(planned, operation, FIVE_MINUTES);
  const secrets = credentials(planned);
  const doing = operation === 'create' ? 'Creating' : 'Updating';
  await called(
    connection,
    {
      summary: `${doing} synchronization secret for ${servicePrincipalName(principal)}`,
      timeout,
      replicating: true,
    },
    () => entra.synchronization.setSecrets(principal, secrets),
  );
  await waited(
    connection,
    {
      summary: `Waiting for synchronization secrets for ${servicePrincipalName(principal)}`,
      timeout,
      target: 'Done',
    },
    () => entra.synchronization.secrets(principal).length === secrets.length,
  );
}

/** What Graph masks is taken to be what Terraform remembers: a secret that is changed outside goes unnoticed. */
function attributes({ synchronization }: EntraTenant, principal: string, state: Attributes): Attributes {
  const remembered = credentials(state);
  return {
    id: servicePrincipalId.format(principal),
    service_principal_id: servicePrincipalId.format(principal),
    credential: synchronization.secrets(principal).map(({ key, value }) => {
      const known = value === MASKED ? remembered.findLast((secret) => secret.key === key) : undefined;
      return { key, value: known?.value ?? value };
    }),
  };
}

const credentials = (attributes: Attributes): SynchronizationSecret[] =>
  blocks(attributes['credential']).map(({ key, value }) => ({ key: text(key), value: text(value) }));
