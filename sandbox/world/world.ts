/** The two clouds that the sandbox stands in for: one Entra tenant and one AWS organization, in memory. */
import type { AwsOrganization } from './aws/organization.js';
import type { EntraTenant } from './entra/tenant.js';

export interface World {
  readonly entra: EntraTenant;
  readonly aws: AwsOrganization;
}
