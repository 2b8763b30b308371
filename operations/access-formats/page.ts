/** Who can do what where, as a page in one file: it opens anywhere, asks no network, and runs no script but its own. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AccessDocument } from './access-document.js';
import { pageData } from './page-data.js';

const PARTS = join(__dirname, 'page');

/** Those that others import come first. */
const SCRIPTS = [
  'element.mjs',
  'data.mjs',
  'filters.mjs',
  'why.mjs',
  'matrix.mjs',
  'matrix-keys.mjs',
  'picture-layout.mjs',
  'picture.mjs',
  'further.mjs',
  'main.mjs',
];

/** The environment's name is a handle, so it needs no escaping; every other name goes into the data. */
export function renderAccessPage(document: AccessDocument): string {
  const style = readPart('page.css');
  const script = joinScripts(SCRIPTS.map(readPart));
  const policy = [
    `default-src 'none'`,
    `script-src '${hash(script)}'`,
    `style-src '${hash(style)}'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Access: ${document.environment}</title>
<style>${style}</style>
</head>
<body>
<header><h1>Who can do what where: ${document.environment}</h1></header>
${readPart('body.html')}<script type="application/json" id="data">${embed(pageData(document))}</script>
<script type="module">${script}</script>
</body>
</html>
`;
}

const readPart = (name: string): string => readFileSync(join(PARTS, name), 'utf8');

/** One module of several: what they import from each other stands above already. */
const joinScripts = (scripts: readonly string[]): string =>
  scripts.map((script) => script.replace(/^import [^;]*;\n/gm, '').replace(/^export /gm, '')).join('\n');

const hash = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** JSON in which nothing is markup. */
const embed = (data: unknown): string => JSON.stringify(data).replaceAll('<', '\\u003c');
