/** The pages between somebody who wants to sign in and what for: name and password, and a second factor. */
import type { Context } from 'hono';
import { SignInError } from '../../../world/entra/sign-in/sign-in-error.js';
import type { Session } from '../../../world/entra/sign-in/session.js';
import type { SamlRequest } from '../../../world/entra/sign-in/sign-in.js';
import type { EntraTenant } from '../../../world/entra/tenant.js';
import type { BrowserSessions } from '../browser-sessions.js';
import { readForm } from '../form.js';
import { renderMfa, renderSignIn, type Carried } from './pages.js';

/** What somebody signs in for. */
export interface Destination {
  /** Absent for My Apps. */
  readonly request?: SamlRequest;
  /** What forms have to send along, so that the request can be read anew. */
  readonly carried?: Carried;
  arrive(session: Session): Response | Promise<Response>;
}

/**
 * Every form posts back to the address that it is at, and the request is read anew each time: nothing is kept of a sign-in
 * that isn't finished.
 */
export class SignInSteps {
  constructor(
    private readonly entra: EntraTenant,
    private readonly sessions: BrowserSessions<Session>,
  ) {}

  /** The next page, or the arrival. @throws SignInError where there is no way on. */
  async take(context: Context, { request, carried = {}, arrive }: Destination): Promise<Response> {
    const form = await readForm(context);
    const entered = this.enter(context, form);
    if (entered instanceof SignInError) {
      const userPrincipalName = form.get('login') ?? '';
      return context.html(renderSignIn(carried, { userPrincipalName, refusal: entered.message }));
    }
    const session = entered && this.answerMfa(context, form.get('mfa'), entered, request);
    if (session === undefined) return context.html(renderSignIn(carried));
    const missing = request && this.entra.signIn.missing(session, request);
    if (missing === 'mfa') return context.html(renderMfa(carried));
    if (missing === 'password') {
      const [user] = this.entra.users.list({ id: session.userId });
      return context.html(renderSignIn(carried, { userPrincipalName: user?.userPrincipalName }));
    }
    return arrive(session);
  }

  /** The session that the form's name and password begin, or the browser's own; or why they begin none. */
  private enter(context: Context, form: URLSearchParams): Session | SignInError | undefined {
    const login = form.get('login');
    if (login === null) return this.sessions.of(context);
    try {
      const session = this.entra.signIn.authenticate(login, form.get('passwd') ?? '');
      return this.sessions.open(context, session);
    } catch (error) {
      if (error instanceof SignInError) return error;
      throw error;
    }
  }

  private answerMfa(
    context: Context,
    answer: string | null,
    session: Session,
    request?: SamlRequest,
  ): Session {
    const { signIn } = this.entra;
    if (answer === 'decline' && request) throw signIn.declineMfa(session, request);
    return answer === 'approve' ? this.sessions.open(context, signIn.completeMfa(session)) : session;
  }
}
