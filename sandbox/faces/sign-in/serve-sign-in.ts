/** The sign-in of both clouds as web pages: Entra's, AWS's access portal's and the console's, on loopback. */
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { World } from '../../world/world.js';
import { Addresses } from './addresses.js';
import { CONSOLE, consoleRoutes } from './console/routes.js';
import { LOGIN, MY_APPS } from './entra/addresses.js';
import { entraRoutes } from './entra/routes.js';
import { renderNotFound, renderProblem, type Place } from './not-found.js';
import { STYLES, SUBMIT_SCRIPT } from './page.js';
import { portalRoutes } from './portal/routes.js';
import { protection } from './protection.js';

export interface SignInPages {
  readonly origin: string;
  /** Where the page of a public address is. */
  addressOf(publicUrl: string): string;
  stop(): Promise<void>;
}

const stylesheet = readFileSync(join(__dirname, 'sign-in.css'), 'utf8');

/** The port is a free one. */
export async function serveSignIn(world: World): Promise<SignInPages> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const addresses = new Addresses(`http://127.0.0.1:${port}`);
  server.on('request', getRequestListener(pages(world, addresses).fetch, { overrideGlobalObjects: false }));
  return {
    origin: addresses.origin,
    addressOf: (publicUrl) => addresses.of(publicUrl),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function pages(world: World, addresses: Addresses): Hono {
  const app = new Hono({ strict: false });
  app.use(...protection(addresses.origin));
  app.get(STYLES, (context) => context.body(stylesheet, 200, { 'Content-Type': 'text/css; charset=utf-8' }));
  app.get(SUBMIT_SCRIPT, (context) =>
    context.body('document.forms[0].submit();', 200, { 'Content-Type': 'text/javascript; charset=utf-8' }),
  );
  app.route('/', entraRoutes(world, addresses));
  app.route('/', portalRoutes(world, addresses));
  app.route('/', consoleRoutes(world, addresses));
  app.notFound((context) => context.html(renderNotFound(placesOf(world, addresses)), 404));
  app.onError((error, context) => {
    if (error instanceof HTTPException) {
      const message = error.message || 'A form is taken from the sandbox’s own pages alone.';
      return context.html(renderProblem('This request is refused', message), error.status);
    }
    process.stderr.write(`${error.stack ?? error.message}\n`);
    return context.html(renderProblem('The sandbox failed', 'What happened is in its error output.'), 500);
  });
  return app;
}

function placesOf({ entra, aws }: World, addresses: Addresses): Place[] {
  const { portalUrl, assertionConsumerUrls } = aws.identityCenter;
  const place = (name: string, publicUrl: string, opens: boolean): Place => ({
    name,
    publicUrl,
    address: addresses.of(publicUrl),
    opens,
  });
  return [
    place('AWS access portal', portalUrl, true),
    place('My Apps', MY_APPS, true),
    place('AWS console', CONSOLE, true),
    place('Entra’s sign-in', `${LOGIN}/${entra.tenantId}/saml2`, false),
    ...assertionConsumerUrls.map((url) => place('Identity Center', url, false)),
    place('Console sign-in', 'https://signin.aws.amazon.com/saml', false),
  ];
}
