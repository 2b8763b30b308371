/** Moves an environment's state from one backend to another, and looks whether all of it arrived. */
import type { Environment } from '../../model/environment.js';
import type { Context } from '../context.js';
import { sayHolder } from '../explain/explain-lock.js';
import { OutsideError } from '../outside-error.js';
import { stackFolder } from '../synthesize.js';
import { UserError } from '../user-error.js';
import { type Backend, backendOf, describeBackend, isSamePlace } from './backend.js';
import { compareStates, type Standing } from './compare-states.js';
import { copyName, keepCopy } from './keep-copy.js';
import { type OpenState, withState } from './open-state.js';
import { keepRecord, readRecordedBackend } from './record.js';
import { holdSame, isEmpty, type StateFile } from './state-file.js';

export interface Move {
  readonly environment: string;
  readonly from: Backend;
  readonly to: Backend;
  /** `needed`: it is still to be moved. `gone`: the former place holds nothing any more, and the new one does. */
  readonly standing: 'needed' | 'gone' | Standing;
  /** What is to be moved. Absent where the former place holds nothing any more. */
  readonly state?: StateFile;
  /** What the new place holds already. */
  readonly there?: StateFile;
  /** The file that a copy is kept in. */
  readonly copy?: string;
}

export interface MoveOptions {
  /** Where the state is now. Default: where Terraform's record in the stack's folder says. */
  readonly from?: Backend;
  /** The file for the copy. Default: one in the current folder, named after the environment, its lineage and serial. */
  readonly copy?: string;
}

/**
 * Looks at both places and gives what there is to do to `use`, with what does it. Nothing is changed before. Throws a
 * UserError where nobody knows where the state is, somebody is at work with it, or the new place holds something else.
 */
export async function withMove<T>(
  environment: Environment,
  { from: given, copy }: MoveOptions,
  context: Context,
  use: (move: Move, carryOut: () => Promise<StateFile>) => Promise<T>,
): Promise<T> {
  const folder = stackFolder(environment.name);
  const to = backendOf(environment.config.state);
  const from = given ?? readRecordedBackend(folder, context.variables) ?? refuseUnknown(folder);
  if (isSamePlace(from, to, context.variables)) {
    throw new UserError(
      `The state is at ${describeBackend(to)}, which is what the config names: there is nothing to move.`,
    );
  }
  context.progress.stage('Looking at both places');
  return withState(from, context, (old) =>
    withState(to, context, async (next) => {
      const found = await compare(old, next);
      const { state } = found;
      const named =
        state && found.standing === 'needed' ? (copy ?? copyName(environment.name, state)) : undefined;
      const move = { environment: environment.name, from, to, ...found, ...(named && { copy: named }) };
      context.progress.finish();
      return use(move, async () => {
        const moved = await carryOut(old, next, move, context);
        keepRecord(next.folder, folder, context.variables);
        return moved;
      });
    }),
  );
}

function refuseUnknown(folder: string): never {
  throw new UserError(
    [
      `Nobody knows where the state is now: ${folder} was never initialised on this machine.`,
      '  Name a file that says it with --from: the environment’s own file as it was before it named the new place,',
      '  such as what `git show HEAD~1:config/prod.yaml > before.yaml` writes, or one with just its `state`.',
    ].join('\n'),
  );
}

async function compare(old: OpenState, next: OpenState): Promise<Pick<Move, 'standing' | 'state' | 'there'>> {
  for (const { backend, findLock } of [old, next]) {
    const holder = await findLock();
    if (holder === undefined) continue;
    throw new UserError(
      `The state at ${describeBackend(backend)} is locked${sayHolder(holder)}. Nothing was moved.\n  Wait until that is done, then run this again.`,
    );
  }
  const [state, there] = [await old.pull(), await next.pull()];
  if (state === undefined) {
    if (there !== undefined && !isEmpty(there)) return { standing: 'gone', there };
    throw new UserError(
      `There is no state at ${describeBackend(old.backend)}: nothing was applied yet, or it is somewhere else. Nothing was moved.`,
    );
  }
  // A state with nothing in it is no loss.
  if (there === undefined || isEmpty(there)) return { standing: 'needed', state, ...(there && { there }) };
  const comparison = compareStates(old.backend, state, next.backend, there);
  if ('refusal' in comparison) throw new UserError(comparison.refusal);
  return { ...comparison, state, there };
}

/** Whether there is still something to do in the new place. */
export const isOpen = (standing: Move['standing']): boolean =>
  standing === 'needed' || standing === 'half moved';

async function carryOut(
  old: OpenState,
  next: OpenState,
  { environment, state, there, standing, copy }: Move,
  context: Context,
): Promise<StateFile> {
  if (there !== undefined && !isOpen(standing)) return there;
  if (state === undefined) throw new Error('There is nothing to move.');
  if (copy !== undefined) keepCopy(state, copy);
  context.progress.stage('Moving');
  if (standing === 'needed') await next.push(state, { over: there !== undefined });
  // To its first state, a remote backend gives a lineage of its own, whatever the state's was (seen in 1.11.4).
  const arrived = await next.pull();
  if (arrived?.lineage !== state.lineage) await next.push(state, { over: true });
  context.progress.stage('Reading it back');
  const moved = await next.pull();
  if (moved?.lineage !== state.lineage || moved.serial < state.serial || !holdSame(moved, state))
    throw new OutsideError(
      [
        `What ${describeBackend(next.backend)} gives back is not what was written to it.`,
        `  Go on with ${describeBackend(old.backend)}, which was not touched: put \`state\` back as it was. The copy is in ${copy}.`,
      ].join('\n'),
      `federation state move ${environment}`,
      '',
    );
  const left = await old.pull();
  if (left === undefined || left.lineage !== state.lineage || !holdSame(left, state))
    throw new UserError(
      [
        `While the state was moved, somebody changed it at ${describeBackend(old.backend)} (serial ${state.serial} before, ${left?.serial ?? 'none'} now): a plan or apply of the former config.`,
        `  That change is not at ${describeBackend(next.backend)}. See that nobody works, delete the state there, and run this again.`,
      ].join('\n'),
    );
  context.progress.finish();
  return moved;
}
