/** The groups, users and permission sets that aws-ia's module knows: an assignment has the key of one. */
import type { SourceNode } from '../../../model/source/node.js';
import { quote } from '../../../model/text.js';
import type { Collector, PrincipalType } from './collector.js';
import { isMap, isNothing } from './reader.js';
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
  at: SourceNode,
): string | undefined {
  const maps = idp?.toUpperCase() === MADE ? [...MAPS[type]].reverse() : MAPS[type];
  return nameIn(collector, { inputs, maps, key, field: NAMES[type] }, at);
}

/** The same for a permission set, which the module makes by its key, or finds. */
export const permissionSetName = (
  collector: Collector,
  inputs: Inputs,
  key: string,
  at: SourceNode,
): string | undefined => {
  const made = inputs.get('permission_sets');
  if (isMap(made) && made.entries.has(key)) return key;
  const maps = ['existing_permission_sets'];
  return nameIn(collector, { inputs, maps, key, field: 'permission_set_name' }, at);
};

interface Lookup {
  readonly inputs: Inputs;
  readonly maps: readonly string[];
  readonly key: string;
  /** Of the map's entry. */
  readonly field: string;
}

function nameIn(
  collector: Collector,
  { inputs, maps, key, field }: Lookup,
  at: SourceNode,
): string | undefined {
  for (const name of maps) {
    const map = inputs.get(name);
    if (map === undefined || isNothing(map)) continue;
    if (!isMap(map)) {
      collector.note(at, `It names ${quote(key)}, and what ${name} has is not known: nothing is made of it.`);
      return undefined;
    }
    const entry = map.entries.get(key);
    if (entry === undefined) continue;
    if (isMap(entry)) {
      const named = entry.entries.get(field);
      return named === undefined ? key : collector.text(named);
    }
    collector.note(entry, 'It is not a map, so nothing is made of what names it.');
    return undefined;
  }
  return key;
}
