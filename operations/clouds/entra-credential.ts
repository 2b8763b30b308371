/** Who asks Microsoft Graph: the same as Terraform's azuread provider, by the same environment variables. */
import { readFileSync } from 'node:fs';
import {
  AzureCliCredential,
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from '@azure/identity';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * By certificate, by secret, by OpenID Connect, by managed identity, or else as who is signed in with the Azure CLI.
 *
 * @param authorityHost Where tokens are asked for, such as `https://login.microsoftonline.com`.
 */
export function entraCredential(
  tenantId: string,
  authorityHost: string,
  variables: Variables,
  request: typeof fetch = fetch,
): TokenCredential {
  const {
    ARM_CLIENT_ID: clientId,
    ARM_CLIENT_SECRET: secret,
    ARM_CLIENT_CERTIFICATE_PATH: certificatePath,
    ARM_CLIENT_CERTIFICATE_PASSWORD: certificatePassword,
  } = variables;
  // An authority of its own, such as the sandbox's, is not in Microsoft's list of clouds.
  const options = { authorityHost, disableInstanceDiscovery: true };
  if (clientId !== undefined && certificatePath !== undefined)
    return new ClientCertificateCredential(
      tenantId,
      clientId,
      { certificatePath, certificatePassword },
      options,
    );
  if (clientId !== undefined && secret !== undefined)
    return new ClientSecretCredential(tenantId, clientId, secret, options);
  if (clientId !== undefined && variables['ARM_USE_OIDC'] === 'true')
    return new ClientAssertionCredential(tenantId, clientId, () => oidcToken(variables, request), options);
  if (variables['ARM_USE_MSI'] === 'true')
    return new ManagedIdentityCredential(clientId === undefined ? {} : { clientId });
  return new AzureCliCredential({ tenantId });
}

/** As the provider takes it: given, in a file, or from GitHub Actions. */
async function oidcToken(variables: Variables, request: typeof fetch): Promise<string> {
  const {
    ARM_OIDC_TOKEN: token,
    ARM_OIDC_TOKEN_FILE_PATH: file,
    ARM_OIDC_REQUEST_URL = variables['ACTIONS_ID_TOKEN_REQUEST_URL'],
    ARM_OIDC_REQUEST_TOKEN = variables['ACTIONS_ID_TOKEN_REQUEST_TOKEN'],
  } = variables;
  if (token !== undefined) return token;
  if (file !== undefined) return readFileSync(file, 'utf8').trim();
  const url = new URL(ARM_OIDC_REQUEST_URL ?? '');
  url.searchParams.set('audience', 'api://AzureADTokenExchange');
  const answer = await request(url, { headers: { authorization: `Bearer ${ARM_OIDC_REQUEST_TOKEN}` } });
  return ((await answer.json()) as { value: string }).value;
}
