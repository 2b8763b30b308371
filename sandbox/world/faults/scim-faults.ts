/** AWS's SCIM endpoint refuses its token: whatever provisions by it gets into quarantine. */
import type { Scim } from '../aws/scim/scim.js';
import type { Fault } from './fault.js';
import type { Injected } from './faults.js';

const UNAUTHORIZED = 401;

export class ScimFaults {
  private scim: Scim | undefined;
  private waiting: readonly Fault[] = [];

  constructor(private readonly injected: Injected[]) {}

  attach(scim: Scim): void {
    this.scim = scim;
    this.add();
  }

  begin(faults: readonly Fault[]): void {
    this.waiting = faults;
    this.add();
  }

  end(): void {
    this.scim?.failures.clear();
  }

  private add(): void {
    if (this.scim === undefined) return;
    for (const fault of this.waiting) {
      let requests = 0;
      this.scim.failures.add({
        status: UNAUTHORIZED,
        times: fault.times,
        matching: ({ method }) => {
          requests += 1;
          if (requests === fault.nth) this.injected.push({ fault, met: `scim.${method}` });
          return requests >= fault.nth;
        },
      });
    }
    this.waiting = [];
  }
}
