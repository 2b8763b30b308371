/** What Microsoft Graph answers when it refuses. */

/**
 * An error with Graph's HTTP status, `error.code` and `error.message`. The wording is Graph's own where it is publicly
 * known; `notModelled` is the sandbox's.
 */
export class GraphError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export const notFound = (id: string): GraphError =>
  new GraphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );

export const badRequest = (message: string, code = 'Request_BadRequest'): GraphError =>
  new GraphError(400, code, message);

export const invalidValue = (property: string, resource: string): GraphError =>
  badRequest(`Invalid value specified for property '${property}' of resource '${resource}'.`);

/** For what the real tenant can do and this one can't. */
export const notModelled = (what: string): GraphError =>
  new GraphError(501, 'NotImplemented', `The sandbox does not model ${what}.`);
