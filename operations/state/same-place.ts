/** Whether two backends are one place under two names, as far as names and this machine's files tell. */
import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { addressOf, type Backend, describeBackend } from './backend.js';

/** False proves nothing: a server may have more names, and a file may be reached over another machine. */
export function isSamePlace(one: Backend, other: Backend): boolean {
  if (one.type !== other.type) return false;
  return placeOf(one) === placeOf(other);
}

function placeOf(backend: Backend): string {
  const { type, settings } = backend;
  switch (type) {
    case 'http':
      return normalizeAddress(addressOf(backend) ?? '');
    case 'local':
      return identifyFile(String(settings.path ?? ''));
    case 's3':
      return `${String(settings.bucket)} ${String(settings.key).replace(/^\/+/, '')}`;
    case 'cloud':
      return describeBackend(backend).toLowerCase();
    default:
      return describeBackend(backend);
  }
}

const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** A query may name the state, so it counts; credentials don't. */
function normalizeAddress(address: string): string {
  if (!URL.canParse(address)) return address;
  const { protocol, hostname, port, pathname, search } = new URL(address);
  const name = hostname.replace(/\.$/, '');
  const host = LOOPBACK.includes(name) ? 'localhost' : name;
  return `${protocol}//${host}:${port}${pathname.replace(/\/$/, '')}${search}`;
}

/** Links, hard ones too, lead to one file. One that isn't there yet goes by its folder. */
function identifyFile(path: string): string {
  try {
    const { dev, ino } = statSync(path);
    return `${dev} ${ino}`;
  } catch {
    return realPath(resolve(path));
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return dirname(path) === path ? path : join(realPath(dirname(path)), basename(path));
  }
}
