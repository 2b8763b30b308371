/** The whole way, on the sandbox: plan, apply, and a second plan that must find nothing to change. */
import type { Environment } from '../model/environment.js';
import { applyPlan } from './apply.js';
import type { ChangeCounts } from './change-counts.js';
import type { Context } from './context.js';
import { withDestroyPlan } from './destroy.js';
import { withPlan } from './plan.js';
import { prepareStack } from './prepare-stack.js';
import type { Sandbox } from './sandbox.js';

export interface Rehearsal {
  readonly environment: string;
  /** How many objects the apply made. */
  readonly resources: number;
  /** How many grants are in place. */
  readonly grants: number;
  readonly secondPlan: ChangeCounts;
  /** Whether the second plan has nothing to apply, as it must. */
  readonly settled: boolean;
}

export async function rehearse(environment: Environment, context: Context): Promise<Rehearsal> {
  const stack = await prepareStack(environment, context);
  const first = await withPlan(stack, context, {}, async (plan) => {
    await applyPlan(plan, context);
    return plan;
  });
  const second = await withPlan(stack, context, { stage: 'Planning again' }, async (plan) => plan);
  return {
    environment: environment.name,
    resources: first.counts.add,
    grants: environment.access.grants.filter(({ withheld }) => withheld === undefined).length,
    secondPlan: second.counts,
    settled: second.empty,
  };
}

/** Destroys what the rehearsal made, and returns what the two clouds still hold of it: nothing, if all is well. */
export async function destroyRehearsal(
  environment: Environment,
  context: Context,
  sandbox: Sandbox,
): Promise<readonly unknown[]> {
  await withDestroyPlan(environment, context, (plan) => applyPlan(plan, context));
  return sandbox.made();
}
