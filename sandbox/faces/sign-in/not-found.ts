/** What is where: for those who are lost. */
import { html } from 'hono/html';
import { renderPage, type Html } from './page.js';

export interface Place {
  readonly name: string;
  /** The real one. */
  readonly publicUrl: string;
  /** Where it is on loopback. */
  readonly address: string;
  /** Whether a browser can start there; other places take forms of pages. */
  readonly opens: boolean;
}

export const renderNotFound = (places: readonly Place[]): Html =>
  renderPage({
    party: 'Sign-in',
    title: 'There is no page at this address',
    content: html`<p>
        The page of <code>https://&lt;host&gt;/&lt;path&gt;</code> is at
        <code>/&lt;host&gt;/&lt;path&gt;</code> here. These are the ones there are:
      </p>
      <dl>
        ${places.map(
          ({ name, publicUrl, address, opens }) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${opens ? html`<a href="${address}">${publicUrl}</a>` : publicUrl}</dd>
            </div>`,
        )}
      </dl>`,
  });

export const renderProblem = (title: string, message: string): Html =>
  renderPage({ party: 'Sign-in', title, content: html`<p role="alert">${message}</p>` });
