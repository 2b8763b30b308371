/** What goes over the wire of the SCIM endpoint, and how it says no. */
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.js';

export interface ScimRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  /** The access token, without the word `Bearer`. */
  readonly token: string;
  readonly body?: unknown;
}

export interface ScimResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What an operation answers, before it becomes a response. */
export interface Answer {
  readonly status: number;
  readonly body?: object;
}

/**
 * AWS's words: as reported for 400 and 409, and after its developer guide for the others (UNVERIFIED). It has one text
 * for everything that it can't take, which doesn't say what that was.
 */
const DETAIL_OF: Readonly<Record<number, string>> = {
  400: 'Request is unparsable, syntactically incorrect, or violates schema.',
  401: 'Authorization header is invalid or missing.',
  403: 'Operation is not permitted based on the supplied authorization.',
  409: 'Refused to create a new, duplicate resource.',
  429: 'Too many requests exceeded the limits.',
  500: 'Service failed to process the request.',
};

interface Details {
  /** Default: AWS's words for the status. */
  readonly detail?: string;
  /** What exactly is wrong, which AWS doesn't say. */
  readonly reason?: string;
  /** Seconds. */
  readonly retryAfter?: number | undefined;
}

/** What is thrown to answer a refusal. */
export class ScimError extends Error {
  constructor(
    readonly status: number,
    readonly details: Details = {},
  ) {
    super(details.detail ?? DETAIL_OF[status] ?? `Status ${status}.`);
  }
}

export const invalid = (reason: string): ScimError => new ScimError(400, { reason });

export const duplicate = (reason: string): ScimError => new ScimError(409, { reason });

/** @param what `TENANT`, for which these words are reported of AWS, or another, such as `GROUP` (UNVERIFIED). */
export const doesNotExist = (what: string): ScimError =>
  new ScimError(404, { detail: `${what} does not exist.` });

/** For what the real endpoint can do and this one can't. */
export const notModelled = (what: string): ScimError =>
  new ScimError(501, { detail: `The sandbox does not model ${what}.` });

/** A response that shares nothing with what the world holds. */
export function respond(
  { status, body }: Answer,
  headers: Readonly<Record<string, string>> = {},
): ScimResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID(), ...headers },
    ...(body === undefined ? {} : { body: structuredClone(body) }),
  };
}

/** AWS names the schema twice, under `schema` and under `schemas`. The header `x-sandbox-reason` is the sandbox's own. */
export function refuse({ status, message, details }: ScimError, clock: Clock): ScimResponse {
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:Error'];
  const { reason, retryAfter } = details;
  const body = {
    schema: schemas,
    schemas,
    detail: message,
    status: String(status),
    exceptionRequestId: randomUUID(),
    timeStamp: clock.now().toISOString().replace('T', ' ').replace('Z', ''),
  };
  return respond(
    { status, body },
    {
      ...(reason === undefined ? {} : { 'x-sandbox-reason': reason.replaceAll(/[^ -~]/g, '?') }),
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    },
  );
}
