/** What whoever ran a description is told where it ended before its time: nothing that was read is lost. */
import { InterruptedError } from '../../interrupted-error.js';
import { OutsideError } from '../../outside-error.js';
import type { Answers } from './answers.js';

export async function keepingAnswers<T>(answers: Answers, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const kept = answers.isEmpty
      ? []
      : [
          `What was answered is kept in ${answers.file}: within the hour, the same command goes on from there.`,
        ];
    if (error instanceof InterruptedError)
      throw new InterruptedError(
        error.output,
        ['Interrupted. Nothing was written.', ...kept].join('\n  '),
        undefined,
        { cause: error },
      );
    if (error instanceof OutsideError) error.message = [error.message, ...kept].join('\n  ');
    throw error;
  }
}
