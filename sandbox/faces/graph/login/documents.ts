/** What a client reads before it signs in: the cloud's endpoints, and the tenant's OpenID configuration and keys. */
import { X509Certificate } from 'node:crypto';
import type { SigningPair } from '../../../world/entra/self-signed-certificate.js';
import { keyId } from './access-tokens.js';

/** `GET /metadata/endpoints`, which Azure Resource Manager serves. Beside Graph and the login it names no service. */
export const cloudEndpoints = (origin: string): object => ({
  name: 'Sandbox',
  portal: origin,
  authentication: {
    loginEndpoint: origin,
    audiences: [origin],
    tenant: 'common',
    identityProvider: 'AAD',
  },
  resourceManager: origin,
  graph: origin,
  graphAudience: origin,
  microsoftGraphResourceId: origin,
  suffixes: {},
});

/** There is no page behind the authorization endpoint; clients insist that there is an address. */
export const openIdConfiguration = (origin: string, tenantId: string): object => ({
  authorization_endpoint: `${origin}/${tenantId}/oauth2/v2.0/authorize`,
  token_endpoint: `${origin}/${tenantId}/oauth2/v2.0/token`,
  token_endpoint_auth_methods_supported: ['client_secret_post'],
  jwks_uri: `${origin}/${tenantId}/discovery/v2.0/keys`,
  issuer: `${origin}/${tenantId}/v2.0`,
  id_token_signing_alg_values_supported: ['RS256'],
  response_types_supported: ['token'],
  scopes_supported: ['.default'],
  msgraph_host: new URL(origin).host,
});

export function keys(pair: SigningPair): object {
  const { publicKey } = new X509Certificate(pair.der);
  return {
    keys: [
      {
        ...publicKey.export({ format: 'jwk' }),
        use: 'sig',
        kid: keyId(pair),
        x5t: keyId(pair),
        x5c: [pair.der.toString('base64')],
      },
    ],
  };
}
