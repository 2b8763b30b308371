/** Microsoft Graph, as every live read and the few live writes use it. */
import {
  Client,
  type AuthenticationProvider,
  type Middleware,
  MiddlewareFactory,
} from '@microsoft/microsoft-graph-client';
import type { Config } from '../../model/config.js';
import { entraCloud } from '../../stacks/clouds.js';
import { entraCredential } from './entra-credential.js';
import { entraEndpoints } from './entra-endpoints.js';
import type { Requests } from './requests.js';

export interface Graph {
  get<T>(path: string): Promise<T>;
  /** Every page of a list. */
  list<T>(path: string): Promise<T[]>;
  post<T>(path: string, body: object): Promise<T>;
  patch(path: string, body: object): Promise<void>;
}

/**
 * Paths begin with the version, as in `/v1.0/servicePrincipals`. Throttling and what Graph can't answer for a while is
 * retried, after as long as Graph says. Each request is counted.
 */
export async function connectGraph(
  { tenantId, cloud }: Pick<Config['entra'], 'tenantId' | 'cloud'>,
  variables: Readonly<Record<string, string | undefined>>,
  requests: Requests,
): Promise<Graph> {
  const { login, graph } = await entraEndpoints(entraCloud(cloud), variables);
  const credential = entraCredential(tenantId, login, variables);
  const authProvider: AuthenticationProvider = {
    getAccessToken: async () => (await credential.getToken(`${graph}/.default`))?.token ?? '',
  };
  const client = Client.initWithMiddleware({
    baseUrl: graph,
    defaultVersion: '',
    customHosts: new Set([new URL(graph).hostname]),
    middleware: counted(MiddlewareFactory.getDefaultMiddlewareChain(authProvider), requests),
  });
  // The client makes an error of its own of whatever its middleware throws.
  const unlessInterrupted = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      requests.mindInterrupt();
      throw error;
    }
  };
  const get = <T>(path: string): Promise<T> => unlessInterrupted<T>(client.api(path).get());
  return {
    get,
    list: async <T>(path: string) => {
      const items: T[] = [];
      for (let next: string | undefined = path; next !== undefined;) {
        const page: Page<T> = await get<Page<T>>(next);
        items.push(...page.value);
        next = page['@odata.nextLink'];
      }
      return items;
    },
    post: <T>(path: string, body: object) => unlessInterrupted<T>(client.api(path).post(body)),
    patch: async (path, body) => {
      await unlessInterrupted(client.api(path).patch(body));
    },
  };
}

interface Page<T> {
  readonly value: readonly T[];
  readonly '@odata.nextLink'?: string;
}

/** Just before the request goes out, which is after the retries: each attempt counts. */
function counted(chain: readonly Middleware[], requests: Requests): Middleware[] {
  let next: Middleware | undefined;
  const counter: Middleware = {
    execute: (context) => {
      requests.count();
      return next?.execute(context) ?? Promise.resolve();
    },
    setNext: (middleware) => {
      next = middleware;
    },
  };
  return [...chain.slice(0, -1), counter, ...chain.slice(-1)];
}
