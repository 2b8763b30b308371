/** The sandbox's AWS organization over HTTP, on loopback, for clients that AWS makes. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { AwsError } from '../../world/aws/aws-error.js';
import { satisfyAs } from '../../world/aws/constraints.js';
import { RequestRates } from '../../world/aws/request-rates.js';
import type { Caller } from '../../world/aws/state.js';
import { ConnectionError } from '../../world/faults/connection-error.js';
import type { World } from '../../world/world.js';
import { breakOff } from '../break-off.js';
import { AccessKeys, isRoleCredentials } from './access-keys.js';
import { authenticate } from './authenticate.js';
import { notModelledIn } from './not-modelled.js';
import type { Answer, Call, Protocol } from './protocol.js';
import { findCall, isUnsigned, readRequest, type Asked } from './requests.js';
import { isMembers, missing, type Members } from './shapes.js';
import { parseAuthorization } from './signature.js';

export interface AwsServer {
  /** For a process with AWS's clients: where the organization is, and the deployer's keys. Unset `AWS_PROFILE` there. */
  readonly environment: Readonly<Record<string, string>>;
  /** On request, the rates that AWS holds its callers to. */
  readonly rates: RequestRates;
  stop(): Promise<void>;
}

interface Served {
  readonly world: World;
  readonly keys: AccessKeys;
  readonly rates: RequestRates;
}

/** Who asks for what needs no credentials. */
const ANYONE: Caller = { account: 'anonymous', region: 'us-east-1', arn: 'anonymous' };

/** @param region The Region that clients call where they are told no other: the instance's. */
export async function serveAws(world: World, region: string): Promise<AwsServer> {
  const served = { world, keys: new AccessKeys(world), rates: new RequestRates(world.clock) };
  const server = createServer((message, response) => {
    respond(served, message).then(
      ({ status, headers, body }) => response.writeHead(status, headers).end(body),
      (error: Error) => {
        if (error instanceof ConnectionError) void breakOff(message.socket, error, world.clock);
        else response.writeHead(500).end(error.message);
      },
    );
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { accessKeyId, secretAccessKey } = served.keys.deployer;
  return {
    environment: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: '',
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    rates: served.rates,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(served: Served, message: IncomingMessage): Promise<Answer> {
  const request = { message, body: await buffer(message) };
  const authorization = parseAuthorization(message);
  const asked = readRequest(request, authorization);
  try {
    const caller =
      authorization === undefined && isUnsigned(asked.service, asked.operation)
        ? ANYONE
        : await authenticate(served.keys, served.world.clock, asked.protocol, authorization, request);
    return answer(served, asked, caller);
  } catch (error) {
    if (error instanceof ConnectionError) throw error;
    return asked.protocol.refuse(asked.service, error instanceof AwsError ? error : internalFailure(error));
  }
}

function answer({ world, keys, rates }: Served, asked: Asked, caller: Caller): Answer {
  const call = findCall(asked);
  rates.take(call.service.name, call.operation);
  const input = readInput(asked.protocol, call);
  const operations: Readonly<Record<string, unknown>> = world.aws.as(caller)[call.service.api];
  const output = (operations[call.operation] as (input: Members) => unknown)(input);
  if (isRoleCredentials(output)) keys.admit(output);
  return asked.protocol.answer(call, output, randomUUID());
}

function readInput(protocol: Protocol, { service, operation, shapes, input }: Call): Members {
  const read = protocol.read(shapes.input, input);
  const members = isMembers(read) ? read : {};
  satisfyAs(protocol.invalidInput, ...missing(shapes.input, members));
  const lacking = notModelledIn(service, operation).filter((name) => name in members);
  if (lacking.length > 0) {
    throw new AwsError(
      'NotImplemented',
      `The sandbox does not model ${lacking.join(', ')} of ${service.name} ${operation}.`,
    );
  }
  return members;
}

/** A fault of the sandbox itself, as AWS would call one of its own. */
const internalFailure = (error: unknown): AwsError =>
  new AwsError('InternalFailure', error instanceof Error ? error.message : String(error));
