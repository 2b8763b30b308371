/** A state by itself: read, written, and asked about its lock, without the stack it belongs to and its providers. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../context.js';
import { explainBackend } from '../explain/explain-backend.js';
import { type LockHolder, readLock } from '../explain/explain-lock.js';
import { OutsideError } from '../outside-error.js';
import { withPrivateFolder } from '../private-folder.js';
import { type Run, runTerraform } from '../run-terraform.js';
import { STACK_FILE } from '../synthesize.js';
import { type Backend, describeBackend, toBlock } from './backend.js';
import { completeHolder, freeLock } from './http-lock.js';
import { parseState, type StateFile } from './state-file.js';

export interface OpenState {
  readonly backend: Backend;
  /** The folder of the stack that has the backend alone. It is gone afterwards. */
  readonly folder: string;
  /** Undefined where there is none yet. */
  pull(): Promise<StateFile | undefined>;
  /** @param options.over Writes over a state that is there, whatever it is. */
  push(state: StateFile, options?: { readonly over?: boolean }): Promise<void>;
  /** Undefined where nobody holds it. */
  findLock(): Promise<LockHolder | undefined>;
  removeLock(id: string): Promise<void>;
}

/** An address that no stack has. */
const NOWHERE = 'terraform_data.of_nobody';

/** Throws an OutsideError in the config's words where the backend doesn't let it in. */
export function withState<T>(
  backend: Backend,
  context: Context,
  use: (state: OpenState) => Promise<T>,
): Promise<T> {
  // The folder has data of its own, also where the stacks share theirs.
  const inside = { ...context, variables: { ...context.variables, TF_DATA_DIR: undefined } };
  return withPrivateFolder(async (folder) => {
    const toError = ({ stdout, stderr }: Run, command: string) => {
      const said = `${stdout}${stderr}`.trim();
      const why = explainBackend(said) ?? "The state can't be used.";
      return new OutsideError(`${why}\n  It is to be at: ${describeBackend(backend)}`, command, said);
    };
    const run = (args: readonly string[], allow?: readonly number[]) =>
      runTerraform(inside, folder, args, { toError, ...(allow && { allow }) });
    await writeFile(join(folder, STACK_FILE), JSON.stringify({ terraform: toBlock(backend) }));
    await run(['init', '-input=false', '-no-color']);
    return use({
      backend,
      folder,
      pull: async () => parseState((await run(['state', 'pull'])).stdout),
      push: async (state, { over = false } = {}) => {
        const file = join(folder, 'pushed.tfstate');
        await writeFile(file, state.text, { mode: 0o600 });
        await run(['state', 'push', '-no-color', ...(over ? ['-force'] : []), file]);
      },
      // It takes the lock as a change does, and changes nothing, since there is no such resource.
      findLock: async () => {
        const args = ['untaint', '-no-color', '-allow-missing', NOWHERE];
        const { code, stdout, stderr } = await run(args, [0, 1]);
        if (code === 0) return undefined;
        const holder = stderr.includes('Error acquiring the state lock') ? readLock(stderr) : undefined;
        if (holder === undefined) throw toError({ code, stdout, stderr }, `terraform ${args.join(' ')}`);
        return completeHolder(holder, backend, inside.variables);
      },
      removeLock: async (id) => {
        if (backend.type === 'http' && (await freeLock(backend, id, inside.variables))) return;
        await run(['force-unlock', '-force', '-no-color', id]);
      },
    });
  });
}
