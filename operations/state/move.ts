/** Moves an environment's state from one backend to another. */
import type { StateConfig } from '../../model/config.js';
import type { Environment } from '../../model/environment.js';
import type { Context } from '../context.js';
import { stackFolder } from '../synthesize.js';
import { UserError } from '../user-error.js';
import { type Backend, addressOf, backendOf, describeBackend, locate } from './backend.js';
import { carryOut } from './carry-out.js';
import type { Standing } from './compare-states.js';
import { copyName } from './keep-copy.js';
import { lookAtBoth } from './look.js';
import { withState } from './open-state.js';
import { keepRecord, readRecordedBackend } from './record.js';
import { requireSettled } from './require-settled.js';
import { isSamePlace } from './same-place.js';
import type { StateFile } from './state-file.js';

export interface Move {
  readonly environment: string;
  readonly from: Backend;
  readonly to: Backend;
  /**
   * `needed`: it is still to be moved. `gone`: the former place holds nothing any more, and the new one does. `here`:
   * both are one place.
   */
  readonly standing: 'needed' | 'gone' | 'here' | Standing;
  /** What is to be moved. Absent where the former place holds nothing any more. */
  readonly state?: StateFile;
  /** What the new place holds already. */
  readonly there?: StateFile;
  /** Whether it is certain that these are two places. */
  readonly apart: boolean;
  /** The file that a copy is kept in. */
  readonly copy?: string;
}

export interface MoveOptions {
  /** Where the state is now. Default: where Terraform's record in the stack's folder says. */
  readonly from?: Backend;
  /** The file for the copy. Default: one in the current folder, named after the environment, its lineage and serial. */
  readonly copy?: string;
  /** The other environments, whose states are not this one's. */
  readonly others?: readonly { readonly name: string; readonly config: { readonly state: StateConfig } }[];
}

/**
 * Looks at both places and gives what there is to do to `use`, with what does it. Nothing is changed before. Throws a
 * UserError where nobody knows where the state is, it is another environment's, an apply left something that isn't in
 * it, somebody is at work with it, or the new place holds something else.
 */
export async function withMove<T>(
  environment: Environment,
  { from: given, copy, others = [] }: MoveOptions,
  context: Context,
  use: (move: Move, carryOut: () => Promise<StateFile>) => Promise<T>,
): Promise<T> {
  const { name } = environment;
  const folder = stackFolder(name);
  const to = locate(backendOf(environment.config.state), context.variables);
  const former = given ?? readRecordedBackend(folder, context.variables) ?? refuseUnknown(folder);
  const from = locate(former, context.variables);
  context.progress.stage('Looking at both places');
  if (isSamePlace(from, to)) {
    return withState(to, context, async (next) => {
      const there = await next.pull();
      context.progress.finish();
      if (there === undefined) refuseNone(to);
      return use({ environment: name, from, to, standing: 'here', there, apart: false }, () => {
        keepRecord(next.folder, folder, context.variables);
        return Promise.resolve(there);
      });
    });
  }
  refuseOthers(from, others);
  requireSettled(name);
  return withState(from, context, (old) =>
    withState(to, context, async (next) => {
      const found = await lookAtBoth(old, next);
      const { state } = found;
      const named = state && found.standing === 'needed' ? (copy ?? copyName(name, state)) : undefined;
      const move = { environment: name, from, to, ...found, ...(named && { copy: named }) };
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

function refuseNone(backend: Backend): never {
  throw new UserError(
    `There is no state at ${describeBackend(backend)}, which is what the config names and what this folder was last used with. Nothing was moved.\n  Nothing was applied yet, or it is somewhere else: say where with --from.`,
  );
}

/** An address that comes from the environment's variables is set anew for each. */
function refuseOthers(from: Backend, others: NonNullable<MoveOptions['others']>): void {
  for (const { name, config } of others) {
    const theirs = backendOf(config.state);
    if (theirs.type === 'http' && addressOf(theirs) === undefined) continue;
    if (!isSamePlace(from, theirs)) continue;
    throw new UserError(
      `The state at ${describeBackend(from)} is that of ${name}. Nothing was moved.\n  Say where this environment’s own state is with --from.`,
    );
  }
}
