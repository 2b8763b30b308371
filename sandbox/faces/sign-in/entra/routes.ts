/** Entra's sign-in page and My Apps. */
import { Hono, type Context } from 'hono';
import { SignInError } from '../../../world/entra/sign-in/sign-in-error.js';
import type { Session } from '../../../world/entra/sign-in/session.js';
import type { SamlRequest } from '../../../world/entra/sign-in/sign-in.js';
import type { World } from '../../../world/world.js';
import { routeOf, type Addresses } from '../addresses.js';
import { BrowserSessions } from '../browser-sessions.js';
import { readForm } from '../form.js';
import { HOSTS, LOGIN, MY_APPS } from './addresses.js';
import { myAppsRoutes } from './my-apps-routes.js';
import { renderError, renderResponse, type Carried } from './pages.js';
import { SignInSteps } from './sign-in-steps.js';

/** My Apps shares the sign-in page's session; Entra has OpenID Connect between the two. */
export function entraRoutes({ entra, clock }: World, addresses: Addresses): Hono {
  const { signIn } = entra;
  const tenant = `${LOGIN}/${entra.tenantId}`;
  const sessions = new BrowserSessions<Session>('ESTSAUTH', HOSTS);
  const steps = new SignInSteps(entra, sessions);
  const app = new Hono();

  /** Signs somebody in for the application whose request this is, up to the form with the response. */
  const answer = (context: Context, request: SamlRequest, carried?: Carried) =>
    steps.take(context, {
      request,
      carried,
      arrive: (session) => context.html(renderResponse(signIn.issue(session, request), addresses)),
    });

  app.on(['GET', 'POST'], routeOf(`${tenant}/saml2`), async (context) => {
    const { searchParams } = new URL(context.req.url);
    const redirected = context.req.method === 'GET' || searchParams.has('SAMLRequest');
    const sent = redirected ? searchParams : await readForm(context);
    const [samlRequest, relayState] = [sent.get('SAMLRequest') ?? '', sent.get('RelayState')];
    const request = signIn.readRequest(samlRequest, redirected ? 'redirect' : 'post', relayState);
    if (redirected) return answer(context, request);
    const carried = { SAMLRequest: samlRequest, ...(relayState === null ? {} : { RelayState: relayState }) };
    return answer(context, request, carried);
  });

  app.on(['GET', 'POST'], `${routeOf(`${tenant}/myapps`)}/:appId`, (context) =>
    answer(context, signIn.startAtEntra(context.req.param('appId'))),
  );

  app.on(['GET', 'POST'], routeOf(`${tenant}/myapps`), (context) =>
    steps.take(context, { arrive: () => context.redirect(addresses.of(MY_APPS), 303) }),
  );

  app.route('/', myAppsRoutes(entra, addresses, sessions));
  app.onError((error, context) => {
    if (!(error instanceof SignInError)) throw error;
    return context.html(renderError(error.message, clock.now()), 400);
  });
  return app;
}
