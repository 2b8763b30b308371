/** What an apply came to that failed or was interrupted after it had begun to change something. */
import type { Environment } from '../../model/environment.js';
import { describeAddress } from '../explain/describe-address.js';
import type { PlannedChange } from '../terraform-message.js';
import type { Outcome } from './applied-steps.js';
import { nameObjects } from './name-objects.js';
import { nameSets } from './sets-under-way.js';

/** For programs: each object that the plan changes, under what became of it. */
export interface ApplyReport extends Readonly<Record<keyof Outcome, readonly Step[]>> {
  /** The file with the state that couldn't be saved. It holds secrets. */
  readonly unsavedState?: string;
}

interface Step {
  readonly address: string;
  /** Such as `create`. */
  readonly action: string;
  /** In config words, where the object is one of the graph's. */
  readonly words?: string;
}

export interface Ending {
  readonly outcome: Outcome;
  /** The handles of permission sets that accounts may have an older version of. */
  readonly outdated: readonly string[];
  /** The environment's name. */
  readonly name: string;
  /** Where its config is at hand. */
  readonly environment?: Environment;
  /** `cut off`: Terraform was ended or crashed in the middle of its work. */
  readonly how: 'failed' | 'interrupted' | 'cut off';
  /** The command that goes on. */
  readonly again: string;
  /** A state that couldn't be saved: its file, or that there was no room for it anywhere. */
  readonly unsaved?: { readonly file?: string };
}

export function reportApply({ outcome, environment, unsaved }: Ending): ApplyReport {
  const report = (changes: readonly PlannedChange[]): Step[] =>
    changes.map(({ address, action }) => ({
      address,
      action,
      words: describeAddress(address, environment)?.words,
    }));
  return {
    done: report(outcome.done),
    failed: report(outcome.failed),
    cutOff: report(outcome.cutOff),
    notBegun: report(outcome.notBegun),
    ...(unsaved?.file !== undefined && { unsavedState: unsaved.file }),
  };
}

/** For people: what was done, what wasn't, and what to do next. */
export function renderApply(ending: Ending): string {
  if (ending.how === 'interrupted' && isUntouched(ending)) {
    const all = ending.outcome.notBegun.length;
    return `Done, 0${all > 0 ? ` of ${all}` : ''}. Nothing was changed. To go on: ${ending.again}`;
  }
  return [
    ...renderOutcome(ending),
    ...renderOutdated(ending),
    ...(ending.unsaved ? renderUnsaved(ending) : [renderNext(ending)]),
  ].join('\n');
}

/** Whether nothing was begun, and the state is as it was. */
export const isUntouched = ({
  outcome: { done, failed, cutOff },
  unsaved,
}: Pick<Ending, 'outcome' | 'unsaved'>): boolean =>
  unsaved === undefined && done.length + failed.length + cutOff.length === 0;

/** A line for each part that isn't empty. */
function renderOutcome({ outcome: { done, failed, cutOff, notBegun }, environment }: Ending): string[] {
  const parts: readonly (readonly [string, readonly PlannedChange[]])[] = [
    ['Done', done],
    ['Failed', failed],
    ['Cut off', cutOff],
    ['Not begun', notBegun],
  ];
  const all = parts.reduce((sum, [, changes]) => sum + changes.length, 0);
  return parts.flatMap(([title, changes]) => {
    if (changes.length === 0) return [];
    const addresses = changes.map(({ address }) => address);
    return [`  ${title}, ${changes.length} of ${all}: ${nameObjects(addresses, environment)}.`];
  });
}

function renderOutdated({ outdated }: Ending): string[] {
  if (outdated.length === 0) return [];
  return [
    `  Accounts may have an older version of ${nameSets(outdated)}, until the next apply from this folder: it looks for them and brings them up to date.`,
  ];
}

function renderNext({ how, again }: Ending): string {
  switch (how) {
    case 'failed':
      return `Nothing is lost: what was done is saved. Put right what failed, then run: ${again}\nIt goes on from here.`;
    case 'interrupted':
      return `Nothing is lost: what was done is saved. To go on from here: ${again}`;
    case 'cut off':
      return [
        'What was done last may stand in the clouds and be missing in the state, and the state may still be locked.',
        `Run: ${again}`,
        'It says how to free the lock, and what is to be looked for.',
      ].join('\n');
  }
}

function renderUnsaved({ name, again, unsaved }: Ending): string[] {
  if (unsaved?.file === undefined) {
    return [
      'What was done is in no state: the backend didn’t take it, and there was no room on any disk of this machine.',
      `Make room, and run: ${again} --import`,
      'It finds what stands in the clouds and isn’t in the state.',
    ];
  }
  const place = unsaved.file;
  return [
    `What was done is in ${place}, and nowhere else. It holds secrets; don’t lose it.`,
    `Once the backend answers again, run: federation apply ${name}`,
    `It saves this first. Where this folder doesn’t last (a CI runner), keep the file, and put it back at ${place} before that.`,
  ];
}
