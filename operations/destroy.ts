import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../model/environment.js';
import type { Context } from './context.js';
import { emptyStack } from './empty-stack.js';
import { type Plan, withPlan } from './plan.js';
import { prepareStack } from './prepare-stack.js';
import { STACK_FILE, synthesize } from './synthesize.js';

/**
 * Plans for everything to go and gives the plan to `use`. Afterwards the ordinary stack stands in the folder again,
 * so that nobody destroys anything by a plain `terraform apply` there.
 */
export async function withDestroyPlan<T>(
  environment: Environment,
  context: Context,
  use: (plan: Plan) => Promise<T>,
): Promise<T> {
  const stack = await prepareStack(environment, context);
  const file = join(stack.folder, STACK_FILE);
  try {
    const ordinary = JSON.parse(readFileSync(file, 'utf8')) as Parameters<typeof emptyStack>[0];
    writeFileSync(file, JSON.stringify(emptyStack(ordinary), null, 2));
    return await withPlan(stack, context, { stage: 'Planning to destroy' }, use);
  } finally {
    synthesize(environment);
  }
}
