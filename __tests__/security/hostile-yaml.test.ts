/** YAML as an attacker writes it: a clear error at its line, soon, and nothing but that. */
import { renderAccess, reportAccess } from '../../operations/access-report.js';
import { stringify } from 'yaml';
import { synthesize } from '../helpers/synthesize.js';
import { loadFiles, validConfig } from '../model/helpers.js';

/** What loading a valid config with these lines behind it says. */
const append = (lines: string): string =>
  loadFiles({ 'prod.yaml': `${stringify(validConfig())}${lines}` }).text;
const only = (content: string | Uint8Array): string => loadFiles({ 'prod.yaml': content }).text;

const chain = (leaf: string, link: (before: string) => string): string =>
  `a0: &a0 ${leaf}\n${Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} ${link(`*a${i}`)}\n`).join('')}`;

describe('what expands without end', () => {
  const bombs: Record<string, string> = {
    'aliases of lists': chain('[x, x]', (a) => `[${a}, ${a}, ${a}]`),
    'aliases of empty lists': chain('[]', (a) => `[${a}, ${a}]`),
    'merges of maps': chain('{b: 1}', (a) => `{<<: [${a}, ${a}]}`),
    'merges of empty maps': chain('{}', (a) => `{<<: [${a}, ${a}]}`),
    'merges in lists of lists': chain('{}', (a) => `{<<: [[${a}], [[${a}]]]}`),
  };
  test.each(Object.keys(bombs))('%s', (name) => {
    expect(append(bombs[name] ?? '')).toMatch(
      /^prod.yaml:\d+ a\d+\S*: holds aliases that expand to too many values\.\n {2}Together they may stand for 500000 at most\.$/m,
    );
  });

  test('an alias of itself', () => {
    expect(append('a: &a [*a]\n')).toContain('refers to itself: *a stands within its own anchor.');
    expect(append('a: &a {<<: *a}\n')).toContain('refers to itself: *a stands within its own anchor.');
  });
});

test.each([
  ['lists', `a: ${'['.repeat(60)}${']'.repeat(60)}\n`, /is nested deeper than 50 levels/],
  ['lists without an end', `a: ${'['.repeat(20_000)}\n`, /is nested too deeply/],
  ['maps', `${'{a: '.repeat(50_000)}${'}'.repeat(50_000)}\n`, /is nested too deeply/],
  ['items', `a:\n  ${'- '.repeat(20_000)}x\n`, /is nested too deeply/],
  ['keys', `${'? '.repeat(20_000)}x\n`, /is nested too deeply/],
  ['merges', `a: {<<: ${'['.repeat(20_000)}{}${']'.repeat(20_000)}}\n`, /is nested too deeply/],
])('deep nesting: %s', (_name, text, said) => {
  expect(only(text)).toMatch(said);
});

test.each([
  ['a function', 'a: !!js/function "function () {}"', 'tag:yaml.org,2002:js/function'],
  ['a regular expression', 'a: !!js/regexp /x/', 'tag:yaml.org,2002:js/regexp'],
  ['binary', 'a: !!binary aGk=', 'tag:yaml.org,2002:binary'],
  ['one of its own', 'a: !include /etc/passwd', '!include'],
])('a tag: %s', (_name, line, tag) => {
  expect(append(`${line}\n`)).toContain(`has a tag that a config can’t hold (Unresolved tag: ${tag}).`);
});

describe('the names that every object of JavaScript has', () => {
  const NAMES = ['constructor', 'toString', 'hasOwnProperty', 'valueOf'];

  test('"__proto__" is a key of nothing', () => {
    expect(append('__proto__: {polluted: true}\n"__proto__": 1\n')).toMatch(
      /has the key "__proto__", which no config can hold/,
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test.each(NAMES)('%s, where nothing has that name, is not defined', (name) => {
    const config = validConfig();
    config.access = [
      {
        groups: [name],
        users: [name],
        permissionSets: [name],
        accounts: [name, `tag:${name}=a`, `ou:/${name}`],
      },
    ];
    const said = only(stringify(config));
    for (const place of ['groups[0]', 'users[0]', 'permissionSets[0]', 'accounts[0]'])
      expect(said).toContain(`access[0].${place}: "${name}" is not defined.`);
    expect(said).toContain(`access[0].accounts[1]: `);
    expect(said).toContain(`access[0].accounts[2]: `);
  });

  test.each(NAMES)('%s, where something has it, is a handle like any other', (name) => {
    const config = validConfig();
    config.groups[name] = {};
    config.permissionSets[name] = { policies: ['ReadOnlyAccess'] };
    config.aws.accounts[name] = { id: '111122226666', ou: '/Other', tags: { [name]: 'a' } };
    config.access = [{ groups: [name], permissionSets: [name], accounts: [`tag:${name}=a`] }];
    const { environments, text } = loadFiles({ 'prod.yaml': stringify(config) });
    expect(text).toBe('No problems.');
    const [environment] = environments;
    if (environment === undefined) throw new Error('There is no environment.');
    expect(renderAccess(reportAccess(environment))).toContain(`group ${name}`);
    expect(Object.keys(synthesize(environment).resource['aws_ssoadmin_account_assignment'] ?? {})).toEqual([
      `access_${name}_${name}_111122226666`,
    ]);
  });
});

describe('bytes that are no text', () => {
  test.each([
    ['UTF-16', Buffer.from(`\ufeff${stringify(validConfig())}`, 'utf16le')],
    ['Latin-1', Buffer.from('a: \xe4', 'latin1')],
    ['half a surrogate pair', Buffer.from([0x61, 0x3a, 0x20, 0xed, 0xa0, 0x80])],
    ['an overlong slash', Buffer.from([0x61, 0x3a, 0x20, 0xc0, 0xaf])],
  ])('%s is refused', (_name, bytes) => {
    expect(only(bytes)).toContain('prod.yaml: is not UTF-8 text.');
  });

  test('a byte-order mark and CR LF are fine', () => {
    expect(only(`\ufeff${stringify(validConfig()).replaceAll('\n', '\r\n')}`)).toBe('No problems.');
  });

  test('names hold no NUL, no escape and no turned text', () => {
    for (const character of ['\0', '\u001b', '\u009b', '\u202e', '\n', '\r']) {
      const config = validConfig();
      config.groups['admins'] = { name: `AWS${character}Admins` };
      expect(only(stringify(config))).toContain('groups.admins.name: ');
    }
  });
});

test.each([
  ['a scalar of 256 KiB', `a: ${'x'.repeat(2 ** 18)}\n`],
  ['a key of 256 KiB', `${'x'.repeat(2 ** 18)}: a\n`],
  ['20,000 keys', Array.from({ length: 20_000 }, (_, i) => `k${i}: v\n`).join('')],
  ['one key 20,000 times', 'k: v\n'.repeat(20_000)],
  ['20,000 mistakes', 'a: b: c\n'.repeat(20_000)],
  ['20,000 brackets', `a: ${'}'.repeat(20_000)}\n`],
  ['256 KiB of line ends', '\n'.repeat(2 ** 18)],
  ['20,000 documents', '---\n'.repeat(20_000)],
])('%s', (_name, text) => {
  // No line of it is repeated whole.
  const said = append(text);
  expect(said).toMatch(/\d+ errors?\.$|^No problems\.$/);
  expect(
    Math.max(
      ...said
        .split('\n')
        .slice(0, 1000)
        .map((line) => line.length),
    ),
  ).toBeLessThan(3000);
});
