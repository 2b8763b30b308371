/** What an apply has done so far, by what Terraform says of each object. */
import type { Message, PlannedChange } from '../terraform-message.js';

/** What an apply that didn't end well came to. Objects are named by their addresses. */
export interface Outcome {
  readonly done: readonly PlannedChange[];
  readonly failed: readonly PlannedChange[];
  /** Begun, and it isn't known how it ended. */
  readonly cutOff: readonly PlannedChange[];
  readonly notBegun: readonly PlannedChange[];
}

/** Actions that change something in the clouds, with how many steps Terraform tells of each. */
const STEPS: Readonly<Record<string, number>> = { create: 1, update: 1, delete: 1, replace: 2 };

export class AppliedSteps {
  private readonly planned: PlannedChange[] = [];
  private readonly completed = new Map<string, number>();
  private readonly begun = new Set<string>();
  private readonly failed = new Set<string>();

  take(message: Message): void {
    if (message.type === 'planned_change') this.planned.push(message.change);
    if (message.type === 'begun') this.begun.add(message.address);
    if (message.type === 'failed') this.failed.add(message.address);
    if (message.type === 'applied')
      this.completed.set(message.address, (this.completed.get(message.address) ?? 0) + 1);
  }

  /** @param known The plan's changes, for an apply that failed before it told any. */
  outcome(known: readonly PlannedChange[]): Outcome {
    const told = this.planned.length > 0 ? this.planned : known;
    const changes = told.filter(({ action }) => action in STEPS);
    const isDone = ({ address, action }: PlannedChange) =>
      (this.completed.get(address) ?? 0) >= (STEPS[action] ?? 0);
    const open = changes.filter((change) => !isDone(change));
    const hasFailed = ({ address }: PlannedChange) => this.failed.has(address);
    const hasBegun = ({ address }: PlannedChange) => this.begun.has(address);
    return {
      done: changes.filter(isDone),
      failed: open.filter(hasFailed),
      cutOff: open.filter((change) => hasBegun(change) && !hasFailed(change)),
      notBegun: open.filter((change) => !hasBegun(change) && !hasFailed(change)),
    };
  }
}
