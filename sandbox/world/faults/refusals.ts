/** What the clouds answer where a fault meets a call. */
import { AwsError } from '../aws/aws-error.js';
import type { Call } from '../calls.js';
import { GraphError } from '../entra/graph-error.js';
import { ConnectionError } from './connection-error.js';
import type { FaultKind } from './fault.js';

export type Refused = Extract<
  FaultKind,
  'throttled' | 'unavailable' | 'timedOut' | 'reset' | 'conflict' | 'answerLost' | 'answerWrong' | 'expired'
>;

export function refusal(kind: Refused, call: Pick<Call, 'cloud' | 'service'>): Error {
  if (kind === 'timedOut') return new ConnectionError('timeout');
  if (kind === 'reset' || kind === 'answerLost') return new ConnectionError('reset');
  if (call.cloud === 'entra') return new GraphError(...GRAPH[kind]);
  return new AwsError(...(QUERY_SERVICES.includes(call.service) ? AWS_QUERY : AWS_JSON)[kind]);
}

type Answered = Exclude<Refused, 'timedOut' | 'reset' | 'answerLost'>;

const QUERY_SERVICES = ['iam', 'sts'];

/** The messages of 5xx and of conflicts are unverified. */
const AWS_JSON: Readonly<Record<Answered, [code: string, message: string]>> = {
  throttled: ['ThrottlingException', 'Rate exceeded'],
  unavailable: ['InternalServerException', 'An internal error occurred'],
  answerWrong: ['InternalServerException', 'An internal error occurred'],
  conflict: ['ConflictException', 'The resource is being modified by another request'],
  expired: ['ExpiredTokenException', 'The security token included in the request is expired'],
};

const AWS_QUERY: typeof AWS_JSON = {
  throttled: ['Throttling', 'Rate exceeded'],
  unavailable: ['ServiceUnavailable', 'Service is unable to handle request.'],
  answerWrong: ['ServiceUnavailable', 'Service is unable to handle request.'],
  conflict: ['ConcurrentModification', 'The resource is being modified by another request'],
  expired: ['ExpiredToken', 'The security token included in the request is expired'],
};

/** The message of a conflict is unverified. */
const GRAPH: Readonly<Record<Answered, [status: number, code: string, message: string]>> = {
  throttled: [429, 'TooManyRequests', 'Please retry again later.'],
  unavailable: [503, 'ServiceUnavailable', 'The service is temporarily unavailable.'],
  answerWrong: [500, 'InternalServerError', 'An internal server error occurred.'],
  conflict: [409, 'Directory_ConcurrencyViolation', 'The object was changed by another request.'],
  expired: [401, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.'],
};
