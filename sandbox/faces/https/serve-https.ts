/** Serves over HTTPS on loopback. */
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import type { ServerCredentials } from './certificate-authority.js';

export interface HttpsServer {
  /** Such as `localhost:40123`. */
  readonly host: string;
  stop(): Promise<void>;
}

/** The port is a free one. */
export async function serveHttps(
  fetch: (request: Request, bindings: HttpBindings) => Response | Promise<Response>,
  credentials: ServerCredentials,
): Promise<HttpsServer> {
  const server = createAdaptorServer({
    fetch: (request, bindings) => fetch(request, bindings as HttpBindings),
    createServer,
    serverOptions: credentials,
  }) as Server;
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: `localhost:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
