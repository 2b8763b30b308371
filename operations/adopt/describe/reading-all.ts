/** Reads that must all be answered: what is refused is gathered, and told at once. */
import { OutsideError } from '../../outside-error.js';
import { read, type Unread } from '../../status/reading.js';

export class ReadingAll {
  private readonly refused: Unread[] = [];

  /** @param instead What the rest is read with where this is refused. */
  async read<T>(needs: string, instead: T, work: () => Promise<T>): Promise<T> {
    const reading = await read(needs, work);
    if ('found' in reading) return reading.found;
    this.refused.push(reading.unread);
    return instead;
  }

  get isRefused(): boolean {
    return this.refused.length > 0;
  }

  /** Names every permission that the caller lacks. */
  refusal(environment: string): OutsideError {
    const lines = this.refused.map(
      ({ kind, request, needs }) =>
        `  ${request}: ${kind === 'denied' ? `the caller needs ${needs}` : `failed (it takes ${needs})`}`,
    );
    return new OutsideError(
      ['What stands can’t all be told, so nothing is written:', ...new Set(lines)].join('\n'),
      `federation adopt ${environment}`,
      [...new Set(this.refused.map(({ said }) => said))].join('\n'),
    );
  }
}
