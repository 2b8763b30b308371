/** Faults of the world as the vendors' own clients and plain HTTP meet them. */
import { ListInstancesCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { serveAws, type AwsServer } from '../../../sandbox/faces/aws/serve.js';
import { serveGraph, type ServedGraph } from '../../../sandbox/faces/graph/serve.js';
import { intercept } from '../../../sandbox/world/calls.js';
import type { Fault, FaultKind } from '../../../sandbox/world/faults/fault.js';
import { Faults } from '../../../sandbox/world/faults/faults.js';
import { sendTo, tokenForm } from '../../helpers/graph.js';
import { createTestWorld, testSeed } from '../../helpers/world.js';
import { readFile } from 'node:fs/promises';

const faults = new Faults();
let aws: AwsServer;
let graph: ServedGraph;
beforeAll(async () => {
  const world = intercept(createTestWorld(), faults.interceptor);
  [aws, graph] = await Promise.all([serveAws(world, testSeed.aws.region), serveGraph(world)]);
});
afterAll(() => Promise.all([aws.stop(), graph.stop()]));
afterEach(() => faults.end());

const reading = (place: Fault['place'], kind: FaultKind, times = 1): Fault[] => [
  { kind, place, on: 'read', nth: 1, times },
];

/** Without tries of its own, unless it is given some. */
const listInstances = async (maxAttempts = 1): Promise<string> => {
  const { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = aws.environment;
  const client = new SSOAdminClient({
    endpoint,
    region: testSeed.aws.region,
    maxAttempts,
    credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
  });
  try {
    const { Instances = [] } = await client.send(new ListInstancesCommand({}));
    return `${Instances.length} instance`;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    const status = $metadata?.httpStatusCode;
    return status === undefined ? message.replace(/^.*: /, '') : `${name} ${status}`;
  }
};

describe('AWS’s own client', () => {
  test.each<[FaultKind, string]>([
    ['throttled', 'ThrottlingException 400'],
    ['unavailable', 'InternalServerException 500'],
    ['expired', 'ExpiredTokenException 400'],
    ['reset', 'socket hang up'],
    ['timedOut', 'socket hang up'],
  ])('%s', async (kind, heard) => {
    faults.begin(reading('aws', kind, Infinity));
    expect(await listInstances()).toBe(heard);
  });

  test('gets over a connection that is reset once', async () => {
    faults.begin(reading('aws', 'reset'));
    expect(await listInstances(2)).toBe('1 instance');
  });
});

describe('Graph over HTTP', () => {
  const users = async () => {
    const ca = await readFile(graph.environment['SSL_CERT_FILE'] ?? '', 'utf8');
    const { text } = await sendTo(
      new URL(`/${testSeed.entra.tenantId}/oauth2/v2.0/token`, graph.origin),
      ca,
      {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: tokenForm(graph),
      },
    );
    const { access_token: token } = JSON.parse(text) as { access_token: string };
    return sendTo(new URL('/v1.0/users', graph.origin), ca, {
      headers: { authorization: `Bearer ${token}` },
    });
  };

  test.each<[FaultKind, number, string, string | null]>([
    ['throttled', 429, 'TooManyRequests', '1'],
    ['unavailable', 503, 'ServiceUnavailable', null],
    ['expired', 401, 'InvalidAuthenticationToken', null],
  ])('%s', async (kind, expected, code, retryAfter) => {
    faults.begin(reading('entra', kind));
    const { status, headers, text } = await users();
    expect([status, headers.get('retry-after')]).toEqual([expected, retryAfter]);
    expect(JSON.parse(text)).toMatchObject({ error: { code } });
  });

  test.each<[FaultKind]>([['reset'], ['timedOut']])('%s: the connection is reset', async (kind) => {
    faults.begin(reading('entra', kind));
    await expect(users()).rejects.toMatchObject({ code: 'ECONNRESET' });
  });
});
