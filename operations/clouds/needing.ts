import { OutsideError } from '../outside-error.js';
import { CloudError, neededFor } from './cloud-error.js';

/**
 * Does what stops where a cloud refuses it to the caller, and tells what the caller needs then.
 *
 * @param permissions Such as `sso:ListInstances`.
 */
export async function needing<T>(permissions: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CloudError && error.kind === 'denied')) throw error;
    throw new OutsideError(
      error.message,
      error.command,
      `${error.output}\n\nThe caller needs ${neededFor(error, permissions)}.`,
    );
  }
}
