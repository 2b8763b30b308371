/** What is looked for, and said, after an apply that was cut off. */
import type { Environment } from '../../model/environment.js';
import { CloudError } from '../clouds/cloud-error.js';
import { MADE_ANEW } from '../imports/taking-over.js';
import { OutsideError } from '../outside-error.js';
import type { PlannedChange } from '../terraform-message.js';
import { UserError } from '../user-error.js';
import { journalFile, readCutOffApply } from './apply-journal.js';
import { nameObjects } from './name-objects.js';

/**
 * Whether what a plan would make is to be looked for in the clouds first: an apply was cut off, and the state may not
 * have all that it made. Once a plan is made under the state's lock, none is under way any more.
 */
export const wasCutOff = (environment: string): boolean => readCutOffApply(environment) !== undefined;

/**
 * Throws a UserError where an apply was cut off, or is under way: what it made may be in no state, and neither
 * destroying nor a plan made before knows of it.
 *
 * @param then What is to be done after the apply that takes it over.
 */
export function requireNoneCutOff(environment: string, then: string): void {
  const cutOff = readCutOffApply(environment);
  if (cutOff === undefined) return;
  throw new UserError(
    [
      `An apply of ${environment}, begun by ${cutOff.by} at ${cutOff.began}, was cut off, or is under way still. What it made may be missing in the state.`,
      `  Run first: federation apply ${environment}. It takes over what was made. ${then}`,
      `  To do without, delete ${journalFile(environment)}: what was made and isn’t in the state is left where it is.`,
    ].join('\n'),
  );
}

/** Where a cloud doesn't tell what exists, says why it was asked, and how to do without. */
export function explainLooking(error: unknown, environment: string): unknown {
  if (!(error instanceof CloudError) || !wasCutOff(environment)) return error;
  const why = [
    `${tellWhen(environment)} What it made is looked for in both clouds before anything is planned, and that failed:`,
    error.message,
    `  To plan without looking, delete ${journalFile(environment)}. What stands already may be refused then, or made twice.`,
  ].join('\n');
  return new OutsideError(why, error.command, error.output);
}

interface Planned {
  readonly environment: Environment;
  readonly changes: readonly PlannedChange[];
}

/** What became of what the apply had begun that was cut off; nothing where none was. */
export function tellCutOff({ environment, changes }: Planned): string[] {
  const cutOff = readCutOffApply(environment.name);
  if (cutOff === undefined) return [];
  const begun = new Set(cutOff.begun);
  const taken = changes.filter(({ importing }) => importing);
  const made = changes.filter(
    ({ action, address }) =>
      action === 'create' && begun.has(address) && !Object.hasOwn(MADE_ANEW, address.split('.', 1)[0] ?? ''),
  );
  const when = tellWhen(environment.name);
  if (taken.length + made.length === 0) return [`${when} The state has all that it had begun to make.`];
  const tell = (what: string, objects: readonly PlannedChange[]): string[] => {
    const addresses = objects.map(({ address }) => address);
    return objects.length === 0
      ? []
      : [`  ${what}, ${objects.length}: ${nameObjects(addresses, environment)}.`];
  };
  return [
    [
      `${when} What the state doesn’t have of it was looked for in both clouds:`,
      ...tell('Found and taken over', taken),
      ...tell('Not found, and made', made),
    ].join('\n'),
  ];
}

function tellWhen(environment: string): string {
  const { by = '', began = '' } = readCutOffApply(environment) ?? {};
  return `The last apply, begun by ${by} at ${began}, was cut off.`;
}
