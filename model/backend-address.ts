/** Where a state lives, and what its backend writes beside it: two states with one address are one state. */
import { basename, dirname, join } from 'node:path';
import type { StateConfig } from './config.js';

export interface BackendAddress {
  /** Equivalent forms give the same text. */
  readonly address: string;
  /** Locks and backups, in the form of an address. */
  readonly besides: readonly string[];
  /** Of an HTTP address with a query: what a server takes it for that minds none. */
  readonly withoutQuery?: string;
}

/**
 * Equivalent are names that the service compares without case, a leading slash, a URL's default port and the names of
 * loopback. Undefined where the address comes from the environment. `local.path` is absolute.
 */
export function backendAddress(state: StateConfig): BackendAddress | undefined {
  const { s3, azurerm, cloud, http, local } = state;
  if (s3 !== undefined) {
    const address = `s3 ${s3.bucket.toLowerCase()} ${s3.key.replace(/^\/+/, '')}`;
    return { address, besides: [`${address}.tflock`] };
  }
  if (azurerm !== undefined) {
    const { storageAccount, container, key } = azurerm;
    return {
      address: `azurerm ${storageAccount.toLowerCase()} ${container.toLowerCase()} ${key}`,
      besides: [],
    };
  }
  if (cloud !== undefined) {
    const { hostname = 'app.terraform.io', organization, workspace } = cloud;
    return {
      address: `cloud ${hostname.toLowerCase()} ${organization.toLowerCase()} ${workspace}`,
      besides: [],
    };
  }
  if (http?.address !== undefined) {
    const { address, lockAddress } = http;
    const [stripped] = address.split('?');
    return {
      address: nameUrl(address),
      besides: lockAddress === undefined ? [] : [nameUrl(lockAddress)],
      withoutQuery: stripped === undefined || stripped === address ? undefined : nameUrl(stripped),
    };
  }
  if (local?.path === undefined) return undefined;
  // Terraform's own names for the former state and for the lock.
  const lock = join(dirname(local.path), `.${basename(local.path)}.lock.info`);
  return { address: `local ${local.path}`, besides: [`local ${local.path}.backup`, `local ${lock}`] };
}

/** Whether one would write over what the other keeps, though their addresses differ. */
export function collide(one: BackendAddress, other: BackendAddress): boolean {
  const places = [one.address, ...one.besides];
  return (
    [other.address, ...other.besides].some((place) => places.includes(place)) ||
    one.address === other.withoutQuery ||
    other.address === one.withoutQuery
  );
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function nameUrl(text: string): string {
  const { protocol, hostname, port, pathname, search } = new URL(text);
  const host = hostname.replace(/\.$/, '');
  const named = LOOPBACK.test(host) ? 'localhost' : host;
  return `http ${protocol}//${named}:${port}${pathname.replace(/\/$/, '')}${search}`;
}
