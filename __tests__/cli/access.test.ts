import { readFileSync } from 'node:fs';
import { federation } from './federation.js';

const access = (...options: string[]) => federation(['access', 'sandbox', ...options]);

describe('a document', () => {
  test.each([
    ['markdown', /^# Who can do what where: sandbox\n[^]*\n$/],
    ['csv', /^"environment",[^]*"\r\n"sandbox",[^]*"\r\n$/],
    ['html', /^<!doctype html>\n[^]*<\/html>\n$/],
  ])('in %s is all that stands on standard output; warnings are said beside it', async (format, whole) => {
    const { code, stdout, stderr } = await access('--format', format);
    expect(code).toBe(0);
    expect(stdout).toMatch(whole);
    expect(stderr).toContain('"legacy-shop" is suspended');
    expect(stdout).not.toContain('1 warning.');
  });

  test.each([
    ['markdown', 'text'],
    ['csv', 'csv'],
  ])('in %s is what docs/access.md shows', async (format, language) => {
    const page = readFileSync('docs/access.md', 'utf8');
    const [, block = ''] = new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(page) ?? [];
    const lines = block.split('\n').filter((line) => line !== '' && line !== '…');
    expect(lines.length).toBeGreaterThan(2);
    const printed = (await access('--format', format)).stdout.split(/\r?\n/);
    expect(printed).toEqual(expect.arrayContaining(lines));
  });
});

describe('what doesn’t go together is refused', () => {
  test.each([
    ['--json --format csv', '--json and --format csv are two kinds of output: leave one of them out.'],
    [
      '--explain finance management --format html',
      '--explain answers in text or, with --json, in JSON: leave out --format html.',
    ],
  ])('%s', async (options, message) => {
    const { code, stdout, stderr } = await access(...options.split(' '));
    expect(code).toBe(1);
    expect(
      stdout === '' ? stderr : (JSON.parse(stdout) as { error: { message: string } }).error.message,
    ).toContain(message);
  });

  test('a format that isn’t there', async () => {
    expect(await access('--format', 'pdf')).toEqual({
      code: 1,
      stdout: '',
      stderr:
        "error: option '--format <format>' argument 'pdf' is invalid. Allowed choices are table, markdown, csv, html.\n",
    });
  });
});

test('the table stays what is printed by default', async () => {
  const [table, chosen] = await Promise.all([access(), access('--format', 'table')]);
  expect(chosen).toEqual(table);
  expect(table.stdout).toMatch(/^Who +Permission set +Account /);
});
