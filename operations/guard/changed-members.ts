/** Managed groups whose listed members change: pure, from the values of Terraform's plan. */
import type { Environment } from '../../model/environment.js';
import type { Location } from '../../model/problem.js';
import { parseResourceName } from '../../stacks/names.js';
import type { PlannedChange } from '../terraform-message.js';
import type { PlanValues } from './plan-values.js';

export interface ChangedMembers {
  /** Handle of the group. */
  readonly group: string;
  readonly location: Location;
  /** User principal names; the object id of someone whom the config names nowhere. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Of a dynamic group, where its rule changes. */
  readonly rule?: { readonly from: string; readonly to: string };
}

const GROUP = 'azuread_group';

/** Whether members may change, so that the plan's values are worth reading. */
export const mayChangeMembers = (changes: readonly PlannedChange[]): boolean =>
  changes.some(({ address, action }) => action === 'update' && address.startsWith(`${GROUP}.`));

export function findChangedMembers({ locate }: Environment, values: PlanValues): ChangedMembers[] {
  const names = namesById(values);
  return (values.resource_changes ?? []).flatMap(({ type, name, change: { actions, before, after } }) => {
    const group = parseResourceName(name)?.parts[0];
    if (type !== GROUP || group === undefined || actions.join() !== 'update') return [];
    const [from, to] = [membersOf(before), membersOf(after)];
    const added = to.filter((id) => !from.includes(id));
    const removed = from.filter((id) => !to.includes(id));
    const rules = { from: ruleOf(before), to: ruleOf(after) };
    const rule = rules.from === rules.to ? undefined : rules;
    if (added.length + removed.length === 0 && rule === undefined) return [];
    const told = (ids: readonly string[]) => ids.map((id) => names.get(id) ?? id);
    return [{ group, location: locate(['groups', group]), added: told(added), removed: told(removed), rule }];
  });
}

const membersOf = (group: Readonly<Record<string, unknown>> | null): string[] =>
  (group?.['members'] as string[] | null | undefined) ?? [];

const ruleOf = (group: Readonly<Record<string, unknown>> | null): string =>
  (group?.['dynamic_membership'] as readonly { rule?: string }[] | undefined)?.[0]?.rule ?? '';

/** Everyone whom the plan looks up by name. */
function namesById({ prior_state }: PlanValues): ReadonlyMap<string, string> {
  const resources = prior_state?.values?.root_module.resources ?? [];
  return new Map(
    resources.flatMap(({ mode, type, values }) => {
      if (mode !== 'data' || type !== 'azuread_users') return [];
      const users = (values['users'] ?? []) as readonly { object_id: string; user_principal_name: string }[];
      return users.map((user) => [user.object_id, user.user_principal_name] as const);
    }),
  );
}
