import type { Clock } from '../clock.js';
import { AwsError } from './aws-error.js';

/** How many requests AWS takes in a second: all of sso-admin's together, each operation of identitystore apart (quotas). */
const LIMITS: Readonly<Record<string, { readonly most: number; readonly by: 'service' | 'operation' }>> = {
  'sso-admin': { most: 20, by: 'service' },
  identitystore: { most: 20, by: 'operation' },
};

/** The rates of requests, in any second of the world's clock. Other services' aren't modelled. */
export class RequestRates {
  /** Whether requests beyond the rate are throttled. Off: a clock that stands still would meet it. */
  throttling = false;
  private readonly taken = new Map<string, number[]>();

  constructor(private readonly clock: Clock) {}

  /** Counts a request. Throws ThrottlingException where there were too many. */
  take(service: string, operation: string): void {
    const limit = LIMITS[service];
    if (!this.throttling || !limit) return;
    const key = limit.by === 'service' ? service : `${service} ${operation}`;
    const now = this.clock.now().getTime();
    const recent = (this.taken.get(key) ?? []).filter((time) => now - time < 1_000);
    this.taken.set(key, recent);
    if (recent.length >= limit.most) throw new AwsError('ThrottlingException', 'Rate exceeded');
    recent.push(now);
  }
}
