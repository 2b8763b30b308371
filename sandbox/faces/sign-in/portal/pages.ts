/** What AWS's access portal shows. */
import { html } from 'hono/html';
import { NO_APPLICATIONS, type Portal } from '../../../world/aws/identity-center/portal.js';
import type { PortalError } from '../../../world/aws/identity-center/portal-error.js';
import { renderFacts, renderPage, renderPortalError, renderRefusal, tagFacts, type Html } from '../page.js';

const PARTY = 'AWS access portal';

export interface PortalAccount {
  readonly accountId: string;
  readonly accountName: string;
  /** Names of permission sets. */
  readonly roles: readonly string[];
}

/** Credentials of a role in an account, and what AWS knows of whoever has them. */
export interface RoleSession extends ReturnType<Portal['GetRoleCredentials']> {
  readonly accountId: string;
  readonly roleName: string;
}

export interface PortalLinks {
  readonly start: string;
  readonly signOut: string;
  credentials(accountId: string, roleName: string): string;
}

export const renderAccounts = (
  userName: string,
  accounts: readonly PortalAccount[],
  filter: string,
  links: PortalLinks,
): Html => {
  const shown = accounts.filter(matches(filter));
  return renderPage({
    party: PARTY,
    title: 'AWS accounts',
    content: html`<p>You are signed in as <strong data-user="${userName}">${userName}</strong>.</p>
      <div class="row">
        <form method="get" action="${links.start}" class="row" role="search" data-form="filter">
          <div>
            <label for="filter">Filter accounts by name or ID</label>
            <input id="filter" name="filter" value="${filter}" />
          </div>
          <button class="second">Filter</button>
        </form>
        <form method="post" action="${links.signOut}" class="row" data-form="sign-out">
          <button class="second">Sign out</button>
        </form>
      </div>
      <p class="quiet" role="status">${countOf(accounts.length, shown.length)}</p>
      ${shown.map((account) => renderAccount(account, shown.length === 1, links))}`,
  });
};

const matches =
  (filter: string) =>
  ({ accountId, accountName }: PortalAccount): boolean =>
    `${accountName} ${accountId}`.toLowerCase().includes(filter.trim().toLowerCase());

function countOf(all: number, shown: number): string {
  if (all === 0) return NO_APPLICATIONS;
  return shown === all ? `Accounts: ${all}` : `Accounts: ${shown} of ${all}`;
}

const renderAccount = (
  { accountId, accountName, roles }: PortalAccount,
  open: boolean,
  links: PortalLinks,
): Html =>
  html`<details
    data-account-id="${accountId}"
    data-account-name="${accountName}"
    ${open ? html`open="open"` : ''}
  >
    <summary>
      <h2>${accountName}</h2>
      <p class="quiet">${accountId}</p>
    </summary>
    <ul>
      ${roles.map(
        (role) =>
          html`<li data-role="${role}">
            <span>${role}</span>
            <a href="${links.credentials(accountId, role)}"
              >Access keys<span class="visually-hidden"> of ${role} in ${accountName}</span></a
            >
          </li>`,
      )}
    </ul>
  </details>`;

export const renderCredentials = (
  { accountId, roleName, roleCredentials, sandbox }: RoleSession,
  { start }: PortalLinks,
): Html =>
  renderPage({
    party: PARTY,
    title: `Access keys of ${roleName} in ${accountId}`,
    content: html`<p><a href="${start}">AWS accounts</a></p>
      <h2>Set AWS environment variables</h2>
      <p>To be pasted into a terminal. They are the sandbox’s own: AWS would refuse them.</p>
      <pre tabindex="0" aria-label="Environment variables">${renderExports(roleCredentials)}</pre>
      <h2>Who you are there</h2>
      ${renderFacts({
        'Assumed role': sandbox.assumedRoleArn,
        ...tagFacts(sandbox.sessionTags),
        Until: new Date(roleCredentials.expiration).toISOString(),
        'Console opens at': sandbox.relayState,
      })}`,
  });

const renderExports = ({
  accessKeyId,
  secretAccessKey,
  sessionToken,
}: RoleSession['roleCredentials']): string =>
  [
    `export AWS_ACCESS_KEY_ID="${accessKeyId}"`,
    `export AWS_SECRET_ACCESS_KEY="${secretAccessKey}"`,
    `export AWS_SESSION_TOKEN="${sessionToken}"`,
  ].join('\n');

export const renderSignInError = (error: PortalError, again: string): Html =>
  renderPortalError(PARTY, error, html`<p><a href="${again}">Try again</a></p>`);

export const renderNoAccess = (message: string, start: string): Html =>
  renderPage({
    party: PARTY,
    title: 'No access',
    content: html`${renderRefusal(message)}
      <p><a href="${start}">AWS accounts</a></p>`,
  });

export const renderSignedOut = (again: string): Html =>
  renderPage({
    party: PARTY,
    title: 'You have signed out',
    content: html`<p>You are still signed in to Microsoft Entra ID. <a href="${again}">Sign in again</a></p>`,
  });
