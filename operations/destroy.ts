import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import type { Environment } from '../model/environment.js';
import type { Context } from './context.js';
import { emptyStack } from './empty-stack.js';
import { initialize } from './initialize.js';
import { type Plan, withPlan } from './plan.js';
import { createStack, type Stack } from './prepare-stack.js';
import { destroyFolders, destroyPrefix, keepUnsavedStates } from './recovery/unsaved-state.js';
import { LOCK_FILE, STACK_FILE } from './synthesize.js';

/**
 * Plans for everything to go and gives the plan to `use`. The emptied stack lies in a folder of its own: in the
 * ordinary one, a plain `terraform apply` would destroy everything were this program killed in between. It lies beside
 * that one, where a state that Terraform leaves in it is found again.
 */
export async function withDestroyPlan<T>(
  environment: Environment,
  context: Context,
  use: (plan: Plan) => Promise<T>,
): Promise<T> {
  const ordinary = await createStack(environment, context);
  const folder = mkdtempSync(destroyPrefix(environment.name));
  try {
    writeEmptied(ordinary, folder);
    await initialize(context, folder);
    const options = { stage: 'Planning to destroy', destroying: true };
    return await withPlan({ environment, folder }, context, options, (plan) => {
      // It was made under the state's lock: no other Terraform works in these.
      removeOthers(environment.name, folder);
      return use(plan);
    });
  } finally {
    keepUnsavedStates(environment.name);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Those of programs that were killed. */
function removeOthers(environment: string, own: string): void {
  keepUnsavedStates(environment);
  for (const folder of destroyFolders(environment))
    if (folder !== own) rmSync(folder, { recursive: true, force: true });
}

/** With the ordinary stack's providers at hand, so that nothing is downloaded again and no other version is chosen. */
function writeEmptied({ folder }: Stack, emptied: string): void {
  const stack = JSON.parse(readFileSync(join(folder, STACK_FILE), 'utf8')) as Parameters<
    typeof emptyStack
  >[0];
  writeFileSync(join(emptied, STACK_FILE), JSON.stringify(emptyStack(stack), null, 2));
  const lockFile = join(folder, LOCK_FILE);
  if (existsSync(lockFile)) copyFileSync(lockFile, join(emptied, LOCK_FILE));
  symlinkSync(resolve(folder, '.terraform'), join(emptied, '.terraform'), 'junction');
}
