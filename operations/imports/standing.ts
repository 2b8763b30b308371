import { MANAGED_GROUPS } from '../../stacks/entra/group-types.js';
import type { PlanValues, Values } from '../guard/plan-values.js';
import { describeMissing, type MissingObject } from './existing-object.js';

/** What Terraform knows before a plan is applied: the objects of its state, and what the plan looked up. */
export class Standing {
  private readonly byAddress: ReadonlyMap<string, Values>;
  private readonly kept: ReadonlySet<string>;

  constructor({ prior_state: state }: PlanValues = {}) {
    const resources = state?.values?.root_module.resources ?? [];
    this.kept = new Set(
      resources.flatMap(({ mode, type, name, values }) =>
        mode === 'managed'
          ? describeMissing(type, name, values).map((object) => identify(object, String(values['id'])))
          : [],
      ),
    );
    this.byAddress = new Map(
      resources.map(({ mode, type, name, values }) => [
        `${mode === 'data' ? 'data.' : ''}${type}.${name}`,
        values,
      ]),
    );
  }

  /** One attribute of one object; undefined where the state has no such object. */
  read(address: string, attribute: string): string | undefined {
    const value = this.byAddress.get(address)?.[attribute];
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  /**
   * Whether the state keeps the object under another address: after a handle was renamed without `renamedFrom`. Taken
   * over under the new one, it would be destroyed under the old one.
   */
  keeps(object: MissingObject, id: string): boolean {
    return this.kept.has(identify(object, id));
  }
}

/** Roles and their policies go by names that are of one account; a group is the same one however it is kept. */
export function identify({ type, parts }: MissingObject, id: string): string {
  if (MANAGED_GROUPS.includes(type)) return `group ${id}`;
  return [type, ...(type.startsWith('aws_iam_role') ? [parts[1]] : []), id].join(' ');
}
