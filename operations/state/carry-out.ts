/** Writes a state to its new place, and looks whether all of it arrived. */
import { chmodSync, existsSync } from 'node:fs';
import type { Context } from '../context.js';
import { sayHolder } from '../explain/explain-lock.js';
import { OutsideError } from '../outside-error.js';
import { UserError } from '../user-error.js';
import { type Backend, describeBackend } from './backend.js';
import { keepCopy } from './keep-copy.js';
import { requireUnchanged, saySerial } from './look.js';
import type { Move } from './move.js';
import type { OpenState } from './open-state.js';
import { holdSame, isEmpty, isUnchanged, type StateFile } from './state-file.js';

/** Whether there is still something to do in the new place. */
export const isOpen = (standing: Move['standing']): boolean =>
  standing === 'needed' || standing === 'half moved';

/**
 * Throws a UserError where somebody changed either place meanwhile; an OutsideError where the new one gives back
 * something else.
 */
export async function carryOut(
  old: OpenState,
  next: OpenState,
  move: Move,
  context: Context,
): Promise<StateFile> {
  const { environment, state, there, standing, copy } = move;
  if (there !== undefined && !isOpen(standing)) return there;
  if (state === undefined) throw new Error('There is nothing to move.');
  context.progress.stage('Looking at both places again');
  await requireUnchanged(old, next, move);
  if (copy !== undefined) keepCopy(state, copy);
  context.progress.stage('Moving');
  // Terraform itself refuses to write over a state of another lineage, or a newer one.
  if (standing === 'needed') await (there === undefined ? next.push(state) : pushOver(next, there, state));
  // To its first state, a remote backend gives a lineage of its own, whatever the state's was (seen in 1.11.4).
  const arrived = await next.pull();
  if (arrived !== undefined && arrived.lineage !== state.lineage) {
    if (!holdSame(arrived, state)) refuseChanged(next, state, arrived);
    await pushOver(next, arrived, state);
  }
  keepOthersOut(next.backend);
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
  await requireLeft(old, next, state);
  context.progress.finish();
  return moved;
}

/** Writes over a state just where it is still the one that was seen, and is empty or the same in other words. */
async function pushOver(next: OpenState, seen: StateFile, state: StateFile): Promise<void> {
  const now = await next.pull();
  if (now === undefined || !isUnchanged(seen, now) || !(isEmpty(now) || holdSame(now, state)))
    refuseChanged(next, seen, now);
  await next.push(state, { over: true });
}

function refuseChanged({ backend }: OpenState, seen: StateFile, now: StateFile | undefined): never {
  throw new UserError(
    `Somebody changed the state at ${describeBackend(backend)} while this one was moved there (${saySerial(seen)} before, ${saySerial(now)} now). It was not written over.\n  See that nobody works, look at both, then run this again.`,
  );
}

/** Throws a UserError where somebody works, or worked, with the former place while the state was moved. */
async function requireLeft(old: OpenState, next: OpenState, state: StateFile): Promise<void> {
  const [former, wanted] = [old, next].map(({ backend }) => describeBackend(backend));
  const holder = await old.findLock();
  if (holder !== undefined)
    throw new UserError(
      [
        `While the state was moved, somebody began to work with it at ${former}: it is locked${sayHolder(holder)}.`,
        `  What that changes is not at ${wanted}. Once it is done, delete the state at ${wanted}, and run this again.`,
      ].join('\n'),
    );
  const left = await old.pull();
  if (left === undefined || left.lineage !== state.lineage || !holdSame(left, state))
    throw new UserError(
      [
        `While the state was moved, somebody changed it at ${former} (serial ${state.serial} before, ${left?.serial ?? 'none'} now): a plan or apply of the former config.`,
        `  That change is not at ${wanted}. See that nobody works, delete the state there, and run this again.`,
      ].join('\n'),
    );
}

/** Terraform writes a local state for everybody to read. */
function keepOthersOut({ type, settings }: Backend): void {
  if (type !== 'local') return;
  const path = String(settings.path);
  for (const file of [path, `${path}.backup`]) if (existsSync(file)) chmodSync(file, 0o600);
}
