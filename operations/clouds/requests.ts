import { InterruptedError } from '../interrupted-error.js';
import type { Context } from '../context.js';

/** How many requests went to the clouds: shown as they go, and told at the end. An interrupt stops before the next one. */
export class Requests {
  private made = 0;

  constructor(private readonly context: Pick<Context, 'progress' | 'signal'>) {}

  get total(): number {
    return this.made;
  }

  /** Throws an InterruptedError after Ctrl-C. */
  count(): void {
    this.mindInterrupt();
    this.made += 1;
    this.context.progress.detail(`${this.made} requests`);
  }

  /** Throws an InterruptedError after Ctrl-C. */
  mindInterrupt(): void {
    if (this.context.signal.aborted) throw new InterruptedError();
  }
}
