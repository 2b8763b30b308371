/** The azuread provider's resources called without Terraform, over a test world that has the application. */
import { azureadProvider } from '../../sandbox/faces/terraform/azuread/provider.js';
import { RefusedError, type ResourceType } from '../../sandbox/faces/terraform/resource.js';
import { IDENTITY_CENTER } from './azuread.js';
import { createTestWorld } from './world.js';

export function createConnection() {
  const world = createTestWorld();
  const { application, servicePrincipal } = world.entra.applicationTemplates.instantiate(IDENTITY_CENTER, {
    displayName: 'AWS',
  });
  return { world, entra: world.entra, connection: { world, config: {} }, application, servicePrincipal };
}

export function azureadResource(type: string): ResourceType {
  const found = azureadProvider.resources.find((each) => each.type === type);
  if (!found) throw new Error(type);
  return found;
}

/** The refusal, with what it leaves behind. Fails where there is none. */
export async function refused(work: Promise<unknown>): Promise<RefusedError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof RefusedError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** Graph's refusal as the provider's client words it: `404 Code: message` becomes `unexpected status 404 …`. */
export function graph(refusal: string): string {
  const status = refusal.slice(0, 3);
  const text = { 400: 'Bad Request', 404: 'Not Found', 501: 'Not Implemented' }[status] ?? '';
  return `unexpected status ${status} (${status} ${text}) with error: ${refusal.slice(4)}`;
}
