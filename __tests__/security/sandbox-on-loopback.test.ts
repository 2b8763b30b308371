/** The sandbox is reached from this machine alone, and a web page that a name was made to point there for gets nothing. */
import { connect } from 'node:net';
import { request as requestHttp, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { type Sandbox, startSandbox } from '../../sandbox/start.js';
import { testSeed } from '../helpers/world.js';

let sandbox: Sandbox;
/** By face: where it is. */
let faces: Readonly<Record<'state' | 'aws' | 'graph' | 'signIn', URL>>;

beforeAll(async () => {
  sandbox = await startSandbox(testSeed, { clients: true });
  const { TF_HTTP_ADDRESS, AWS_ENDPOINT_URL, ARM_METADATA_HOSTNAME } = sandbox.environment;
  faces = {
    state: new URL(TF_HTTP_ADDRESS ?? ''),
    aws: new URL(AWS_ENDPOINT_URL ?? ''),
    graph: new URL(`https://${ARM_METADATA_HOSTNAME}`),
    signIn: new URL(sandbox.signIn.origin),
  };
});

afterAll(() => sandbox.stop());

const FACES = ['state', 'aws', 'graph', 'signIn'] as const;

test.each(FACES)('%s listens on loopback alone', async (face) => {
  const port = Number(faces[face].port);
  const elsewhere = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4');
  expect(await isOpen('127.0.0.1', port)).toBe(true);
  for (const { address } of elsewhere) expect(await isOpen(address, port)).toBe(false);
});

const isOpen = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

/** What a page of this origin, whose name points to loopback, gets: without the credentials that it doesn't know. */
async function askAs(origin: string, face: URL, options: RequestOptions = {}, body = ''): Promise<number> {
  const send = face.protocol === 'https:' ? requestHttps : requestHttp;
  const headers = { host: new URL(origin).host, origin, 'content-type': 'text/plain', ...options.headers };
  return new Promise((resolve, reject) => {
    const request = send(
      // No browser would trust the certificate either.
      {
        host: '127.0.0.1',
        port: face.port,
        path: face.pathname,
        rejectUnauthorized: false,
        ...options,
        headers,
      },
      (response) => void text(response).then(() => resolve(response.statusCode ?? 0), reject),
    );
    request.once('error', reject).end(body);
  });
}

const EVIL = 'http://evil.example:8080';

test('without its credentials, no face answers', async () => {
  expect(await askAs(EVIL, faces.state)).toBe(401);
  expect(await askAs(EVIL, faces.state, { method: 'POST' }, '{}')).toBe(401);
  expect(await askAs(EVIL, faces.state, { method: 'UNLOCK' })).toBe(401);
  for (const path of ['/v1.0/users', '/beta/groups', '/v1.0/applications'])
    expect(await askAs(EVIL, faces.graph, { path })).toBe(401);
  const action = {
    'x-amz-target': 'SWBExternalService.ListInstances',
    'content-type': 'application/x-amz-json-1.1',
  };
  expect(await askAs(EVIL, faces.aws, { method: 'POST', headers: action }, '{}')).toBeGreaterThanOrEqual(400);
});

test('the pages answer to their own name, and take forms from themselves', async () => {
  expect(await askAs(EVIL, faces.signIn)).toBe(421);
  const own = { host: faces.signIn.host, 'content-type': 'application/x-www-form-urlencoded' };
  const form = { method: 'POST', path: '/', headers: own };
  expect(await askAs(EVIL, faces.signIn, form, 'a=b')).toBe(403);
});
