/** Where a state lives, as one text: two states with one address are one state. */
import type { StateConfig } from './config.js';

/**
 * Equivalent forms give the same text: names that the service compares without case, a leading slash, a URL's
 * default port. Undefined where the address comes from the environment. `local.path` is absolute.
 */
export function backendAddress({ s3, azurerm, cloud, http, local }: StateConfig): string | undefined {
  if (s3 !== undefined) return `s3 ${s3.bucket.toLowerCase()} ${s3.key.replace(/^\/+/, '')}`;
  if (azurerm !== undefined) {
    return `azurerm ${azurerm.storageAccount.toLowerCase()} ${azurerm.container.toLowerCase()} ${azurerm.key}`;
  }
  if (cloud !== undefined) {
    const { hostname = 'app.terraform.io', organization, workspace } = cloud;
    return `cloud ${hostname.toLowerCase()} ${organization.toLowerCase()} ${workspace}`;
  }
  if (http?.address !== undefined) return `http ${new URL(http.address).href.replace(/\/$/, '')}`;
  return local === undefined ? undefined : `local ${local.path}`;
}
