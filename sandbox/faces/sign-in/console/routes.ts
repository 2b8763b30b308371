/** The console's SAML endpoints, of every Region and the global one. */
import { Hono } from 'hono';
import { PortalError } from '../../../world/aws/identity-center/portal-error.js';
import type { World } from '../../../world/world.js';
import { routeOf, type Addresses } from '../addresses.js';
import { BrowserSessions } from '../browser-sessions.js';
import { MY_APPS } from '../entra/addresses.js';
import { readForm } from '../form.js';
import {
  renderConsole,
  renderConsoleError,
  renderRoleChoice,
  renderSignedOut,
  type EnteredConsole,
} from './pages.js';

export const CONSOLE = 'https://console.aws.amazon.com/';
const SIGN_IN_HOST = String.raw`(?:[a-z]{2}(?:-[a-z]+)+-\d\.)?signin\.(?:aws\.amazon|amazonaws-us-gov)\.com`;

/** Whatever the relay state says, one arrives at the sandbox's own page, which shows it. */
export function consoleRoutes({ aws, clock }: World, addresses: Addresses): Hono {
  const sessions = new BrowserSessions<EnteredConsole>('aws-console', [new URL(CONSOLE).host]);
  const app = new Hono();

  app.post(`/:host{${SIGN_IN_HOST}}/saml`, async (context) => {
    const form = await readForm(context);
    const samlResponse = form.get('SAMLResponse') ?? '';
    const relayState = form.get('RelayState');
    const recipient = `https://${context.req.param('host')}/saml`;
    const roles = aws.console.roles(samlResponse, recipient);
    const [only] = roles;
    const chosen = form.get('roleIndex') ?? (roles.length === 1 ? only?.roleArn : undefined);
    if (chosen === undefined) return context.html(renderRoleChoice(roles, samlResponse, relayState));
    sessions.open(context, { ...aws.console.signIn(samlResponse, recipient, chosen), relayState });
    return context.redirect(addresses.of(CONSOLE), 303);
  });

  app.get(routeOf(CONSOLE), (context) => {
    const session = sessions.of(context);
    if (session === undefined || session.expires <= clock.now()) {
      sessions.close(context);
      return context.html(renderSignedOut(addresses.of(MY_APPS)));
    }
    return context.html(renderConsole(session, addresses.of(`${CONSOLE}logout`)));
  });

  app.post(routeOf(`${CONSOLE}logout`), (context) => {
    sessions.close(context);
    return context.redirect(addresses.of(CONSOLE), 303);
  });

  app.onError((error, context) => {
    if (!(error instanceof PortalError)) throw error;
    return context.html(renderConsoleError(error, addresses.of(MY_APPS)), 400);
  });
  return app;
}
