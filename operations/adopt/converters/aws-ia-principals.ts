/** The groups and users that aws-ia's module knows: an assignment's `principal_name` is the key of one. */
import type { SourceNode } from '../../../model/source/node.js';
import type { Collector, PrincipalType } from './collector.js';
import { isMap } from './reader.js';
import type { Inputs } from './terraform-inputs.js';

/** Where each stands: what exists in Identity Center comes first, as most federations have it. */
const MAPS = {
  GROUP: ['existing_sso_groups', 'sso_groups'],
  USER: ['existing_sso_users', 'existing_google_sso_users', 'sso_users'],
} as const;

/** The maps of what the module makes: meant where `principal_idp` says so. */
const MADE = 'INTERNAL';

const NAMES = { GROUP: 'group_name', USER: 'user_name' } as const;

export interface NamedKey {
  readonly type: PrincipalType;
  readonly key: string;
  /** As `principal_idp` says it. */
  readonly idp: string | undefined;
}

/** The name in Identity Center; the key itself where no map has it. Undefined where it could not be read, which is noted. */
export function principalName(
  collector: Collector,
  inputs: Inputs,
  { type, key, idp }: NamedKey,
): string | undefined {
  const maps = idp?.toUpperCase() === MADE ? [...MAPS[type]].reverse() : MAPS[type];
  const entries = maps.flatMap((map) => entryOf(inputs.get(map), key) ?? []);
  const [named] = entries.flatMap((entry) => (isMap(entry) ? (entry.entries.get(NAMES[type]) ?? []) : []));
  return named === undefined ? key : collector.text(named);
}

const entryOf = (map: SourceNode | undefined, key: string): SourceNode | undefined =>
  isMap(map) ? map.entries.get(key) : undefined;
