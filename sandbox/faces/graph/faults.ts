/** What Graph does to its callers now and then, on request. */
import type { Clock } from '../../world/clock.js';

const INSTANTIATED = 'microsoft.graph.applicationServicePrincipal';
const REPLICATED = ['applications', 'groups', INSTANTIATED, 'servicePrincipals'];

export class Faults {
  /**
   * For how long a new application, service principal or group isn't found by its id nor listed, in milliseconds on the
   * world's clock. In Entra: seconds to minutes. Other objects are there at once: the azuread provider reads them a
   * single time after it has made them, so they can't be slow often.
   */
  replicationDelay = 0;
  private readonly madeAt = new Map<string, number>();
  private refusals = 0;
  private seconds = 0;

  constructor(private readonly clock: Clock) {}

  /** Answers the next requests with 429, and `Retry-After` with so many seconds. */
  throttle(requests: number, retryAfter: number): void {
    this.refusals = requests;
    this.seconds = retryAfter;
  }

  /** The seconds to wait, where this request is one that is to be refused. */
  throttled(): number | undefined {
    if (this.refusals === 0) return undefined;
    this.refusals -= 1;
    return this.seconds;
  }

  /** Takes note of an object that was made, or of several together, under their names. */
  made(context: string, object: object): void {
    const objects = context === INSTANTIATED ? Object.values(object) : [object];
    if (!REPLICATED.includes(context) || this.replicationDelay === 0) return;
    for (const { id } of objects as { readonly id: string }[])
      this.madeAt.set(id, this.clock.now().getTime());
  }

  /** Whether an object isn't everywhere yet. */
  hides(id: string): boolean {
    const madeAt = this.madeAt.get(id);
    return madeAt !== undefined && this.clock.now().getTime() < madeAt + this.replicationDelay;
  }
}
