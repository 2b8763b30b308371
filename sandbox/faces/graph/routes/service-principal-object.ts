/** A service principal as Graph gives it out. */
import type { ServicePrincipal } from '../../../world/entra/objects.js';
import type { Call } from '../operation.js';

/** Certificates come only where `$select` names `keyCredentials`. */
export function servicePrincipalObject(
  servicePrincipal: ServicePrincipal,
  { query: { select } }: Pick<Call, 'query'>,
): object {
  if (select?.includes('keyCredentials')) return servicePrincipal;
  const keyCredentials = servicePrincipal.keyCredentials.map((credential) => ({ ...credential, key: null }));
  return { ...servicePrincipal, keyCredentials };
}
