/** The lock of an environment's state: who holds it, and taking it away from work that has died. */
import type { Environment } from '../../model/environment.js';
import type { Context } from '../context.js';
import { type LockHolder, sayHolder } from '../explain/explain-lock.js';
import { UserError } from '../user-error.js';
import { addressOf, type Backend, backendOf, canLock, describeBackend, locate } from './backend.js';
import { otherLock } from './http-lock.js';
import { withState } from './open-state.js';

export interface FoundLock {
  readonly backend: Backend;
  /** Undefined where nobody holds it. */
  readonly holder?: LockHolder;
}

/**
 * Finds out who holds the lock and gives it to `use`, with what removes just that lock. Throws a UserError where the
 * backend has no locks, or doesn't tell which one is held.
 */
export async function withLock<T>(
  { config: { state } }: Environment,
  context: Context,
  use: (found: FoundLock, remove: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const backend = locate(backendOf(state), context.variables);
  // Without an address, there is more to say: whoever opens the state says it.
  const isKnown = backend.type !== 'http' || addressOf(backend) !== undefined;
  if (isKnown && !canLock(backend, context.variables)) {
    throw new UserError(
      `The state at ${describeBackend(backend)} is never locked: neither \`state.http.lockAddress\` nor TF_HTTP_LOCK_ADDRESS says where. Nothing stops two applies at once.`,
    );
  }
  context.progress.stage('Looking at the lock');
  return withState(backend, context, async ({ findLock, removeLock }) => {
    const holder = await findLock();
    context.progress.finish();
    if (holder !== undefined && holder.id === undefined) {
      throw new UserError(
        `The state at ${describeBackend(backend)} is locked${sayHolder(holder)}, and the server doesn’t tell the lock’s ID, so it can’t be removed from here.\n  Wait until the work is done. If it died, remove the lock at the server.`,
      );
    }
    return use({ backend, ...(holder && { holder }) }, async () => {
      const id = holder?.id;
      if (id === undefined) throw new Error('There is no lock to remove.');
      if (backend.type === 'local') {
        throw new UserError(
          'A lock on a local file is that of a process on this machine that still runs: end that process, and the lock goes with it.',
        );
      }
      // Over HTTP, Terraform removes whichever lock there is.
      const now = await findLock();
      if (now === undefined) throw new UserError('The lock was released meanwhile. Nothing was removed.');
      if (now.id !== id) throw otherLock(now.id);
      await removeLock(id);
    });
  });
}
