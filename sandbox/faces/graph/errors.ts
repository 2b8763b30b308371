/** Graph's refusals as they go over the wire. */
import { GraphError } from '../../world/entra/graph-error.js';

export interface Refusal {
  readonly status: number;
  readonly body: object;
}

/** What isn't a refusal of the tenant's is a fault of the sandbox, and says so. */
export function refusalOf(error: unknown, requestId: string, now: Date): Refusal {
  const { status, code, message } =
    error instanceof GraphError
      ? error
      : new GraphError(500, 'InternalServerError', `The sandbox failed: ${String(error)}`);
  const date = now.toISOString().slice(0, -'.000Z'.length);
  return {
    status,
    body: {
      error: {
        code,
        message,
        innerError: { date, 'request-id': requestId, 'client-request-id': requestId },
      },
    },
  };
}
