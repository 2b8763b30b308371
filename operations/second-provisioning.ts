import { error } from '../model/problem.js';
import type { Context } from './context.js';
import { ACCOUNT_ASSIGNMENT } from './guard/planned-grants.js';
import { listState } from './list-state.js';
import type { Stack } from './prepare-stack.js';
import { ProblemsError } from './problems-error.js';
import type { PlannedChange } from './terraform-message.js';

/** The job, and what it signs in to AWS with; not provisioning on demand. */
const PROVISIONING = /^azuread_synchronization_(?:job|secret)\./;

/**
 * Throws a ProblemsError where a plan would set up provisioning, and access that it brought stands already, as after
 * `provisioning: existing`. Terraform would write over the credentials of what stands unseen, and ask in vain for a
 * second job. What was set up here once, and is gone, is set up again.
 */
export async function refuseSecondProvisioning(
  { environment, folder }: Stack,
  context: Context,
  changes: readonly PlannedChange[],
): Promise<void> {
  const makes = changes.some(({ action, address }) => action === 'create' && PROVISIONING.test(address));
  if (!makes) return;
  const known = [...(await listState(context, folder))];
  const stands = known.some((address) => address.startsWith(`${ACCOUNT_ASSIGNMENT}.`));
  if (!stands || known.some((address) => PROVISIONING.test(address))) return;
  throw new ProblemsError([
    error(
      environment.locate(['entra', 'provisioning']),
      'provisioning runs already: it has brought groups and users to AWS, and the state doesn’t know it. It would be set up a second time, and what it signs in to AWS with written over.',
      `To keep it here, take it over: federation plan ${environment.name} --import. Where it is gone from Entra, the same sets it up anew.`,
    ),
  ]);
}
