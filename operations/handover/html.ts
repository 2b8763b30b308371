import { createHash } from 'node:crypto';
import { oneLine } from '../access-formats/one-line.js';
import { type Page, PARTS, type Task } from './page.js';

/** One file: it opens anywhere, asks no network and runs no script. */
export function renderHtml({ title, intro, tasks }: Page): string {
  const hash = createHash('sha256').update(STYLE).digest('base64');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${plain(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${plain(title)}</h1>
${[...intro.map((text) => `<p>${plain(text)}</p>`), ...tasks.map(renderTask)].join('\n')}
</body>
</html>
`;
}

const STYLE = `body{font:1rem/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}
pre{padding:.6rem .8rem;border:1px solid;border-radius:.3rem;white-space:pre-wrap;overflow-wrap:anywhere;user-select:all}
section{border-top:1px solid;margin-top:2rem}dt{font-weight:600}dd{margin:0 0 .6rem}`;

const renderTask = (task: Task, index: number): string =>
  [
    '<section>',
    `<h2>${index + 1}. ${plain(task.title)}</h2>`,
    `<ol>${task.act.map((line) => `<li>${plain(line)}</li>`).join('')}</ol>`,
    '<dl>',
    ...task.values.map(({ label, value }) => `<dt>${plain(label)}</dt><dd><pre>${lines(value)}</pre></dd>`),
    ...PARTS.map(([part, name]) => `<dt>${name}</dt><dd>${plain(task[part])}</dd>`),
    '</dl>',
    '</section>',
  ].join('\n');

const lines = (value: string): string => value.split('\n').map(plain).join('\n');

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const plain = (text: string): string =>
  oneLine(text).replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
