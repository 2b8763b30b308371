/** Graph, v1.0 and beta, as an application of HTTP over the tenant. */
import { randomUUID } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { GraphError, notFound, notModelled } from '../../world/entra/graph-error.js';
import type { Clock } from '../../world/clock.js';
import { ConnectionError } from '../../world/faults/connection-error.js';
import type { World } from '../../world/world.js';
import { breakOff } from '../break-off.js';
import { parseBody } from './body.js';
import { refusalOf } from './errors.js';
import type { Faults } from './faults.js';
import type { AccessTokens } from './login/access-tokens.js';
import { authorize } from './login/permissions.js';
import { parseQuery } from './odata/query.js';
import { render } from './odata/render.js';
import type { Answer, Operation, Version } from './operation.js';
import { operations } from './operations.js';

const TOO_MANY_REQUESTS = 429;
/** Seconds, where a fault says none. */
const RETRY_AFTER = '1';

const VERSIONS: readonly Version[] = ['v1.0', 'beta'];

export interface Graph {
  readonly world: World;
  readonly tokens: AccessTokens;
  readonly faults: Faults;
}

export function graphRoutes(graph: Graph): Hono {
  const app = new Hono();
  for (const version of VERSIONS) {
    for (const operation of operations) {
      const path = `/${version}${operation.path.replace(/\{(\w+)\}/g, ':$1')}`;
      app.on(operation.method, path, (context) =>
        answered(graph, context, (roles) => {
          authorize(operation, roles);
          return answer(graph, operation, version, context);
        }),
      );
    }
  }
  app.all('*', (context) =>
    answered(graph, context, () => {
      throw notModelled(`${context.req.method} ${context.req.path}`);
    }),
  );
  return app;
}

/** Does `work` for a caller who is let in, with the permissions of the token; every refusal is Graph's. */
async function answered(
  { world: { clock }, tokens, faults }: Graph,
  context: Context,
  work: (roles: readonly string[]) => Promise<Response>,
): Promise<Response> {
  const requestId = randomUUID();
  context.header('request-id', requestId);
  context.header('client-request-id', context.req.header('client-request-id') ?? requestId);
  try {
    const wait = faults.throttled();
    if (wait !== undefined) {
      context.header('Retry-After', String(wait));
      throw new GraphError(429, 'TooManyRequests', 'Please retry again later.');
    }
    return await work(tokens.check(context.req.header('authorization')));
  } catch (error) {
    if (error instanceof ConnectionError) return broken(context, error, clock);
    if (
      error instanceof GraphError &&
      error.status === TOO_MANY_REQUESTS &&
      !context.res.headers.has('Retry-After')
    )
      context.header('Retry-After', RETRY_AFTER);
    const { status, body } = refusalOf(error, requestId, clock.now());
    return context.json(body, status as ContentfulStatusCode);
  }
}

/** The client gets no answer: the connection is gone by the time there is one. */
async function broken(context: Context, error: ConnectionError, clock: Clock): Promise<Response> {
  await breakOff((context.env as HttpBindings).incoming.socket, error, clock);
  return context.body(null);
}

async function answer(
  { world: { entra }, faults }: Graph,
  operation: Operation,
  version: Version,
  { req, json, body: send }: Context,
): Promise<Response> {
  const hidden = Object.values(req.param()).find((id) => faults.hides(id));
  if (hidden !== undefined) throw notFound(hidden);
  const address = new URL(req.url);
  const query = parseQuery(address.searchParams, req.raw.headers);
  const call = {
    entra,
    version,
    query,
    body: parseBody(await req.text()),
    id: (name: string) => req.param(name) ?? '',
  };
  const found = visible(await operation.handle(call), faults);
  if (found.status === 201) faults.made(found.context, found.object);
  const { status, body } = render(found, query, address, version);
  return body === undefined ? send(null, 204) : json(body, status as ContentfulStatusCode);
}

/** Lists leave out what isn't everywhere yet. */
function visible(answer: Answer, faults: Faults): Answer {
  if (!('list' in answer)) return answer;
  const list = (answer.list as readonly { readonly id?: string }[]).filter(
    ({ id }) => id === undefined || !faults.hides(id),
  );
  return { ...answer, list };
}
