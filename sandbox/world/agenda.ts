/** What is to be done when: the part of a clock that all clocks have in common. */

interface Entry {
  readonly time: Date;
  readonly work: () => Promise<void>;
}

export class Agenda {
  private readonly entries = new Set<Entry>();
  /** Settles when nothing is being worked off. */
  private idle: Promise<unknown> = Promise.resolve();

  add(time: Date, work: () => Promise<void>): () => void {
    const entry = { time, work };
    this.entries.add(entry);
    return () => void this.entries.delete(entry);
  }

  /** When the next entry falls due. */
  get next(): Date | undefined {
    return this.earliest()?.time;
  }

  /** Does, one after another and after what is being done already, all that falls due until then, also what is added meanwhile. */
  async workUntil(end: Date, reach: (time: Date) => void): Promise<void> {
    const work = this.idle.then(() => this.work(end, reach));
    this.idle = work.catch(() => undefined);
    await work;
  }

  private async work(end: Date, reach: (time: Date) => void): Promise<void> {
    for (let entry = this.earliest(); entry && entry.time <= end; entry = this.earliest()) {
      this.entries.delete(entry);
      reach(entry.time);
      await entry.work();
    }
  }

  private earliest(): Entry | undefined {
    return [...this.entries].sort((one, other) => one.time.getTime() - other.time.getTime())[0];
  }
}
