/** Which group or user of the config one of AWS or Entra is. */
import type { Principal } from '../../model/access-model.js';
import type { Environment } from '../../model/environment.js';
import { foldName } from '../../model/text.js';
import type { NamedPrincipal } from './finding.js';
import type { Assigned, Live, StoredPrincipal } from './live.js';

/** The config's groups and users by the names that AWS has them under. */
export class AwsPrincipals {
  private readonly byId: ReadonlyMap<string, StoredPrincipal>;
  private readonly handles: ReadonlyMap<string, string>;
  private readonly ids: ReadonlyMap<string, StoredPrincipal>;

  constructor({ config: { groups, users } }: Environment, { aws, groupNames }: Live) {
    const stored = aws.principals ?? [];
    this.byId = new Map(stored.map((principal) => [principal.id, principal]));
    this.ids = new Map(stored.map((principal) => [keyOf(principal.type, principal.name), principal]));
    this.handles = new Map([
      ...Object.entries(groups).map(([handle, { name = handle, objectId }]): [string, string] => [
        keyOf('GROUP', objectId === undefined ? name : (groupNames.get(objectId.toLowerCase()) ?? objectId)),
        handle,
      ]),
      ...Object.entries(users).map(([handle, { userPrincipalName }]): [string, string] => [
        keyOf('USER', userPrincipalName),
        handle,
      ]),
    ]);
  }

  /** By its id in AWS. One that the identity store doesn't have has no name. */
  describe(type: Principal['type'], id: string): NamedPrincipal {
    const name = this.byId.get(id)?.name;
    return name === undefined ? { type, id } : this.named(type, name, id);
  }

  /** By its handle. One that isn't in AWS has no id. */
  find({ type, handle }: Principal): NamedPrincipal {
    const [key = ''] = [...this.handles].find(([at, known]) => known === handle && at.startsWith(type)) ?? [];
    const stored = this.ids.get(key);
    return stored === undefined ? { type, handle } : this.named(type, stored.name, stored.id);
  }

  private named(type: Principal['type'], name: string, id: string): NamedPrincipal {
    const handle = this.handles.get(keyOf(type, name));
    return { type, ...(handle === undefined ? {} : { handle }), name, id };
  }
}

const TYPES = { Group: 'GROUP', User: 'USER', ServicePrincipal: 'SERVICE_PRINCIPAL' } as const;

/** Whom an app role is assigned to. */
export function describeAssigned(
  { config: { groups, users } }: Environment,
  { principalType, principalId: id, name }: Assigned,
): NamedPrincipal {
  const type = TYPES[principalType];
  const same = (other: string) => foldName(other) === foldName(name);
  const [handle] =
    type === 'GROUP'
      ? (Object.entries(groups).find(([at, group]) =>
          group.objectId === undefined ? same(group.name ?? at) : group.objectId.toLowerCase() === id,
        ) ?? [])
      : (Object.entries(users).find(
          ([, { userPrincipalName }]) => type === 'USER' && same(userPrincipalName),
        ) ?? []);
  return { type, ...(handle === undefined ? {} : { handle }), name, id };
}

const keyOf = (type: Principal['type'], name: string): string => `${type} ${foldName(name)}`;
