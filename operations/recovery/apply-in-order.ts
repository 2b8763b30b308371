/** Applies a plan file so that whatever happens on the way, what was made is known. */
import { chmodSync } from 'node:fs';
import type { Environment } from '../../model/environment.js';
import type { Context } from '../context.js';
import { InterruptedError } from '../interrupted-error.js';
import { type JsonRun, runTerraformJson } from '../run-terraform-json.js';
import { TerraformError } from '../terraform-error.js';
import type { PlannedChange } from '../terraform-message.js';
import { AppliedSteps } from './applied-steps.js';
import { beginJournal, endJournal, noteBegun } from './apply-journal.js';
import { type Ending, renderApply, reportApply } from './apply-report.js';
import { SetsUnderWay } from './sets-under-way.js';
import { keepDumpedState, keepUnsavedStates } from './unsaved-state.js';

export interface Work {
  /** The environment's name. */
  readonly name: string;
  /** Where its config is at hand. */
  readonly environment?: Environment;
  /** The folder that Terraform runs in. */
  readonly folder: string;
  /** The plan file. */
  readonly file: string;
  /** What the plan changes, where it is known. */
  readonly changes: readonly PlannedChange[];
  /** The command that goes on after a failure. */
  readonly again: string;
}

/**
 * Throws a TerraformError or an InterruptedError that says what was done and what wasn't, where anything was begun. A
 * state that couldn't be saved is kept first.
 */
export async function applyInOrder(work: Work, context: Context): Promise<JsonRun> {
  const { name, environment, folder, file } = work;
  const steps = new AppliedSteps();
  const sets = new SetsUnderWay(name);
  let dumped: object | undefined;
  keepOthersOut(folder);
  beginJournal(name);
  try {
    const run = await runTerraformJson(context, folder, ['apply', '-input=false', '-json', file], {
      environment,
      onMessage: (message) => {
        steps.take(message);
        sets.take(message);
        if (message.type === 'begun') noteBegun(name, message.address);
        if (message.type === 'state') dumped = message.state;
      },
    });
    endJournal(name);
    sets.end();
    return run;
  } catch (error) {
    const failed = error instanceof InterruptedError ? error.cause : error;
    if (!(failed instanceof TerraformError)) throw error;
    const unsaved = keepState(name, dumped);
    if (!failed.cutOff && unsaved === undefined) endJournal(name);
    const outcome = steps.outcome(work.changes);
    const outdated = sets.end(outcome);
    const untouched = outcome.done.length + outcome.failed.length + outcome.cutOff.length === 0;
    if (untouched && unsaved === undefined) throw error;
    const how = failed.cutOff ? 'cut off' : error === failed ? 'failed' : 'interrupted';
    throw tell(error, failed, { ...work, outcome, outdated, how, unsaved });
  }
}

/** Terraform writes a state that it can't save into its folder, for everybody to read. */
function keepOthersOut(folder: string): void {
  try {
    chmodSync(folder, 0o700);
  } catch {
    // The folder is somebody else's. The file is made private once Terraform has ended.
  }
}

function keepState(name: string, dumped: object | undefined): Ending['unsaved'] {
  const [file] = keepUnsavedStates(name);
  if (file !== undefined) return { file };
  return dumped && { file: keepDumpedState(name, dumped) };
}

function tell(error: unknown, failed: TerraformError, ending: Ending): Error {
  const apply = reportApply(ending);
  const told = renderApply(ending);
  if (error instanceof InterruptedError)
    return new InterruptedError(error.output, `${error.message}\n${told}`, apply, { cause: failed });
  const { message, command, output, errors, cutOff } = failed;
  return new TerraformError(`${message}\n\n${told}`, command, output, errors, cutOff, apply);
}
