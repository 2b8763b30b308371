/** The kinds of documents that say who can do what where. */
import type { AccessDocument } from './access-document.js';
import { renderAccessCsv } from './csv.js';
import { renderAccessPage } from './page.js';
import { renderAccessMarkdown } from './markdown.js';

/** Each gives a whole file, with the line end of its last line. The same config gives the same bytes. */
export const ACCESS_FORMATS = {
  markdown: renderAccessMarkdown,
  csv: renderAccessCsv,
  html: renderAccessPage,
} satisfies Readonly<Record<string, (document: AccessDocument) => string>>;

export type AccessFormat = keyof typeof ACCESS_FORMATS;
