/** How the provider names what the provisioning service works on, and what it asks for before it does. */
import type { EntraTenant } from '../../../world/entra/tenant.js';
import { RefusedError } from '../resource.js';
import { found } from './refusals.js';

export const servicePrincipalName = (principal: string): string =>
  `Service Principal (Service Principal: "${principal}")`;

/** On two lines, as the provider has it. */
export const jobName = (principal: string, job: string): string =>
  `Service Principal Id Synchronization Job (Service Principal: "${principal}"\nSynchronization Job: "${job}")`;

/** @throws RefusedError where there is none. */
export function requireServicePrincipal({ servicePrincipals }: EntraTenant, principal: string): void {
  if (found(() => servicePrincipals.get(principal))) return;
  throw new RefusedError({
    summary: `${servicePrincipalName(principal)} was not found`,
    attribute: ['service_principal_id'],
  });
}
