/**
 * Terraform names: kind, handles and account id, joined by `_`. They are a contract: changing one takes
 * someone's access away. They don't depend on where a construct sits in the tree.
 *
 * Injective: kinds and handles hold no `_`, each kind has a fixed number of parts, and two kinds never share
 * a Terraform type unless their names differ.
 */

import type { Principal } from '../model/access-model.js';

/** The output with Entra's metadata for AWS. */
export const METADATA_OUTPUT = 'identity_provider_metadata';

/** Each kind of object in the graph, with what its parts are. */
export const KINDS = {
  /** The one enterprise application and what belongs to it alone. */
  application: [],
  'application-owners': [],
  'service-principal': [],
  identifier: [],
  certificate: ['certificate'],
  /** The session tags that Entra sends: a claims mapping policy, and its assignment to the application. */
  claims: [],
  'claims-assignment': [],
  'conditional-access': [],
  /** A group: in Entra, and its counterpart in AWS. */
  group: ['group'],
  'group-owners': ['group'],
  'group-members': ['group'],
  /** A user named in the config: in Entra, and the counterpart in AWS. */
  user: ['user'],
  /** Automatic provisioning: what signs in to AWS's endpoint, and the job. */
  'provisioning-secret': [],
  provisioning: [],
  'provisioning-wait': [],
  /** The assignment of the application to a group or user. */
  assigned: ['group'],
  'assigned-user': ['user'],
  'identity-center': [],
  /** The session tags that AWS sets. */
  'access-control-attributes': [],
  'permission-set': ['permission set'],
  policy: ['permission set', 'policy'],
  'customer-policy': ['permission set', 'policy'],
  'inline-policy': ['permission set'],
  boundary: ['permission set'],
  /** Emergency access: its own application, and what it signs in to. */
  'emergency-application': [],
  'emergency-application-owners': [],
  'emergency-service-principal': [],
  'emergency-identifier': [],
  'emergency-certificate': ['certificate'],
  'emergency-claims': [],
  'emergency-conditional-access': [],
  'emergency-app-role': ['emergency role'],
  'emergency-provider': ['account'],
  'emergency-role': ['emergency role', 'account'],
  'emergency-policy': ['emergency role', 'account', 'policy'],
  /** What lets a role assume those of other accounts. */
  'emergency-reach': ['emergency role', 'account'],
  'workload-role': ['emergency role', 'account'],
  'workload-policy': ['emergency role', 'account', 'policy'],
  'emergency-assigned': ['group', 'emergency role'],
  'emergency-assigned-user': ['user', 'emergency role'],
  /** The account assignment of a group or user. */
  access: ['group', 'permission set', 'account'],
  'access-user': ['user', 'permission set', 'account'],
} as const satisfies Record<string, readonly string[]>;

export type Kind = keyof typeof KINDS;
/** What each enterprise application has, under the names of its lane. */
export type ApplicationKind = 'application' | 'application-owners' | 'service-principal' | 'identifier';

type Parts<T extends readonly string[]> = { -readonly [index in keyof T]: string };

/** The Terraform name of one object. Parts are handles, account ids or encoded names. */
export function resourceName<K extends Kind>(kind: K, ...parts: Parts<(typeof KINDS)[K]>): string {
  return [kind, ...parts].join('_');
}

/** The name of what stands for a group or user itself, on either side. */
export function principalName({ type, handle }: Principal): string {
  return resourceName(type === 'GROUP' ? 'group' : 'user', handle);
}

/** The name of a group's or user's application assignment. */
export function assignedName({ type, handle }: Principal): string {
  return type === 'GROUP' ? resourceName('assigned', handle) : resourceName('assigned-user', handle);
}

/** The name of a group's or user's assignment to a role of emergency access. */
export function emergencyAssignedName({ type, handle }: Principal, role: string): string {
  return type === 'GROUP'
    ? resourceName('emergency-assigned', handle, role)
    : resourceName('emergency-assigned-user', handle, role);
}

/** The name of a grant's account assignment. */
export function accessName({ type, handle }: Principal, permissionSet: string, accountId: string): string {
  return type === 'GROUP'
    ? resourceName('access', handle, permissionSet, accountId)
    : resourceName('access-user', handle, permissionSet, accountId);
}

/** What a name stands for: its kind and parts; undefined for a name that isn't one of ours. */
export function parseResourceName(name: string): { kind: Kind; parts: string[] } | undefined {
  const [kind, ...parts] = name.split('_');
  if (kind === undefined || !Object.hasOwn(KINDS, kind)) return undefined;
  return KINDS[kind as Kind].length === parts.length ? { kind: kind as Kind, parts } : undefined;
}

/**
 * A name that isn't a handle, such as a policy's path and name, as a part: letters and digits stand for
 * themselves, any other character is its code in hex between hyphens (`job-2d-function`).
 */
export function encodePart(name: string): string {
  return name.replace(/[^A-Za-z0-9]/gu, (character) => `-${character.codePointAt(0)?.toString(16)}-`);
}

/** The name that `encodePart` made a part of. */
export const decodePart = (part: string): string =>
  part.replace(/-([0-9a-f]+)-/g, (_encoded, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
