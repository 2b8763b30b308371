import type { Clock } from '../../clock.js';
import { ScimError, type ScimRequest } from './messages.js';

/** A failure on request. */
export interface Failure {
  /** How many requests it meets. Default 1; `Infinity` until it is cleared. */
  readonly times?: number;
  /** What is answered instead, such as 401, 429 or 500. Without it the request is done, only late. */
  readonly status?: number;
  /** Seconds, as the header `retry-after` says them. */
  readonly retryAfter?: number;
  /** Milliseconds of the world's clock before anything else happens. */
  readonly delay?: number;
  /** Which requests it meets. Default: all. */
  readonly matching?: (request: Pick<ScimRequest, 'method' | 'url' | 'body'>) => boolean;
}

/** Failures on request. One request meets one failure: the first added that matches it. */
export class Failures {
  private standing: { readonly failure: Failure; left: number }[] = [];

  constructor(private readonly clock: Clock) {}

  add(failure: Failure): void {
    this.standing.push({ failure, left: failure.times ?? 1 });
  }

  clear(): void {
    this.standing = [];
  }

  /** Lets the request meet its failure. Throws what is to be answered instead. */
  async meet({ method, url, body }: ScimRequest): Promise<void> {
    const met = this.standing.find(
      ({ failure, left }) => left > 0 && (failure.matching?.({ method, url, body }) ?? true),
    );
    if (!met) return;
    met.left -= 1;
    const { delay, status, retryAfter } = met.failure;
    if (delay !== undefined) await this.clock.sleep(delay);
    if (status !== undefined) throw new ScimError(status, { retryAfter });
  }
}
