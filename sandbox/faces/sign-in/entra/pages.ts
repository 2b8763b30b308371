/** What Entra shows to somebody who signs in. */
import { randomUUID } from 'node:crypto';
import { html } from 'hono/html';
import type { Addresses } from '../addresses.js';
import { renderFacts, renderPage, renderRefusal, type Html } from '../page.js';
import type { SamlResponse } from '../../../world/entra/sign-in/sign-in.js';

const PARTY = 'Microsoft Entra ID';
const MY_APPS = 'My Apps of Microsoft Entra ID';

/** Fields that each form on the way sends along, so that the next page knows what the sign-in is for. */
export type Carried = Readonly<Record<string, string>>;

export const renderSignIn = (
  carried: Carried,
  {
    userPrincipalName = '',
    refusal,
  }: { readonly userPrincipalName?: string; readonly refusal?: string } = {},
): Html =>
  renderPage({
    party: PARTY,
    title: 'Sign in',
    content: html`${refusal === undefined ? '' : renderRefusal(refusal)}
      <form method="post" class="card" data-form="sign-in">
        ${renderCarried(carried)}
        <label for="login">User name</label>
        <input
          id="login"
          name="login"
          value="${userPrincipalName}"
          autocomplete="username"
          inputmode="email"
          required="required"
          ${userPrincipalName === '' ? html`autofocus="autofocus"` : ''}
        />
        <label for="passwd">Password</label>
        <input
          id="passwd"
          name="passwd"
          type="password"
          autocomplete="current-password"
          required="required"
          ${userPrincipalName === '' ? '' : html`autofocus="autofocus"`}
        />
        <button>Sign in</button>
      </form>`,
  });

export const renderMfa = (carried: Carried): Html =>
  renderPage({
    party: PARTY,
    title: 'Approve sign in request',
    content: html`<p>
        Your organization wants a second proof that it is you. There is no phone in the sandbox: say here what
        you would say there.
      </p>
      <form method="post" class="row" data-form="mfa">
        ${renderCarried(carried)}
        <button name="mfa" value="approve">Approve</button>
        <button name="mfa" value="decline" class="second">I can’t do this now</button>
      </form>`,
  });

/** The form with the SAML response, which sends itself to the application. */
export const renderResponse = (
  { replyUrl, samlResponse, relayState }: SamlResponse,
  addresses: Addresses,
): Html =>
  renderPage({
    party: PARTY,
    title: 'Working',
    submits: true,
    content: html`<p>You are being signed in at ${new URL(replyUrl).host}.</p>
      <form method="post" action="${addresses.of(replyUrl)}" data-form="self-submitting">
        ${renderCarried({ SAMLResponse: samlResponse, ...(relayState === null ? {} : { RelayState: relayState }) })}
        <button>Continue</button>
      </form>`,
  });

export const renderError = (message: string, now: Date): Html =>
  renderPage({
    party: PARTY,
    title: 'Sorry, but we’re having trouble signing you in.',
    content: html`${renderRefusal(message)}
      <h2>Troubleshooting details</h2>
      ${renderFacts({
        'Request Id': randomUUID(),
        'Correlation Id': randomUUID(),
        Timestamp: now.toISOString(),
      })}`,
  });

export const renderMyApps = (
  displayName: string,
  applications: readonly { readonly displayName: string; readonly address: string }[],
  signOut: string,
): Html =>
  renderPage({
    party: MY_APPS,
    title: 'My Apps',
    content: html`<p>You are signed in as ${displayName}.</p>
      ${applications.length === 0 ? html`<p>There are no apps to show.</p>` : ''}
      <ul class="applications">
        ${applications.map((each) => html`<li><a href="${each.address}">${each.displayName}</a></li>`)}
      </ul>
      <form method="post" action="${signOut}" data-form="sign-out">
        <button class="second">Sign out</button>
      </form>`,
  });

export const renderSignedOut = (): Html =>
  renderPage({
    party: PARTY,
    title: 'You signed out of your account',
    content: html`<p>It’s a good idea to close all browser windows.</p>`,
  });

const renderCarried = (fields: Carried): Html =>
  html`${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}`;
