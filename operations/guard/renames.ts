/**
 * Handles renamed without `renamedFrom`: what goes under one handle is made under another, and is the same thing. Pure,
 * from the values of Terraform's plan.
 */
import { parseResourceName } from '../../stacks/names.js';
import type { PlannedChange } from '../terraform-message.js';
import type { AccessDiff } from './access-diff.js';
import type { PlannedGrant } from './planned-grants.js';
import { principalOf, principalPath } from './planned-object.js';
import type { PlanValues } from './plan-values.js';

export interface Rename {
  /** The config path of the new handle, such as `groups.coders`. */
  readonly to: string;
  /** That of the handle it had before. */
  readonly from: string;
}

/** The id in AWS that is kept of a group or user; see stacks/aws/principals.ts. */
const KEPT = 'terraform_data';
const ASSIGNED = 'azuread_app_role_assignment';
const PERMISSION_SET = 'aws_ssoadmin_permission_set';
const ROLE = 'aws_iam_role';

/** Whether there may be any, so that the plan's values are worth reading. */
export function mayRename(changes: readonly PlannedChange[]): boolean {
  const has = (action: string, type: string) =>
    changes.some((change) => change.action === action && change.address.startsWith(`${type}.`));
  return (
    (has('delete', KEPT) && has('create', ASSIGNED)) ||
    (has('delete', PERMISSION_SET) && has('create', PERMISSION_SET)) ||
    (has('delete', ROLE) && has('create', ROLE))
  );
}

export function findRenames({ resource_changes: changes = [] }: PlanValues): Rename[] {
  const identities = (action: string, side: 'before' | 'after') =>
    changes.flatMap(({ type, name, change }) => {
      const values = change[side];
      if (values === null || change.actions.join() !== action) return [];
      return identify(type, name, values);
    });
  const gone = new Map(identities('delete', 'before').map(({ identity, path }) => [identity, path]));
  return identities('create', 'after').flatMap(({ identity, path }) => {
    const from = gone.get(identity);
    return from === undefined || from === path ? [] : [{ to: path, from }];
  });
}

/** Permission sets that go while another comes whose grants are just theirs: a handle that is the name changed, too. */
export function findReplacedSets({ gained, lost }: AccessDiff): Rename[] {
  const bySet = (grants: readonly PlannedGrant[]) => {
    const holders = new Map<string, string[]>();
    for (const { principal, permissionSet, accountId } of grants) {
      const all = holders.get(permissionSet) ?? [];
      holders.set(permissionSet, all);
      all.push(`${principal.type} ${principal.handle} ${accountId}`);
    }
    return [...holders].map(([set, all]) => [all.sort().join('\n'), `permissionSets.${set}`] as const);
  };
  const losing = new Map(bySet(lost));
  return bySet(gained).flatMap(([holders, to]) => {
    const from = losing.get(holders);
    return from === undefined || from === to ? [] : [{ to, from }];
  });
}

interface Identified {
  /** What stays the same under any handle. */
  readonly identity: string;
  readonly path: string;
}

/** A group or user is its object in Entra, a permission set its name, a role of emergency access its name and account. */
function identify(type: string, name: string, values: Readonly<Record<string, unknown>>): Identified[] {
  const parsed = parseResourceName(name);
  if (parsed === undefined) return [];
  const entra =
    type === KEPT
      ? (values['triggers_replace'] as { entra?: string } | null)?.entra
      : type === ASSIGNED && !parsed.kind.startsWith('emergency-')
        ? (values['principal_object_id'] as string | undefined)
        : undefined;
  if (entra !== undefined)
    return [{ identity: `object ${entra}`, path: principalPath(principalOf(parsed)).join('.') }];
  if (parsed.kind === 'emergency-role') {
    const [handle = '', account = ''] = parsed.parts;
    return [
      { identity: `role ${String(values['name'])} ${account}`, path: `emergencyAccess.roles.${handle}` },
    ];
  }
  if (type !== PERMISSION_SET) return [];
  return [{ identity: `set ${String(values['name'])}`, path: `permissionSets.${parsed.parts[0]}` }];
}
