/** Applies a plan file so that whatever happens on the way, what was made is known. */
import { chmodSync } from 'node:fs';
import type { Environment } from '../../model/environment.js';
import type { Context } from '../context.js';
import { InterruptedError } from '../interrupted-error.js';
import { type JsonRun, runTerraformJson } from '../run-terraform-json.js';
import { TerraformError } from '../terraform-error.js';
import type { PlannedChange } from '../terraform-message.js';
import { AppliedSteps } from './applied-steps.js';
import { beginJournal, endJournal, endLastApply, noteBegun, noteUnsaved } from './apply-journal.js';
import { type Ending, isUntouched, renderApply, reportApply } from './apply-report.js';
import { wasCutOff } from './cut-off.js';
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
  /** What applies such a plan. Destroying makes nothing that a note would have to tell of. */
  readonly command: 'apply' | 'destroy';
  /** What the state lacks was looked for in the clouds when it was planned. */
  readonly looked: boolean;
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
  const making = work.command === 'apply';
  // What an earlier apply made is in the state once an apply that takes it over has ended well.
  const known = !wasCutOff(name) || (work.looked && !work.changes.some(({ importing }) => importing));
  const endOwn = known ? endJournal : endLastApply;
  keepOthersOut(folder);
  if (making) beginJournal(name);
  try {
    const run = await runTerraformJson(context, folder, ['apply', '-input=false', '-json', file], {
      environment,
      onMessage: (message) => {
        steps.take(message);
        sets.take(message);
        if (making && message.type === 'begun') noteBegun(name, message.address);
        if (message.type === 'state') dumped = message.state;
      },
    });
    if (making) (work.looked ? endJournal : endOwn)(name);
    sets.end();
    return run;
  } catch (error) {
    const failed = error instanceof InterruptedError ? error.cause : error;
    // It never ran.
    if (making && error instanceof InterruptedError && failed === undefined) endLastApply(name);
    if (!(failed instanceof TerraformError)) throw error;
    const unsaved = keepState(name, dumped);
    const outcome = steps.outcome(work.changes);
    const untouched = isUntouched({ outcome, unsaved });
    // A signal that comes before Terraform listens for it ends it: nothing was begun.
    const cutOff = failed.cutOff && (error === failed || !untouched);
    if (making && !cutOff) {
      if (unsaved === undefined) endOwn(name);
      else if (unsaved.file !== undefined) noteUnsaved(name);
    }
    const outdated = sets.end(outcome);
    if (untouched && error === failed) throw error;
    const how = cutOff ? 'cut off' : error === failed ? 'failed' : 'interrupted';
    const again = `federation ${work.command} ${name}`;
    throw tell(error, failed, { ...work, again, outcome, outdated, how, unsaved });
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
    return new InterruptedError(withoutHalted(error.output), `${error.message}\n${told}`, apply, {
      cause: failed,
    });
  const { message, command, output, errors, cutOff } = failed;
  return new TerraformError(`${message}\n\n${told}`, command, output, errors, cutOff, apply);
}

/** Leaves out what Terraform calls being interrupted. */
const withoutHalted = (output: string): string =>
  output
    .split('\n\n')
    .filter((part) => !/^(Error: execution halted\b|It was ended by SIGINT\.)/.test(part))
    .join('\n\n');
