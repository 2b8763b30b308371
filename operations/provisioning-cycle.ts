/** What an apply leaves to Entra's provisioning service. */
import type { Environment } from '../model/environment.js';
import type { PlannedChange } from './terraform-message.js';

/** How often the service runs; Graph lets nobody change it. */
export const CYCLE_MINUTES = 40;

const ON_DEMAND_GROUP = 'azuread_synchronization_job_provision_on_demand.group_';

export const keepsProvisioning = ({ config }: Environment): boolean =>
  typeof config.entra.provisioning === 'object';

/** When the members of groups that this plan brings to AWS follow; undefined where it brings none. */
export function adviseNextCycle(changes: readonly PlannedChange[], now: Date): string | undefined {
  const groups = changes.filter(
    ({ address, action }) =>
      (action === 'create' || action === 'replace') && address.startsWith(ON_DEMAND_GROUP),
  ).length;
  if (groups === 0) return undefined;
  const latest = new Date(now.getTime() + CYCLE_MINUTES * 60_000).toISOString().slice(11, 16);
  return `${groups === 1 ? 'One group is' : `${groups} groups are`} in AWS now; the members follow with the next provisioning cycle, which begins within ${CYCLE_MINUTES} minutes: by ${latest} UTC.`;
}
