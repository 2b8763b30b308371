/** A test world's tenant served as Microsoft Graph, and Microsoft's own client for it. */
import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { buffer } from 'node:stream/consumers';
import {
  AuthenticationHandler,
  Client,
  RetryHandler,
  type Context,
  type Middleware,
} from '@microsoft/microsoft-graph-client';
import { serveGraph, type ServedGraph } from '../../sandbox/faces/graph/serve.js';
import type { Seed } from '../../sandbox/world/seed.js';
import type { World } from '../../sandbox/world/world.js';
import { createTestWorld } from './world.js';

export interface TestGraph {
  readonly world: World;
  readonly served: ServedGraph;
  /** Microsoft's client, signed in as the tenant's caller. */
  readonly client: Client;
  /** A request that nobody helps with. */
  send(path: string, options?: SendOptions): Promise<Answered>;
  /** A new access token. */
  signIn(): Promise<string>;
  stop(): Promise<void>;
}

export interface SendOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export async function serveTestGraph(seed?: Seed): Promise<TestGraph> {
  const world = createTestWorld(seed);
  const served = await serveGraph(world);
  const ca = await readFile(served.environment['SSL_CERT_FILE'] ?? '', 'utf8');
  const send = (path: string, options: SendOptions = {}) => sendTo(new URL(path, served.origin), ca, options);
  const signIn = async () => {
    const { text: answer } = await send(`/${served.environment['ARM_TENANT_ID']}/oauth2/v2.0/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: tokenForm(served),
    });
    return (JSON.parse(answer) as { access_token: string }).access_token;
  };
  const client = Client.initWithMiddleware({
    baseUrl: served.origin,
    customHosts: new Set(['localhost']),
    middleware: [new AuthenticationHandler({ getAccessToken: signIn }), new RetryHandler(), overHttps(ca)],
  });
  return { world, served, client, send, signIn, stop: () => served.stop() };
}

/** What the caller signs in with; `changes` replaces parts of it. */
export const tokenForm = (
  { environment, origin }: ServedGraph,
  changes: Readonly<Record<string, string>> = {},
): string =>
  new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: environment['ARM_CLIENT_ID'] ?? '',
    client_secret: environment['ARM_CLIENT_SECRET'] ?? '',
    scope: `${origin}/.default`,
    ...changes,
  }).toString();

/** The end of the client's chain: Node's own `fetch` takes no certificate authority. */
const overHttps = (ca: string): Middleware => ({
  execute: async (context: Context) => {
    const { method, headers, body } = context.options ?? {};
    const address = typeof context.request === 'string' ? context.request : context.request.url;
    const answered = await sendTo(new URL(address), ca, {
      method,
      headers: headers as Record<string, string>,
      body: body as string | undefined,
    });
    const content = answered.status === 204 ? null : answered.text;
    context.response = new Response(content, { status: answered.status, headers: answered.headers });
  },
});

export function sendTo(
  url: URL,
  ca: string,
  { method = 'GET', headers = {}, body }: SendOptions,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, ca, agent: false }, (response) => {
      buffer(response).then(
        (content) =>
          resolve({
            status: response.statusCode ?? 0,
            headers: new Headers(response.headers as Record<string, string>),
            text: content.toString(),
          }),
        reject,
      );
    });
    sent.once('error', reject).end(body);
  });
}

/** Graph's refusal in one line: `404 Request_ResourceNotFound: …`. Fails where there is none. */
export async function graphRefusal(work: Promise<unknown>): Promise<string> {
  const refused = await work.then(
    () => undefined,
    (error: { readonly statusCode: number; readonly code: string; readonly message: string }) => error,
  );
  if (!refused) throw new Error('nothing was refused');
  return `${refused.statusCode} ${refused.code}: ${refused.message}`;
}
