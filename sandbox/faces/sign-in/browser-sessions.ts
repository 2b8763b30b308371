/** Who is signed in with which browser: cookies with an id that says nothing, and what stands behind each. */
import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

/**
 * One party's sessions. Its cookie goes to the pages of its hosts alone: on loopback these are paths. It is not
 * `Secure`, which browsers would not send over HTTP.
 */
export class BrowserSessions<Session> {
  private readonly sessions = new Map<string, Session>();

  constructor(
    private readonly name: string,
    private readonly hosts: readonly string[],
  ) {}

  of(context: Context): Session | undefined {
    return this.sessions.get(getCookie(context, this.name) ?? '');
  }

  /** Begins a session, under a new id also where this browser had one. */
  open(context: Context, session: Session): Session {
    this.forget(context);
    const id = randomBytes(32).toString('base64url');
    this.sessions.set(id, session);
    for (const host of this.hosts) {
      setCookie(context, this.name, id, { path: `/${host}`, httpOnly: true, sameSite: 'Lax' });
    }
    return session;
  }

  close(context: Context): void {
    this.forget(context);
    for (const host of this.hosts) deleteCookie(context, this.name, { path: `/${host}` });
  }

  private forget(context: Context): void {
    this.sessions.delete(getCookie(context, this.name) ?? '');
  }
}
