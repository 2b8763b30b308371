/** Reads that must all be answered: what is refused is gathered, and told at once. */
import { askAws, CloudError } from '../../clouds/cloud-error.js';
import { OutsideError } from '../../outside-error.js';
import { read, type Unread } from '../../status/reading.js';
import { NEEDED_ACTIONS, NEEDED_PERMISSIONS } from './needed.js';

export class ReadingAll {
  private readonly unread: Unread[] = [];
  private readonly asked = new Set<string>();

  /** @param needs A permission of Graph, or what it takes in an account. @param instead What the rest is read with where this is refused. */
  read<T>(needs: string, instead: T, work: () => Promise<T>): Promise<T> {
    this.asked.add(needs);
    return this.attempt(needs, instead, work);
  }

  /** Of AWS, by clients whose every request is asked by `ask`. */
  readAws<T>(instead: T, work: () => Promise<T>): Promise<T> {
    return this.attempt('', instead, work);
  }

  /**
   * One request to AWS: what is refused has no answer, so that the next ones are asked too. Once something is refused
   * nothing is written, and each action that is yet to be asked is asked once.
   */
  async ask<T extends object>(action: string, work: () => Promise<T>): Promise<Partial<T>> {
    if (this.isRefused && this.asked.has(action)) return {};
    this.asked.add(action);
    try {
      return await work();
    } catch (error) {
      const said = await sayDenied(error);
      if (said === undefined) throw error;
      this.unread.push({ kind: 'denied', request: action, needs: action, said });
      return {};
    }
  }

  get isRefused(): boolean {
    return this.unread.length > 0;
  }

  /** Names every permission that the caller lacks, and those of which it can't be told. */
  refusal(environment: string): OutsideError {
    const denied = this.unread.filter(({ kind }) => kind === 'denied');
    // What fails beside a refusal may fail for want of its answer.
    const told = denied.length > 0 ? denied : this.unread;
    const lines = told.map(({ kind, request, needs }) =>
      kind === 'denied' ? `  the caller needs ${needs}` : `  ${request} failed`,
    );
    return new OutsideError(
      [
        'What stands can’t all be told, so nothing is written:',
        ...new Set(lines),
        ...(denied.length > 0 ? this.nameUntried() : []),
        ...(denied.some(({ needs }) => needs.startsWith('organizations:')) ? [ORGANIZATION] : []),
      ].join('\n'),
      `federation adopt ${environment}`,
      [...new Set(told.map(({ said }) => said))].join('\n'),
    );
  }

  private nameUntried(): string[] {
    const untried = [...NEEDED_ACTIONS, ...NEEDED_PERMISSIONS].filter((each) => !this.asked.has(each));
    return untried.length === 0
      ? []
      : [`  Not tried yet, for what they are asked with is among that: ${untried.join(', ')}.`];
  }

  private async attempt<T>(needs: string, instead: T, work: () => Promise<T>): Promise<T> {
    const reading = await read(needs, work);
    if ('found' in reading) return reading.found;
    this.unread.push(reading.unread);
    return instead;
  }
}

const ORGANIZATION =
  '  AWS tells of an organization to its management account and to delegated administrators alone, whatever the caller’s policies say.';

/** What AWS says, where it refuses something to the caller. */
async function sayDenied(error: unknown): Promise<string | undefined> {
  try {
    return await askAws('', () => Promise.reject(error as Error));
  } catch (told) {
    return told instanceof CloudError && told.kind === 'denied' ? told.output : undefined;
  }
}
