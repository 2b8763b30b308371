/** Entra's SAML metadata for AWS, rendered from the application's certificates: no fetch, no byte-order mark. */
import type { EntraCloud } from '../clouds.js';

export interface IdentityProviderMetadataProps {
  readonly cloud: EntraCloud;
  readonly tenantId: string;
  /** Base64 DER of every certificate that AWS shall trust, the active one first. */
  readonly certificates: readonly string[];
}

/** The metadata to import in Identity Center's console. AWS trusts every certificate it lists. */
export function renderIdentityProviderMetadata(props: IdentityProviderMetadataProps): string {
  // Entra issues in lower case, and AWS compares.
  const tenantId = props.tenantId.toLowerCase();
  const signOn = `${props.cloud.loginHost}/${tenantId}/saml2`;
  const protocol = 'urn:oasis:names:tc:SAML:2.0:protocol';
  const binding = (name: string) => `urn:oasis:names:tc:SAML:2.0:bindings:${name}`;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${props.cloud.issuerRoot}/${tenantId}/">`,
    `<IDPSSODescriptor protocolSupportEnumeration="${protocol}">`,
    ...props.certificates.map(renderSigningKey),
    `<SingleLogoutService Binding="${binding('HTTP-Redirect')}" Location="${signOn}"/>`,
    `<SingleSignOnService Binding="${binding('HTTP-Redirect')}" Location="${signOn}"/>`,
    `<SingleSignOnService Binding="${binding('HTTP-POST')}" Location="${signOn}"/>`,
    '</IDPSSODescriptor>',
    '</EntityDescriptor>',
    '',
  ].join('\n');
}

function renderSigningKey(certificate: string): string {
  return (
    '<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#">' +
    `<X509Data><X509Certificate>${certificate}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>`
  );
}
