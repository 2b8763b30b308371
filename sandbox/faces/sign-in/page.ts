/** The frame of every page: plain HTML that is well-formed XML too, so that any reader can take it apart. */
import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { PortalError } from '../../world/aws/identity-center/portal-error.js';

/** Text that `html` has escaped. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export interface PageProps {
  /** Which party's page this is. */
  readonly party: string;
  readonly title: string;
  readonly content: Html;
  /** Whether the title itself is a part of why somebody was refused. */
  readonly refuses?: boolean;
  /** Sends the page's form off, for those with JavaScript. */
  readonly submits?: boolean;
}

export const STYLES = '/sign-in.css';
export const SUBMIT_SCRIPT = '/submit-form.js';

export const renderPage = ({ party, title, content, refuses = false, submits = false }: PageProps): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} - ${party}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${STYLES}" />
        ${submits ? html`<script src="${SUBMIT_SCRIPT}" defer="defer"></script>` : ''}
      </head>
      <body>
        <header>
          <p>${party}, in the sandbox</p>
        </header>
        <main>
          <h1${refuses ? html` data-refused="title"` : ''}>${title}</h1>
          ${content}
        </main>
        <footer>
          <p>Nothing on this page leaves the machine.</p>
        </footer>
      </body>
    </html>`;

/** Why somebody was refused, in the party's words. Readers find all of it by `data-refused`. */
export const renderRefusal = (message: string): Html =>
  html`<p class="refusal" role="alert" data-refused="message">${message}</p>`;

/** AWS's page for somebody who gets no further. */
export const renderPortalError = (
  party: string,
  { headline, detail, reason }: PortalError,
  next: Html,
): Html =>
  renderPage({
    party,
    title: headline,
    refuses: true,
    content: html`${renderRefusal(`${detail} Sandbox: ${reason}`.trim())}${next}`,
  });

/** A list of names and values; what has no value is left out. */
export const renderFacts = (facts: Readonly<Record<string, string | null | undefined>>): Html =>
  html`<dl>
    ${Object.entries(facts).map(([name, value]) =>
      value === null || value === undefined
        ? ''
        : html`<div>
            <dt>${name}</dt>
            <dd data-fact="${name}">${value}</dd>
          </div>`,
    )}
  </dl>`;

/** Session tags, to be listed among other facts. */
export const tagFacts = (tags: ReadonlyMap<string, string>): Record<string, string> =>
  Object.fromEntries([...tags].map(([key, value]) => [`Session tag ${key}`, value]));
