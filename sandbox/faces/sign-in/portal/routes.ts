/** AWS's access portal, and where Identity Center takes SAML responses. */
import { Hono, type Context } from 'hono';
import { AwsError } from '../../../world/aws/aws-error.js';
import { PortalError } from '../../../world/aws/identity-center/portal-error.js';
import type { PortalSession } from '../../../world/aws/identity-center/portal-session.js';
import type { World } from '../../../world/world.js';
import { routeOf, type Addresses } from '../addresses.js';
import { BrowserSessions } from '../browser-sessions.js';
import { readForm } from '../form.js';
import {
  renderAccounts,
  renderCredentials,
  renderNoAccess,
  renderSignedOut,
  renderSignInError,
  type PortalLinks,
} from './pages.js';

/** Whatever the relay state says, one arrives at the portal. */
export function portalRoutes({ aws: { identityCenter }, clock }: World, addresses: Addresses): Hono {
  const { portal, portalUrl, assertionConsumerUrls } = identityCenter;
  const sessions = new BrowserSessions<PortalSession>('x-amz-sso_authn', [new URL(portalUrl).host]);
  const start = addresses.of(portalUrl);
  const links: PortalLinks = {
    start,
    signOut: `${start}/signout`,
    credentials: (account, role) =>
      `${start}/credentials?${new URLSearchParams({ account_id: account, role_name: role }).toString()}`,
  };
  const app = new Hono();

  const sessionOf = (context: Context) => {
    const session = sessions.of(context);
    return session && session.expires > clock.now() ? session : undefined;
  };

  const sendToIdentityProvider = (context: Context) => {
    const { location, samlRequest } = identityCenter.authnRequest(null);
    const address = new URL(addresses.of(location));
    address.searchParams.set('SAMLRequest', samlRequest);
    sessions.close(context);
    return context.redirect(address.href);
  };

  for (const url of assertionConsumerUrls) {
    app.post(routeOf(url), async (context) => {
      const form = await readForm(context);
      sessions.open(context, identityCenter.signIn(form.get('SAMLResponse') ?? '', url));
      return context.redirect(start, 303);
    });
  }

  app.get(routeOf(portalUrl), (context) => {
    const session = sessionOf(context);
    if (session === undefined) return sendToIdentityProvider(context);
    const accounts = portal.ListAccounts(session).accountList.map(({ accountId, accountName }) => ({
      accountId,
      accountName,
      roles: portal.ListAccountRoles(session, { accountId }).roleList.map(({ roleName }) => roleName),
    }));
    return context.html(renderAccounts(session.userName, accounts, context.req.query('filter') ?? '', links));
  });

  app.get(routeOf(`${portalUrl}/credentials`), (context) => {
    const session = sessionOf(context);
    if (session === undefined) return sendToIdentityProvider(context);
    const { account_id: accountId = '', role_name: roleName = '' } = context.req.query();
    const credentials = portal.GetRoleCredentials(session, { accountId, roleName });
    return context.html(renderCredentials({ accountId, roleName, ...credentials }, links));
  });

  app.post(routeOf(`${portalUrl}/signout`), (context) => {
    const session = sessionOf(context);
    if (session) portal.Logout(session);
    sessions.close(context);
    return context.html(renderSignedOut(start));
  });

  app.onError((error, context) => {
    if (error instanceof PortalError) return context.html(renderSignInError(error, start), 400);
    if (!(error instanceof AwsError)) throw error;
    // The session of somebody who was deleted or disabled in the meantime.
    if (error.code === 'UnauthorizedException') return sendToIdentityProvider(context);
    return context.html(renderNoAccess(error.message, start), 403);
  });
  return app;
}
