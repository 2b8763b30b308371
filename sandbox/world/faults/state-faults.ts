/** What the backend of the state does to its callers. */
import type { Fault } from './fault.js';
import type { Injected } from './faults.js';

/** It answers 503, or the caller's lock is gone. */
export type StateFault = 'gone' | 'lockLost';

export class StateFaults {
  private readonly counted = new Map<Fault, number>();

  constructor(
    private readonly faults: readonly Fault[],
    private readonly injected: Injected[],
  ) {}

  /** @param method HTTP's, or the backend protocol's LOCK and UNLOCK. A lock is lost when the state is written. */
  meet(method: string): StateFault | undefined {
    const fault = this.faults.find((each) => this.meets(each, method));
    if (fault === undefined) return undefined;
    return fault.kind === 'lockLost' ? 'lockLost' : 'gone';
  }

  private meets(fault: Fault, method: string): boolean {
    const counts = fault.kind === 'lockLost' ? method === 'POST' : fault.on === 'read' || method !== 'GET';
    if (!counts) return false;
    const counted = (this.counted.get(fault) ?? 0) + 1;
    this.counted.set(fault, counted);
    if (counted === fault.nth) this.injected.push({ fault, met: `state.${method}` });
    // A lock can be lost once.
    const times = fault.kind === 'lockLost' ? 1 : fault.times;
    return counted >= fault.nth && counted < fault.nth + times;
  }
}
