/** Asks the clouds what exists, each thing once, and gathers what they refuse to tell. */
import { CloudError } from '../clouds/cloud-error.js';
import { OutsideError } from '../outside-error.js';
import { read, type Reading, type Unread } from '../status/reading.js';

export class Asking {
  private readonly asked = new Map<string, Promise<unknown>>();
  private readonly refused = new Map<string, Unread>();

  /**
   * Undefined where a cloud refuses to tell; `requireAnswers` says so then.
   *
   * @param key What is asked, such as `GET /v1.0/groups`.
   * @param needs The permission that it takes, such as `Group.Read.All`.
   */
  ask<T>(key: string, needs: string, work: () => Promise<T>): Promise<T | undefined> {
    return this.once(key, () => read(needs, work));
  }

  /** The same of what is read another way. */
  async once<T>(key: string, work: () => Promise<Reading<T>>): Promise<T | undefined> {
    const answer = this.asked.get(key) ?? work();
    this.asked.set(key, answer);
    const reading = (await answer) as Reading<T>;
    if ('found' in reading) return reading.found;
    this.refused.set(key, reading.unread);
    return undefined;
  }

  /** Throws an OutsideError that names every permission the caller lacks: what wasn't told may exist. */
  requireAnswers(environment: string): void {
    const [first, ...others] = [...this.refused.values()];
    if (first === undefined) return;
    const lines = [first, ...others].map(
      ({ kind, request, needs }) =>
        `  ${request}: ${kind === 'denied' ? `the caller needs ${needs}` : `failed (it takes ${needs})`}`,
    );
    throw new OutsideError(
      ['What exists already can’t be told, so nothing is planned:', ...lines].join('\n'),
      `federation plan ${environment} --import`,
      [...new Set([first, ...others].map(({ said }) => said))].join('\n'),
    );
  }
}

/** Undefined where the cloud doesn't have what was asked for. */
export async function ifThere<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof CloudError && error.kind === 'not-found') return undefined;
    throw error;
  }
}
