/** Callers that may do what they have been granted, and nothing else. */
import { AwsError } from '../aws/aws-error.js';
import type { Caller } from '../aws/state.js';
import type { Call, Interceptor } from '../calls.js';
import { GraphError } from '../entra/graph-error.js';
import { neededActions } from './aws-actions.js';
import { allows, type PolicyDocument } from './aws-policy.js';
import { enoughFor } from './graph-permissions.js';

export interface Granted {
  /** The IAM policies of a caller; none for one that has no rights at all. */
  policiesOf(caller: Caller): readonly PolicyDocument[];
  /** Application permissions of Microsoft Graph of the tenant's deployer. */
  readonly graph: readonly string[];
}

/** @returns An interceptor that refuses, in the cloud's own words, what isn't granted. */
export const enforcePermissions =
  (granted: Granted): Interceptor =>
  (call, proceed) => {
    if (call.cloud === 'aws') authorizeAws(call, granted);
    else authorizeEntra(call, granted);
    return proceed();
  };

/** @throws AwsError AccessDeniedException, or AccessDenied of iam and sts. */
function authorizeAws(call: Call, { policiesOf }: Granted): void {
  const needed = neededActions(call);
  const { caller } = call;
  if (caller === undefined) return;
  const policies = policiesOf(caller);
  const missing = needed.find(({ action, resource }) => !allows(policies, action, resource));
  if (missing === undefined) return;
  const { action, resource } = missing;
  throw new AwsError(
    ['iam', 'sts'].includes(call.service) ? 'AccessDenied' : 'AccessDeniedException',
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
  );
}

/** @throws GraphError 403, which names no permission, as Graph doesn't. */
function authorizeEntra({ service, operation }: Call, { graph }: Granted): void {
  const enough = enoughFor(service, operation);
  if (enough === undefined || enough.some((permission) => graph.includes(permission))) return;
  throw new GraphError(
    403,
    'Authorization_RequestDenied',
    'Insufficient privileges to complete the operation.',
  );
}
