/** What both protocols have in common: a call, an answer, and the refusals that come before any operation. */
import type { AwsError } from '../../world/aws/aws-error.js';
import type { Service } from './services.js';
import type { OperationShapes, Shape } from './shapes.js';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An operation that is modelled, with its input as it was sent. */
export interface Call {
  readonly service: Service;
  readonly operation: string;
  readonly shapes: OperationShapes;
  readonly input: unknown;
}

/** Why a request isn't let in. */
export type Denial = 'unsigned' | 'malformed' | 'unknownKey' | 'expiredKey' | 'wrongSignature';

export interface Protocol {
  /** What each denial is called and says. */
  readonly denials: Readonly<Record<Denial, readonly [code: string, message: string]>>;
  /** What an operation is called that isn't there. */
  readonly unknownOperation: string;
  /** What an input is called that lacks a required member. */
  readonly invalidInput: string;
  /** The input as the operation takes it. Throws AwsError for one that isn't of the shape. */
  read(shape: Shape, input: unknown): unknown;
  /** Throws Error where the world's output isn't of the shape. */
  answer(call: Call, output: unknown, requestId: string): Answer;
  refuse(service: Service | undefined, error: AwsError): Answer;
}

const SIGNATURE =
  'The request signature we calculated does not match the signature you provided. ' +
  'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
const INVALID_TOKEN = 'The security token included in the request is invalid.';
const EXPIRED_TOKEN = 'The security token included in the request is expired';
const MALFORMED =
  "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters of AWS4-HMAC-SHA256, and the header 'X-Amz-Date'.";

export const jsonDenials: Protocol['denials'] = {
  unsigned: ['MissingAuthenticationTokenException', 'Missing Authentication Token'],
  malformed: ['IncompleteSignatureException', MALFORMED],
  unknownKey: ['UnrecognizedClientException', INVALID_TOKEN],
  expiredKey: ['ExpiredTokenException', EXPIRED_TOKEN],
  wrongSignature: ['InvalidSignatureException', SIGNATURE],
};

export const queryDenials: Protocol['denials'] = {
  unsigned: ['MissingAuthenticationToken', 'Request is missing Authentication Token'],
  malformed: ['IncompleteSignature', MALFORMED],
  unknownKey: ['InvalidClientTokenId', INVALID_TOKEN],
  expiredKey: ['ExpiredToken', EXPIRED_TOKEN],
  wrongSignature: ['SignatureDoesNotMatch', SIGNATURE],
};
