/** What was asked of a cloud: the answer, or why there is none. */
import { CloudError, type CloudErrorKind, neededFor } from '../clouds/cloud-error.js';

const HOPELESS: readonly CloudErrorKind[] = ['unreachable', 'unauthenticated'];

export type Reading<T> = { readonly found: T } | { readonly unread: Unread };

/** A read that a cloud refused. */
export interface Unread {
  /** `denied`: to this caller. `failed`: the cloud says why. */
  readonly kind: 'denied' | 'failed';
  /** Such as `GET /v1.0/groups`. */
  readonly request: string;
  /** The permission or action that it takes, such as `sso:ListInstances`. */
  readonly needs: string;
  /** What the cloud said. */
  readonly said: string;
}

/**
 * A read that is refused is a finding. Where the cloud can't be reached or doesn't know the caller, nothing
 * else can be found: that is thrown.
 */
export async function read<T>(needs: string, work: () => Promise<T>): Promise<Reading<T>> {
  try {
    return { found: await work() };
  } catch (error) {
    if (!(error instanceof CloudError) || HOPELESS.includes(error.kind)) throw error;
    const kind = error.kind === 'denied' ? 'denied' : 'failed';
    return { unread: { kind, request: error.request, needs: neededFor(error, needs), said: error.output } };
  }
}
