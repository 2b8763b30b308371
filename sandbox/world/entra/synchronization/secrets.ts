/** The settings of provisioning that Graph keeps as secrets of the service principal. */
import { badRequest, notModelled } from '../graph-error.js';
import type { SynchronizationSecret } from './objects.js';

const KEYS = [
  'BaseAddress',
  'SecretToken',
  'SyncAll',
  'SyncNotificationSettings',
  'SkipOutOfScopeDeletions',
] as const;
type Key = (typeof KEYS)[number];

/** By key. */
export type Secrets = Readonly<Partial<Record<Key, string>>>;

export interface Credentials {
  readonly baseAddress: string;
  readonly token: string;
}

/** `current` with some set; an empty value clears. What isn't named stays. @throws GraphError for what Graph or the sandbox has no such secret of. */
export function withSecrets(current: Secrets, changes: readonly SynchronizationSecret[]): Secrets {
  const next: Partial<Record<Key, string>> = { ...current };
  for (const { key, value } of changes) {
    if (!isKey(key)) throw badRequest(`The synchronization secret '${key}' is not supported.`);
    if (key === 'SyncAll' && value !== '' && value.toLowerCase() !== 'false')
      throw notModelled(`provisioning of all users and groups (SyncAll '${value}'); it takes assigned ones`);
    if (key === 'SyncNotificationSettings' && value !== '') deletionThreshold({ [key]: value });
    if (value === '') Reflect.deleteProperty(next, key);
    else next[key] = value;
  }
  return next;
}

/** As Graph gives them out, in the order in which they were set: the token never. */
export const masked = (secrets: Secrets): SynchronizationSecret[] =>
  Object.entries(secrets).map(([key, value]) => ({ key, value: key === 'SecretToken' ? '*' : value }));

export function credentials({
  BaseAddress: baseAddress,
  SecretToken: token,
}: Secrets): Credentials | undefined {
  return baseAddress === undefined || token === undefined ? undefined : { baseAddress, token };
}

/** How many users and groups a cycle may disable or delete. @throws GraphError where the settings are no JSON. */
export function deletionThreshold({ SyncNotificationSettings: settings }: Secrets): number {
  if (settings === undefined) return Infinity;
  const { DeleteThresholdEnabled: enabled, DeleteThresholdValue: value } = parse(settings);
  return enabled === true ? Number(value) : Infinity;
}

export const skipsOutOfScopeDeletions = ({ SkipOutOfScopeDeletions: value = '' }: Secrets): boolean =>
  ['true', '1'].includes(value.toLowerCase());

const isKey = (key: string): key is Key => (KEYS as readonly string[]).includes(key);

function parse(settings: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(settings)) as Record<string, unknown>;
  } catch {
    throw badRequest("Invalid value specified for property 'SyncNotificationSettings'.");
  }
}
