/** Which calls the provider's client (go-azure-sdk) repeats by itself, and how often. */
import { type Call, intercept, type Interceptor, isRead } from '../../../world/calls.js';
import { GraphError } from '../../../world/entra/graph-error.js';
import { ConnectionError } from '../../../world/faults/connection-error.js';
import type { World } from '../../../world/world.js';

/** As many as fit into five minutes, most resources' timeout. The real one waits 1, 2, 4 … 61 seconds; here no time passes. */
const ATTEMPTS = 10;

/** What `called` repeats, with its waits and timeouts. */
const REPEATED_BY_THE_RESOURCE = ['synchronization', 'conditionalAccessPolicies'];

/** The world as the client calls it. */
export function repeating(world: World): World {
  /** Ids of what this client has made: the provider waits until they are everywhere. */
  const made = new Set<unknown>();
  const interceptor: Interceptor = (call, proceed) => {
    if (call.cloud !== 'entra') return proceed();
    if (REPEATED_BY_THE_RESOURCE.includes(call.service) && !isRead(call)) return proceed();
    const noted = (answer: unknown) => {
      if (!isRead(call)) for (const id of idsIn(answer)) made.add(id);
      return answer;
    };
    const again = (error: unknown, attempt: number): unknown => {
      if (attempt >= ATTEMPTS || !isRepeated(error, call, made)) throw error;
      return send(attempt + 1);
    };
    const send = (attempt: number): unknown => {
      try {
        const answer = proceed();
        return answer instanceof Promise
          ? answer.then(noted, (error: unknown) => again(error, attempt))
          : noted(answer);
      } catch (error) {
        return again(error, attempt);
      }
    };
    return send(1);
  };
  return intercept(world, interceptor);
}

const NOT_FOUND = 404;
const TOO_MANY_REQUESTS = 429;
const NOT_IMPLEMENTED = 501;

/** Whatever was throttled or failed by itself, also where it changes something; what got no answer, only where it reads. */
function isRepeated(error: unknown, call: Call, made: ReadonlySet<unknown>): boolean {
  if (error instanceof ConnectionError) return isRead(call);
  if (!(error instanceof GraphError)) return false;
  return (
    isBusy(error.status) || (error.status === NOT_FOUND && call.input.some((argument) => made.has(argument)))
  );
}

/** Throttled or failed by itself: it may pass. */
export const isBusy = (status: number): boolean =>
  status === TOO_MANY_REQUESTS || (status >= 500 && status !== NOT_IMPLEMENTED);

interface Made {
  readonly id?: string;
  readonly application?: Made;
  readonly servicePrincipal?: Made;
}

function idsIn(answer: unknown): (string | undefined)[] {
  if (typeof answer !== 'object' || answer === null) return [];
  const { id, application, servicePrincipal } = answer as Made;
  return [id, application?.id, servicePrincipal?.id].filter(Boolean);
}
