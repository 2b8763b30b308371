/** The whole way, on the sandbox: plan, apply, people who sign in, and a second plan that must find nothing to change. */
import type { Environment } from '../model/environment.js';
import { applyPlan } from './apply.js';
import type { ChangeCounts } from './change-counts.js';
import type { Context } from './context.js';
import { withDestroyPlan } from './destroy.js';
import { withPlan } from './plan.js';
import { prepareStack } from './prepare-stack.js';
import { requireNoUnsavedState } from './recovery/save-unsaved-states.js';
import { CYCLE_MINUTES, keepsProvisioning } from './provisioning-cycle.js';
import type { Made, Provisioned, Sandbox } from './sandbox.js';
import { rehearseSignIns, type SignIns } from './sign-in-rehearsal.js';

export interface Rehearsal extends SignIns {
  readonly environment: string;
  /** How many objects the apply made. */
  readonly resources: number;
  /** How many grants are in place. */
  readonly grants: number;
  readonly secondPlan: ChangeCounts;
  /** Whether the second plan has nothing to apply, as it must. */
  readonly settled: boolean;
  /** What provisioning came to after its next cycle; absent where this environment doesn't keep it. */
  readonly provisioned?: Provisioned;
}

export async function rehearse(
  environment: Environment,
  context: Context,
  sandbox: Sandbox,
): Promise<Rehearsal> {
  requireNoUnsavedState(environment.name);
  // The state is the sandbox's own, and new: where an earlier one was kept says nothing.
  const stack = await prepareStack(environment, context, ['-reconfigure']);
  const first = await withPlan(stack, context, {}, async (plan) => {
    await applyPlan(plan, context);
    return plan;
  });
  const provisioned = keepsProvisioning(environment) ? await awaitCycle(context, sandbox) : undefined;
  const signIns = await rehearseSignIns(stack, context, sandbox, unprovisioned(provisioned));
  const second = await withPlan(stack, context, { stage: 'Planning again' }, async (plan) => plan);
  return {
    environment: environment.name,
    resources: first.counts.add,
    grants: environment.access.grants.filter(({ withheld }) => withheld === undefined).length,
    secondPlan: second.counts,
    settled: second.empty,
    provisioned,
    ...signIns,
  };
}

const unprovisioned = (provisioned: Provisioned | undefined): string[] =>
  (provisioned?.failed ?? []).map(({ name }) => name);

/** Members follow with the next cycle: the sandbox needn't wait for it. */
async function awaitCycle({ progress }: Context, sandbox: Sandbox): Promise<Provisioned> {
  progress.stage('Provisioning');
  await sandbox.pass(CYCLE_MINUTES);
  return sandbox.provisioned();
}

/** Destroys what the rehearsal made, and returns what the two clouds still hold: nothing was left, if all is well. */
export async function destroyRehearsal(
  environment: Environment,
  context: Context,
  sandbox: Sandbox,
): Promise<Made> {
  await withDestroyPlan(environment, context, (plan) => applyPlan(plan, context));
  return sandbox.made();
}
