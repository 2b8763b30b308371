/** `azuread_synchronization_job`. */
import type { EntraTenant } from '../../../world/entra/tenant.js';
import { RefusedError, type Attributes, type Connection, type ResourceType } from '../resource.js';
import { servicePrincipalId, synchronizationJobId } from './ids.js';
import { found, leaving, readOr } from './refusals.js';
import { jobName, requireServicePrincipal, servicePrincipalName } from './synchronization-names.js';
import { check } from './validation.js';
import { flag, text } from './values.js';
import { timeoutOf } from '../timeouts.js';
import { called } from './waits.js';

const MINUTE = 60;

export const synchronizationJob: ResourceType = {
  type: 'azuread_synchronization_job',
  forceNew: ['service_principal_id', 'template_id'],
  defaults: { enabled: true },

  validate: (config) =>
    check(config['service_principal_id'], 'service_principal_id', servicePrincipalId.rule),

  async create(connection, planned) {
    const { entra } = connection.world;
    const [principal] = servicePrincipalId.parse(text(planned['service_principal_id']));
    requireServicePrincipal(entra, principal);
    const { id: job } = await called(
      connection,
      {
        summary: `Creating synchronization job for ${servicePrincipalName(principal)}`,
        timeout: timeoutOf(planned, 'create', 15 * MINUTE),
        replicating: true,
      },
      () => entra.synchronization.createJob(principal, { templateId: text(planned['template_id']) }),
    );
    if (flag(planned['enabled'])) await switched(connection, [principal, job], planned, 'create');
    return leaving(
      { ...planned, id: synchronizationJobId.format(principal, job) },
      () => attributes(entra, principal, job),
      () => undefined,
    );
  },

  async read({ world: { entra } }, state) {
    const [principal, job] = synchronizationJobId.parse(text(state['id']));
    return found(() => attributes(entra, principal, job));
  },

  async update(connection, planned, prior) {
    const [principal, job] = synchronizationJobId.parse(text(prior['id']));
    await switched(connection, [principal, job], planned, 'update');
    return attributes(connection.world.entra, principal, job);
  },

  async remove(connection, state) {
    const [principal, job] = synchronizationJobId.parse(text(state['id']));
    await called(
      connection,
      {
        summary: `Removing ${jobName(principal, job)}`,
        timeout: timeoutOf(state, 'delete', 5 * MINUTE),
        replicating: true,
      },
      () => connection.world.entra.synchronization.deleteJob(principal, job),
    );
  },

  async import(_connection, id) {
    synchronizationJobId.parse(id);
    return { id };
  },
};

/** Starts the job or pauses it. Where that fails, Terraform still remembers the job. */
async function switched(
  connection: Connection,
  [principal, job]: readonly [string, string],
  planned: Attributes,
  operation: 'create' | 'update',
): Promise<void> {
  const { entra } = connection.world;
  const enabled = flag(planned['enabled']);
  try {
    await called(
      connection,
      {
        summary: `${enabled ? 'Starting' : 'Pausing'} ${jobName(principal, job)}`,
        timeout: timeoutOf(planned, operation, (operation === 'create' ? 15 : 5) * MINUTE),
        replicating: true,
      },
      () => entra.synchronization[enabled ? 'start' : 'pause'](principal, job),
    );
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const made = { ...planned, id: synchronizationJobId.format(principal, job) };
    throw new RefusedError(
      error.refusal,
      readOr(made, () => attributes(entra, principal, job)),
    );
  }
}

function attributes({ synchronization }: EntraTenant, principal: string, job: string): Attributes {
  const { templateId, schedule } = synchronization.job(principal, job);
  return {
    id: synchronizationJobId.format(principal, job),
    enabled: schedule.state === 'Active',
    schedule: [{ expiration: schedule.expiration ?? '', interval: schedule.interval, state: schedule.state }],
    service_principal_id: servicePrincipalId.format(principal),
    template_id: templateId,
  };
}
