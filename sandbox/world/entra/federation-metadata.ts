/** The SAML metadata of the tenant, as it stands for one application: what the other side is given to trust. */
import { entityIdOf } from './entity-id.js';
import { notFound } from './graph-error.js';
import type { EntraTenant } from './tenant.js';

const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol';
const BINDING = 'urn:oasis:names:tc:SAML:2.0:bindings';

/**
 * With the application's active certificate, or the tenant's own where it has none (UNVERIFIED; without an application
 * Entra gives out the tenant's). Differs from Entra's: it isn't signed itself, and has no descriptors of WS-Federation.
 *
 * @param tenantCertificate Base64 of its DER.
 * @throws GraphError where there is no such application.
 */
export function federationMetadata(
  entra: EntraTenant,
  tenantCertificate: string,
  appId: string | undefined,
): string {
  const { tenantId, tokenSigning } = entra;
  const signOn = `https://login.microsoftonline.com/${tenantId}/saml2`;
  const active = appId === undefined ? null : tokenSigning.activeKey(servicePrincipalOf(entra, appId));
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityIdOf(tenantId)}">`,
    `<IDPSSODescriptor protocolSupportEnumeration="${PROTOCOL}">`,
    '<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>',
    `<X509Certificate>${active?.certificate ?? tenantCertificate}</X509Certificate>`,
    '</X509Data></KeyInfo></KeyDescriptor>',
    `<SingleLogoutService Binding="${BINDING}:HTTP-Redirect" Location="${signOn}"/>`,
    `<SingleSignOnService Binding="${BINDING}:HTTP-Redirect" Location="${signOn}"/>`,
    `<SingleSignOnService Binding="${BINDING}:HTTP-POST" Location="${signOn}"/>`,
    '</IDPSSODescriptor>',
    '</EntityDescriptor>',
  ].join('');
}

function servicePrincipalOf({ servicePrincipals }: EntraTenant, appId: string): string {
  const [servicePrincipal] = servicePrincipals.list({ appId });
  if (!servicePrincipal) throw notFound(appId);
  return servicePrincipal.id;
}
