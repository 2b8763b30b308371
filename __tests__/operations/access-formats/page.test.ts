import { createHash } from 'node:crypto';
import { describeAccess } from '../../../operations/access-formats/describe-access.js';
import { renderAccessPage } from '../../../operations/access-formats/page.js';
import { loadSandboxEnvironment } from '../sandbox-environment.js';
import { HOSTILE_NAME, hostileDocument } from './environments.js';

const page = renderAccessPage(describeAccess(loadSandboxEnvironment()));
const hostile = renderAccessPage(hostileDocument());

/** What stands in the elements of a name, in order. */
const contents = (html: string, tag: string): string[] =>
  [...html.matchAll(new RegExp(`<${tag}[^>]*>(.*?)</${tag}>`, 'gs'))].map(([, content = '']) => content);

test('the same config gives the same bytes', () => {
  expect(renderAccessPage(describeAccess(loadSandboxEnvironment()))).toBe(page);
});

test('its policy lets its own script and style run, and nothing else', () => {
  const hash = (text = '') => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const [, script] = contents(page, 'script');
  const [style] = contents(page, 'style');
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
  expect(policy?.split('; ')).toEqual([
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]);
});

test('it names nothing to load', () => {
  const [data = ''] = contents(page, 'script');
  expect(page.replace(data, '').match(/\b(?:src|href|srcset)=|@import|url\(|\bimport\b/g)).toBeNull();
  expect(page.match(/https?:\/\/[^'"\s]*/g)).toEqual(['http://www.w3.org/2000/svg']);
});

test('names are data, never markup', () => {
  expect(contents(hostile, 'script')).toHaveLength(2);
  const [data = ''] = contents(hostile, 'script');
  expect(data).not.toContain('<');
  const { principals } = JSON.parse(data) as { principals: { name: string }[] };
  expect(principals[0]?.name).toBe(HOSTILE_NAME.replace('\u200f', String.raw`\u200f`));
  expect(hostile.replace(data, '')).toBe(
    page.replace(contents(page, 'script')[0] ?? '', '').replaceAll(': sandbox<', ': test<'),
  );
});

test('nothing in the file steers a terminal that shows it', () => {
  expect(hostile).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
});
