import type { PlannedChange } from './terraform-message.js';

/** How many objects a plan makes, updates in place, replaces and destroys; a replacement counts once, as `replace`. */
export interface ChangeCounts {
  readonly add: number;
  readonly change: number;
  readonly replace: number;
  readonly destroy: number;
}

export function countChanges(changes: readonly PlannedChange[]): ChangeCounts {
  const count = (action: string) => changes.filter((change) => change.action === action).length;
  return {
    add: count('create'),
    change: count('update'),
    replace: count('replace'),
    destroy: count('delete'),
  };
}

/** How many operations Terraform's apply reports for these changes: a replacement is two. */
export function countSteps({ add, change, replace, destroy }: ChangeCounts): number {
  return add + change + 2 * replace + destroy;
}

export function renderCounts({ add, change, replace, destroy }: ChangeCounts): string {
  return `${add} to add, ${change} to change, ${replace} to replace, ${destroy} to destroy`;
}
