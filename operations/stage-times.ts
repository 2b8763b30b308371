import type { Progress } from './context.js';

export interface StageTime {
  readonly stage: string;
  readonly seconds: number;
}

/** Progress that also notes how long each stage took. */
export class StageTimes implements Progress {
  readonly times: StageTime[] = [];
  private current?: { stage: string; since: number };

  constructor(private readonly progress: Progress) {}

  stage(text: string): void {
    this.close();
    this.current = { stage: text, since: performance.now() };
    this.progress.stage(text);
  }

  detail(text: string): void {
    this.progress.detail(text);
  }

  finish(): void {
    this.close();
    this.progress.finish();
  }

  stop(): void {
    this.close();
    this.progress.stop();
  }

  private close(): void {
    if (this.current === undefined) return;
    const { stage, since } = this.current;
    this.times.push({ stage, seconds: (performance.now() - since) / 1000 });
    this.current = undefined;
  }
}
