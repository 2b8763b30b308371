/** What a request asks for: the service by its signature, the operation by its protocol. */
import { AwsError } from '../../world/aws/aws-error.js';
import { jsonProtocol } from './json-protocol.js';
import type { Call, Protocol } from './protocol.js';
import { queryProtocol } from './query-protocol.js';
import { operationsOf, services, type Service } from './services.js';
import { shapesOf } from './shapes.js';
import type { Authorization, SignedRequest } from './signature.js';

/** A request before anything is known of its sender and of its operation. */
export interface Asked {
  readonly protocol: Protocol;
  /** As the client names the service, and the service where it is modelled. */
  readonly serviceName: string;
  readonly service: Service | undefined;
  /** Where the client asks something of a service: its target, or the version of its API. */
  readonly at: string;
  readonly operation: string;
  readonly input: unknown;
}

/** Requests with the header `X-Amz-Target` are JSON's. */
export function readRequest(
  { message, body }: SignedRequest,
  authorization: Authorization | undefined,
): Asked {
  const target = message.headers['x-amz-target'];
  const signed = services.find(({ signingName }) => signingName === authorization?.service);
  const serviceName = signed?.name ?? authorization?.service ?? 'an unsigned request';
  if (typeof target === 'string') {
    const [at = '', operation = ''] = target.split('.');
    const input = body.toString('utf8');
    return { protocol: jsonProtocol, serviceName, service: signed, at, operation, input };
  }
  const form = new URLSearchParams(body.toString('utf8'));
  const operation = form.get('Action') ?? '';
  const at = form.get('Version') ?? '';
  form.delete('Action');
  form.delete('Version');
  const service = signed ?? services.find((each) => isUnsigned(each, operation));
  return { protocol: queryProtocol, serviceName, service, at, operation, input: form };
}

/** Whether the operation is asked without credentials. */
export const isUnsigned = (service: Service | undefined, operation: string): boolean =>
  service?.protocol === 'query' && service.unsigned.includes(operation);

/** Throws UnknownOperationException, or InvalidAction, that names what isn't modelled. */
export function findCall({ protocol, serviceName, service, at, operation, input }: Asked): Call {
  const there = service?.protocol === 'json' ? service.target : service?.version;
  if (!service || at !== there || !operationsOf(service).includes(operation)) {
    const asked = [at, operation].filter(Boolean).join('.') || 'that';
    throw new AwsError(
      protocol.unknownOperation,
      `The sandbox does not model ${asked} of ${serviceName}. Services that it models operations of: ${known}.`,
    );
  }
  return { service, operation, shapes: shapesOf(service, operation), input };
}

const known = services.map(({ name }) => name).join(', ');
