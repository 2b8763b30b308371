import { BOOTSTRAP_KEY } from '../../model/bootstrap-key.js';
import { readLock, sayHolder } from '../explain/explain-lock.js';
import { OutsideError } from '../outside-error.js';

/** Where Terraform ends its own words by advising to go on without a lock. */
const ADVICE = /(Terraform|OpenTofu) acquires a state lock/;

/** What to throw for a failure: where another bootstrap holds the lock, one that says so. */
export function explainLocked(failure: unknown, bucket: string): unknown {
  if (!(failure instanceof OutsideError) || !failure.output.includes('Error acquiring the state lock'))
    return failure;
  return new OutsideError(
    [
      `Another bootstrap of the bucket ${bucket} is under way${sayHolder(readLock(failure.output) ?? {})}. This one has stopped.`,
      '  Wait until that is done, then run this again: it goes on where that has ended.',
      `  If that died, remove ${BOOTSTRAP_KEY}.tflock from the bucket, where there is one.`,
    ].join('\n'),
    failure.command,
    failure.output.split(ADVICE, 1).join('').trim(),
  );
}
