/** Which identifier URIs an application may have. */
import type { Directory } from './directory.js';
import { badRequest, invalidValue } from './graph-error.js';
import type { Application } from './objects.js';

/** Microsoft's limit, from "Validation differences by supported account types". */
const MAX_LENGTH = 255;

/**
 * Judges the URIs that `next` adds to what the application has. A URI of a domain that the organization has not
 * verified is refused until the application's service principal is in SAML mode.
 */
export function checkIdentifierUris(directory: Directory, application: Application, next: Application): void {
  if (new Set(next.identifierUris).size < next.identifierUris.length) {
    throw badRequest('Request contains a property with duplicate values.');
  }
  const saml = directory.servicePrincipalOf(application.appId)?.preferredSingleSignOnMode === 'saml';
  for (const uri of next.identifierUris) {
    if (application.identifierUris.includes(uri)) continue;
    if (uri.length === 0 || uri.length > MAX_LENGTH) throw invalidValue('identifierUris', 'Application');
    for (const other of directory.applications.values()) {
      if (other.id !== application.id && other.identifierUris.includes(uri)) {
        throw badRequest('Another object with the same value for property identifierUris already exists.');
      }
    }
    if (!saml && !isVerified(uri, application)) {
      throw badRequest(
        `Values of identifierUris property must use a verified domain of the organization or its subdomain: '${uri}'`,
        'HostNameNotOnVerifiedDomain',
      );
    }
  }
}

function isVerified(uri: string, { appId, publisherDomain }: Application): boolean {
  if (uri === `api://${appId}`) return true;
  if (!URL.canParse(uri)) return false;
  const { hostname } = new URL(uri);
  return hostname === publisherDomain || hostname.endsWith(`.${publisherDomain}`);
}
