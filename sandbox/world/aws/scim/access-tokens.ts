import { createHash, randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.js';
import { hex } from '../../ids.js';
import { AwsError } from '../aws-error.js';
import { limits } from '../limits.js';

export interface AccessToken {
  readonly id: string;
  readonly created: Date;
  readonly expires: Date;
}

/**
 * The SCIM endpoint's access tokens: two at most, expired ones among them (UNVERIFIED), each valid for a year. In AWS only
 * the console makes and deletes them, so its words for what it refuses aren't known. No token is kept, only its digest.
 */
export class AccessTokens {
  private readonly byDigest = new Map<string, AccessToken>();

  constructor(private readonly clock: Clock) {}

  /** The token itself is told here alone: hundreds of characters without meaning. */
  create(): { readonly id: string; readonly token: string; readonly expires: Date } {
    if (this.byDigest.size >= limits.scimAccessTokens) {
      throw new AwsError(
        'ServiceQuotaExceededException',
        `There are ${limits.scimAccessTokens} access tokens already. Delete one first.`,
      );
    }
    const token = hex(512);
    const created = this.clock.now();
    const expires = new Date(created);
    expires.setUTCFullYear(expires.getUTCFullYear() + 1);
    const record = { id: randomUUID(), created, expires };
    this.byDigest.set(digestOf(token), record);
    return { id: record.id, token, expires };
  }

  delete(id: string): void {
    const [digest] = [...this.byDigest].find(([, record]) => record.id === id) ?? [];
    if (digest === undefined)
      throw new AwsError('ResourceNotFoundException', `There is no access token with id ${id}.`);
    this.byDigest.delete(digest);
  }

  list(): readonly AccessToken[] {
    return [...this.byDigest.values()];
  }

  /** Whether it is one of the tokens, and hasn't expired. */
  accepts(token: string): boolean {
    const record = this.byDigest.get(digestOf(token));
    return record !== undefined && this.clock.now() < record.expires;
  }
}

const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');
