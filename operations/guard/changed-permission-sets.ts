/** Permission sets that come to mean something else, and whom that reaches: pure. */
import type { AccessModel, Principal } from '../../model/access-model.js';
import type { Environment } from '../../model/environment.js';
import type { Location } from '../../model/problem.js';
import { compareText } from '../../model/text.js';
import { decodePart } from '../../stacks/names.js';
import type { Effect, PlannedObject } from './planned-object.js';

export interface ChangedPermissionSet {
  /** Handle of the permission set. */
  readonly permissionSet: string;
  readonly location: Location;
  /** Such as `policy ReadOnlyAccess added`. */
  readonly changes: readonly string[];
  readonly reaches: Reach;
}

export interface Reach {
  readonly principals: readonly Principal[];
  /** How many accounts they have it in. */
  readonly accounts: number;
}

const PERMISSION_SET = 'aws_ssoadmin_permission_set';

/** What a permission set is made of, by Terraform's type. */
const PARTS: Readonly<Record<string, (name: string) => string>> = {
  aws_ssoadmin_managed_policy_attachment: (name) => `policy ${name}`,
  aws_ssoadmin_customer_managed_policy_attachment: (name) => `customer managed policy ${name}`,
  aws_ssoadmin_permission_set_inline_policy: () => 'inline policy',
  aws_ssoadmin_permissions_boundary_attachment: () => 'boundary',
};

/** What becomes of a part. */
export const DONE: Readonly<Record<Effect, string>> = {
  made: 'added',
  destroyed: 'removed',
  updated: 'changed',
  replaced: 'changed',
  forgotten: 'let go of',
};

/** Without those that are made or go as a whole: whom they reach is in the access diff. */
export function findChangedPermissionSets(
  { config, access, locate }: Environment,
  objects: readonly PlannedObject[],
): ChangedPermissionSet[] {
  const whole = new Set(
    objects
      .filter(({ type, effect }) => type === PERMISSION_SET && effect !== 'updated')
      .map(({ parts: [handle] }) => handle),
  );
  const changes = new Map<string, string[]>();
  for (const object of objects) {
    const [handle = ''] = object.parts;
    const words = wordChange(object);
    if (words === undefined || whole.has(handle) || !Object.hasOwn(config.permissionSets, handle)) continue;
    changes.set(handle, [...(changes.get(handle) ?? []), words]);
  }
  const sorted = [...changes].sort(([a], [b]) => compareText(a, b));
  return sorted.map(([permissionSet, words]) => ({
    permissionSet,
    location: locate(['permissionSets', permissionSet]),
    changes: words,
    reaches: reachOf(access, permissionSet),
  }));
}

function wordChange({ type, effect, parts: [, name = ''] }: PlannedObject): string | undefined {
  if (type === PERMISSION_SET) return 'settings changed';
  const what = PARTS[type]?.(decodePart(name));
  return what && `${what} ${DONE[effect]}`;
}

function reachOf({ grants }: AccessModel, permissionSet: string): Reach {
  const reached = grants.filter(
    (grant) => grant.permissionSet === permissionSet && grant.withheld === undefined,
  );
  const principals = new Map(
    reached.map(({ principal }) => [`${principal.type} ${principal.handle}`, principal]),
  );
  return {
    principals: [...principals.values()],
    accounts: new Set(reached.map(({ account }) => account)).size,
  };
}
