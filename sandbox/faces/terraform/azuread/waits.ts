/** How the provider waits for Graph, on the world's clock, and when it gives up. */
import { GraphError } from '../../../world/entra/graph-error.js';
import { RefusedError, type Connection } from '../resource.js';
import { timedOut } from '../timeouts.js';
import { refused } from './refusals.js';
import { isBusy } from './retries.js';

/** Conflict and Forbidden, which pass while Entra replicates. */
const REPLICATING: readonly number[] = [403, 409];

export interface Call {
  /** What the refusal is headed by. */
  readonly summary: string;
  readonly timeout: number;
  /** Whether Conflict and Forbidden are asked again. */
  readonly replicating?: boolean;
}

/**
 * Calls Graph, and again where it is throttled or down (or replicating): after 1, 2, 4 … and at most 61 seconds, as
 * often as fits into the timeout.
 *
 * @throws RefusedError with Graph's last refusal.
 */
export async function called<Result>(
  { world: { clock } }: Connection,
  { summary, timeout, replicating = false }: Call,
  call: () => Result | Promise<Result>,
): Promise<Result> {
  let left = timeout;
  for (let wait = 1; ; wait = Math.min(2 * wait, 61)) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof GraphError) || !isRetried(error.status, replicating) || wait > left)
        throw refused(error, summary);
    }
    await clock.sleep(wait * 1000);
    left -= wait;
  }
}

const isRetried = (status: number, replicating: boolean): boolean =>
  isBusy(status) || (replicating && REPLICATING.includes(status));

/**
 * Asks until it is so: at once, after 5 seconds, then every 10. One yes is enough: this tenant doesn't take it back,
 * while the real provider wants five in a row, 20 seconds for each object.
 *
 * @throws RefusedError once the timeout has passed.
 */
export async function waited(
  { world: { clock } }: Connection,
  { summary, timeout, target }: { summary: string; timeout: number; target: 'Done' | 'Deleted' },
  isSo: () => boolean,
): Promise<void> {
  let left = timeout;
  for (let wait = 5; !isSo(); wait = 10) {
    if (left <= 0) {
      throw new RefusedError({
        summary,
        detail: timedOut(target, 'Waiting', timeout),
      });
    }
    const next = Math.min(wait, left);
    await clock.sleep(next * 1000);
    left -= next;
  }
}
