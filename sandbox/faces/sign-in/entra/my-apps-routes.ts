/** My Apps, and signing out of Entra. */
import { Hono } from 'hono';
import type { Session } from '../../../world/entra/sign-in/session.js';
import type { EntraTenant } from '../../../world/entra/tenant.js';
import { routeOf, type Addresses } from '../addresses.js';
import type { BrowserSessions } from '../browser-sessions.js';
import { LOGIN, MY_APPS, myAppsSignIn } from './addresses.js';
import { renderMyApps, renderSignedOut } from './pages.js';

export function myAppsRoutes(
  { signIn, users, tenantId }: EntraTenant,
  addresses: Addresses,
  sessions: BrowserSessions<Session>,
): Hono {
  const tenant = `${LOGIN}/${tenantId}`;
  const app = new Hono();

  app.get(routeOf(MY_APPS), (context) => {
    const { userId = '' } = sessions.of(context) ?? {};
    const [user] = users.list({ id: userId });
    if (user === undefined) {
      sessions.close(context);
      return context.redirect(addresses.of(`${tenant}/myapps`));
    }
    const applications = signIn.applicationsOf(userId).map(({ appId, displayName, loginUrl }) => ({
      displayName,
      address: addresses.of(loginUrl ?? myAppsSignIn(appId)),
    }));
    return context.html(renderMyApps(user.displayName, applications, addresses.of(`${tenant}/logout`)));
  });

  app.get(`${routeOf(`${MY_APPS}signin`)}/:appId`, (context) =>
    context.redirect(addresses.of(`${tenant}/myapps/${encodeURIComponent(context.req.param('appId'))}`)),
  );

  app.post(routeOf(`${tenant}/logout`), (context) => {
    sessions.close(context);
    return context.html(renderSignedOut());
  });

  return app;
}
