/** Renamed handles: the objects that stood under the old handle are moved to the new one, not replaced. */
import type { Environment } from '../model/environment.js';
import { KINDS, parseResourceName } from './names.js';

/** A `moved` block of Terraform: both are addresses, `type.name`. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

type PartKind = (typeof KINDS)[keyof typeof KINDS][number];

/** The moves that the config's `renamedFrom` ask for among the managed addresses of a stack. */
export function resolveMoves(addresses: readonly string[], config: Environment['config']): Move[] {
  const formerHandles: Partial<Record<PartKind, ReadonlyMap<string, string>>> = {
    group: formerHandlesOf(config.groups),
    user: formerHandlesOf(config.users),
    'permission set': formerHandlesOf(config.permissionSets),
    'emergency role': formerHandlesOf(config.emergencyAccess?.roles ?? {}),
  };
  return addresses.flatMap((to) => {
    const [type, name] = to.split('.') as [string, string];
    const parsed = parseResourceName(name);
    if (parsed === undefined) return [];
    const partKinds: readonly PartKind[] = KINDS[parsed.kind];
    const former = parsed.parts.map(
      (part, index) => formerHandles[partKinds[index] as PartKind]?.get(part) ?? part,
    );
    const from = `${type}.${[parsed.kind, ...former].join('_')}`;
    return from === to ? [] : [{ from, to }];
  });
}

function formerHandlesOf(
  entries: Readonly<Record<string, { readonly renamedFrom?: string }>>,
): Map<string, string> {
  return new Map(
    Object.entries(entries).flatMap(([handle, { renamedFrom }]) =>
      renamedFrom === undefined ? [] : [[handle, renamedFrom] as const],
    ),
  );
}
