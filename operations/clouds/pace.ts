/** Lets no more requests begin in any second than a service takes. */
export class Pace {
  /** When the last ones began, or are to begin. */
  private readonly begun: number[] = [];

  constructor(private readonly perSecond: number) {}

  /** Resolves once one more may begin. */
  async turn(): Promise<void> {
    const now = Date.now();
    const oldest = this.begun.length < this.perSecond ? undefined : this.begun.shift();
    const due = Math.max(now, (oldest ?? 0) + 1_000);
    this.begun.push(due);
    if (due > now) await new Promise((resolve) => setTimeout(resolve, due - now));
  }
}
