import type { PlannedChange } from './terraform-message.js';

/** How many objects a plan makes, updates in place, replaces and destroys; each counts once. */
export interface ObjectCounts {
  readonly add: number;
  readonly change: number;
  readonly replace: number;
  readonly destroy: number;
}

/** The same, with the objects that only the state changes for. */
export interface ChangeCounts extends ObjectCounts {
  /** Exist in a cloud already and are taken over; some of them are changed, too. */
  readonly import: number;
  /** Get a new address and change in nothing else: a handle was renamed. */
  readonly move: number;
  /** Leave the state and stand on. */
  readonly forget: number;
}

export function countChanges(changes: readonly PlannedChange[]): ChangeCounts {
  const count = (action: string) => changes.filter((change) => change.action === action).length;
  return {
    add: count('create'),
    change: count('update'),
    replace: count('replace'),
    destroy: count('delete'),
    import: changes.filter(({ importing }) => importing).length,
    move: count('move'),
    forget: count('remove'),
  };
}

/** The counts alone, of what holds more. */
export const countsOf = ({
  add,
  change,
  replace,
  destroy,
  import: taken,
  move,
  forget,
}: ChangeCounts): ChangeCounts => ({ add, change, replace, destroy, import: taken, move, forget });

/** How many operations Terraform's apply reports for these changes: a replacement is two. */
export function countSteps({ add, change, replace, destroy }: ObjectCounts): number {
  return add + change + 2 * replace + destroy;
}

/** Objects that are taken over, moved or forgotten are rare: they are told where there are any. */
export function renderCounts(counts: ObjectCounts & Partial<ChangeCounts>): string {
  const { add, change, replace, destroy, import: taken = 0, move = 0, forget = 0 } = counts;
  return [
    ...(taken > 0 ? [`${taken} to import`] : []),
    `${add} to add, ${change} to change, ${replace} to replace, ${destroy} to destroy`,
    ...(move > 0 ? [`${move} to move`] : []),
    ...(forget > 0 ? [`${forget} to forget`] : []),
  ].join(', ');
}
