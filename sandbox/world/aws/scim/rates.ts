import type { Clock } from '../../clock.js';
import { limits } from '../limits.js';
import { ScimError, type ScimRequest } from './messages.js';

type Kind = keyof typeof limits.scimRequestsPerSecond;

/**
 * How many requests the endpoint takes in any second of the world's clock. Changes of a group's memberships are counted
 * apart, by request (that it is by request, and their number, are UNVERIFIED).
 */
export class Rates {
  private readonly taken: Record<Kind, number[]> = { read: [], write: [], membership: [] };

  constructor(private readonly clock: Clock) {}

  /** Counts a request. Throws 429 where there were too many; whether AWS says when to retry isn't known. */
  take(request: ScimRequest): void {
    const kind = kindOf(request);
    const now = this.clock.now().getTime();
    const recent = this.taken[kind].filter((time) => now - time < 1_000);
    this.taken[kind] = recent;
    if (recent.length >= limits.scimRequestsPerSecond[kind]) throw new ScimError(429);
    recent.push(now);
  }
}

function kindOf({ method, url }: ScimRequest): Kind {
  if (method === 'GET') return 'read';
  return method === 'PATCH' && url.includes('/Groups/') ? 'membership' : 'write';
}
