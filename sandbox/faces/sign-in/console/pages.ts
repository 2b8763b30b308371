/** What the console's sign-in shows. */
import { html } from 'hono/html';
import type { ConsoleSession, OfferedRole } from '../../../world/aws/console/console-sign-in.js';
import type { PortalError } from '../../../world/aws/identity-center/portal-error.js';
import { renderFacts, renderPage, renderPortalError, tagFacts, type Html } from '../page.js';

const PARTY = 'AWS console';

/** Where the identity provider wants the person to arrive, too. */
export interface EnteredConsole extends ConsoleSession {
  readonly relayState: string | null;
}

/** AWS's own names of the fields. The response goes along: nothing is kept of a sign-in that isn't finished. */
export const renderRoleChoice = (
  roles: readonly OfferedRole[],
  samlResponse: string,
  relayState: string | null,
): Html =>
  renderPage({
    party: PARTY,
    title: 'Select a role',
    content: html`<form method="post" data-form="role">
      <input type="hidden" name="SAMLResponse" value="${samlResponse}" />
      ${relayState === null ? '' : html`<input type="hidden" name="RelayState" value="${relayState}" />`}
      ${[...new Set(roles.map(({ accountId }) => accountId))].map((account) =>
        renderChoices(
          account,
          roles.filter(({ accountId }) => accountId === account),
        ),
      )}
      <button>Sign in</button>
    </form>`,
  });

const renderChoices = (account: string, roles: readonly OfferedRole[]): Html =>
  html`<fieldset>
    <legend>Account ${account}</legend>
    ${roles.map(
      ({ roleArn, roleName }) =>
        html`<label class="choice" data-role-arn="${roleArn}">
          <input type="radio" name="roleIndex" value="${roleArn}" required="required" /> ${roleName}
        </label>`,
    )}
  </fieldset>`;

export const renderConsole = (session: EnteredConsole, signOut: string): Html =>
  renderPage({
    party: PARTY,
    title: 'You are signed in',
    content: html`<p>The console itself is not in the sandbox. It would know you as:</p>
      ${renderFacts({
        Role: session.roleArn,
        'Session name': session.sessionName,
        'Source identity': session.sourceIdentity,
        ...tagFacts(session.tags),
        Until: session.expires.toISOString(),
        'Opens at': session.relayState,
      })}
      <form method="post" action="${signOut}">
        <button class="second">Sign out</button>
      </form>`,
  });

export const renderConsoleError = (error: PortalError, myApps: string): Html =>
  renderPortalError(PARTY, error, renderStart(myApps));

export const renderSignedOut = (myApps: string): Html =>
  renderPage({ party: PARTY, title: 'You are not signed in', content: renderStart(myApps) });

const renderStart = (myApps: string): Html =>
  html`<p>
    Sign-in starts at your identity provider: <a href="${myApps}">My Apps of Microsoft Entra ID</a>
  </p>`;
