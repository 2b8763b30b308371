/** The two clouds that the sandbox stands in for: one Entra tenant and one AWS organization, in memory. */
import { AwsOrganization } from './aws/organization.js';
import type { Clock } from './clock.js';
import { EntraTenant } from './entra/tenant.js';
import type { Seed } from './seed.js';

export interface World {
  readonly clock: Clock;
  readonly entra: EntraTenant;
  readonly aws: AwsOrganization;
}

export function createWorld(seed: Seed, clock: Clock): World {
  const aws = new AwsOrganization(seed.aws, clock, seed.entra);
  const entra = new EntraTenant(seed.entra, clock, (request) => aws.scim.request(request));
  return { clock, entra, aws };
}
