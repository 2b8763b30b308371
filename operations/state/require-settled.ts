import { journalFile, readCutOffApply } from '../recovery/apply-journal.js';
import { keepUnsavedStates } from '../recovery/unsaved-state.js';
import { UserError } from '../user-error.js';

/** Throws a UserError where an apply left something that isn't in the state: it is put right where the state is now. */
export function requireSettled(environment: string): void {
  const [file] = keepUnsavedStates(environment);
  const first = `  First put \`state\` back as it was and run: federation apply ${environment}.`;
  if (file !== undefined)
    throw new UserError(
      [
        `The state of the last apply of ${environment} couldn’t be saved, and is in ${file}. Nothing was moved: what that apply made would be left behind.`,
        `${first} It saves that state. Then name the new place again, and run this again.`,
      ].join('\n'),
    );
  const cutOff = readCutOffApply(environment);
  if (cutOff === undefined) return;
  throw new UserError(
    [
      `The last apply of ${environment}, begun by ${cutOff.by} at ${cutOff.began}, was cut off. Nothing was moved: what it made may not be in the state.`,
      `${first} It finds that. Then name the new place again, and run this again.`,
      `  To move the state as it is, delete ${journalFile(environment)}.`,
    ].join('\n'),
  );
}
