import type { Progress } from '../operations/context.js';

/** Progress that can be asked what is under way. */
export class NotedProgress implements Progress {
  private under?: { readonly stage: string; readonly detail?: string };

  constructor(private readonly shown: Progress) {}

  /** Such as `Applying (12 of 240)`; undefined where no stage is under way. */
  readonly current = (): string | undefined =>
    this.under && [this.under.stage, this.under.detail && `(${this.under.detail})`].filter(Boolean).join(' ');

  stage(text: string): void {
    this.under = { stage: text };
    this.shown.stage(text);
  }

  detail(text: string): void {
    if (this.under) this.under = { ...this.under, detail: text };
    this.shown.detail(text);
  }

  finish(): void {
    this.under = undefined;
    this.shown.finish();
  }

  stop(): void {
    this.under = undefined;
    this.shown.stop();
  }
}
