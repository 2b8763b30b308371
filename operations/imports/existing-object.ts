/** What is taken over: an object of a cloud, and the address that Terraform is to keep it under. */
import type { PlannedObject } from '../guard/planned-object.js';
import type { PlanValues, Values } from '../guard/plan-values.js';
import { parseResourceName } from '../../stacks/names.js';

/** What a plan would make. */
export interface MissingObject extends Pick<PlannedObject, 'type' | 'kind' | 'parts'> {
  readonly address: string;
  /** As planned; what isn't known before the apply is absent. */
  readonly values: Values;
}

export interface ExistingObject {
  readonly address: string;
  /** As its provider's import takes it. */
  readonly id: string;
  /** Of an account assignment: the group's or user's id in AWS. */
  readonly principalId?: string;
}

/** Without what an unfinished apply left to be made anew: that is in the state. */
export const readMissingObjects = ({ resource_changes: changes = [] }: PlanValues): MissingObject[] =>
  changes.flatMap(({ type, name, change: { actions, after } }) =>
    actions.join() === 'create' ? describeMissing(type, name, after ?? {}) : [],
  );

/** None for an object that isn't this program's. */
export function describeMissing(type: string, name: string, values: Values = {}): MissingObject[] {
  const parsed = parseResourceName(name);
  return parsed === undefined ? [] : [{ address: `${type}.${name}`, type, ...parsed, values }];
}

/** An argument of a planned object; undefined while it isn't known. */
export function textOf(values: Values, argument: string): string | undefined {
  const value = values[argument];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
