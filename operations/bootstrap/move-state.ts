/** The bucket's state on its way into the bucket. */
import { isDeepStrictEqual } from 'node:util';
import type { Context } from '../context.js';
import { runTerraform } from '../run-terraform.js';
import { UserError } from '../user-error.js';
import {
  LOCAL_STATE,
  type LocalState,
  parseState,
  readLocalState,
  removeLocalState,
  type State,
} from './local-state.js';

/** Copies the local state into the bucket, and removes it once the bucket gives the same back. */
export async function moveState(folder: string, context: Context): Promise<void> {
  await runTerraform(context, folder, ['state', 'push', '-no-color', LOCAL_STATE]);
  const moved = await pullState(folder, context);
  const local = readLocalState(folder);
  if (typeof local === 'string' || !isDeepStrictEqual(local.resources, moved.resources))
    throw twoStates(folder);
  removeLocalState(folder);
}

/** Where a run was cut off after the move: removes the local state, which the bucket's has taken the place of. */
export async function removeMovedState(folder: string, context: Context): Promise<void> {
  const local = readLocalState(folder);
  if (local === 'none') return;
  if (!holdsAll(await pullState(folder, context), local)) throw twoStates(folder);
  removeLocalState(folder);
}

/** Both are of one bucket, whose name is the id of every object. The lineage tells nothing: `state push` begins another. */
const holdsAll = (moved: State, local: LocalState): boolean =>
  typeof local === 'string' ||
  local.resources.every(({ type }) => moved.resources.some((other) => other.type === type));

const pullState = async (folder: string, context: Context): Promise<State> =>
  parseState((await runTerraform(context, folder, ['state', 'pull'])).stdout);

const twoStates = (folder: string): UserError =>
  new UserError(
    [
      `The bucket holds a state of its own, and ${folder}/${LOCAL_STATE} holds another. Nothing was changed.`,
      '  The one in the bucket counts. When you have looked at the other, remove that file and run this again.',
    ].join('\n'),
  );
