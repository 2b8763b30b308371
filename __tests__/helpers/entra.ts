/** A small Entra tenant for tests, and what is thrown at them. */
import { GraphError } from '../../sandbox/world/entra/graph-error.js';
import { EntraTenant } from '../../sandbox/world/entra/tenant.js';
import type { Application, ServicePrincipal } from '../../sandbox/world/entra/objects.js';
import { createTestClock } from './clock.js';
import { IDENTITY_CENTER } from './azuread.js';
import { testSeed } from './world.js';

/** At noon of 1 January 2027. */
export function createTestTenant(): EntraTenant {
  return new EntraTenant(testSeed.entra, createTestClock('2027-01-01T12:00:00.250Z'), nowhere);
}

/** For tenants that provision nothing. */
export const nowhere = (): Promise<never> => Promise.reject(new Error('this tenant reaches nothing'));

/** A tenant with the Identity Center application in it. */
export function createTenantWithApplication(): {
  tenant: EntraTenant;
  application: Application;
  servicePrincipal: ServicePrincipal;
} {
  const tenant = createTestTenant();
  return { tenant, ...tenant.applicationTemplates.instantiate(IDENTITY_CENTER, { displayName: 'AWS' }) };
}

/** Graph's refusal in one line: `400 Code: message`. Fails where there is none. */
export async function refusalOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof GraphError) return `${error.status} ${error.code}: ${error.message}`;
    throw error;
  }
  throw new Error('nothing was refused');
}

export const NOBODY = '99999999-9999-4999-8999-999999999999';
export const GONE = (id: string): string =>
  `404 Request_ResourceNotFound: Resource '${id}' does not exist or one of its queried reference-property objects are not present.`;
