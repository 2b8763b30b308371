import type { Assertion } from './assertion.js';
import { SamlRefusal } from './saml-refusal.js';
import { CLOCK_SKEW } from './verify-response.js';

/** The assertions that have let someone in, for as long as their times would let someone in again. */
export class UsedAssertions {
  private readonly ends = new Map<string, Date>();

  /** Takes note of an assertion. Throws SamlRefusal where it was used before. */
  use({ issuer, id, confirmedUntil }: Assertion, now: Date): void {
    for (const [used, end] of this.ends) if (end <= now) this.ends.delete(used);
    const key = `${issuer} ${id}`;
    if (this.ends.has(key)) throw new SamlRefusal('replayed', 'The response was used before.');
    this.ends.set(key, new Date(confirmedUntil.getTime() + CLOCK_SKEW));
  }
}
