import { error, renderProblems, warning } from '../../model/problem';
import { nameChoices, nearMatch, quote } from '../../model/text';

const at = (file: string, line: number, path = '') => ({ file, line, path });

test('problems are sorted by file and line, each said once, and counted', () => {
  const problems = [
    error(at('b.yaml', 2, 'x'), 'is wrong.'),
    error(at('a.yaml', 10, 'y'), 'is wrong.', 'Mend it.'),
    warning(at('a.yaml', 9, 'z[0]'), 'is odd.'),
    error(at('a.yaml', 10, 'y'), 'is wrong.', 'Mend it.'),
    error(at('config', 0), 'does not exist.'),
  ];
  expect(renderProblems(problems)).toBe(
    `a.yaml:9 z[0]: warning: is odd.
a.yaml:10 y: is wrong.
  Mend it.
b.yaml:2 x: is wrong.
config: does not exist.

3 errors, 1 warning.`,
  );
});

test('no problem is said too', () => expect(renderProblems([])).toBe('No problems.'));

test.each([
  ['ReadOnlyy', 'ReadOnly'],
  ['readonly', 'ReadOnly'],
  ['Billing', undefined],
  ['dev-3', undefined],
  ['dev-11', undefined],
  ['x', undefined],
  ['', undefined],
  ['admin', 'Administrator'],
  ['Re', undefined],
])('the near match of %j is %j', (wanted, expected) => {
  expect(nearMatch(wanted, ['ReadOnly', 'Administrator', 'dev-1', 'dev-2', 'dev-1a'])).toBe(expected);
});

test('long lists of names are cut', () => {
  const names = Array.from({ length: 30 }, (_, index) => `name-${String(index).padStart(2, '0')}`);
  expect(nameChoices('Defined', names, 'other')).toBe(
    `Defined: ${names.slice(0, 20).join(', ')} and 10 more.`,
  );
  expect(nameChoices('Defined', [], 'other')).toBe('Defined: none.');
});

test('values are shown on one line, cut, and without credentials', () => {
  expect(quote('a\nb')).toBe('"a\\nb"');
  expect(quote('x y '.repeat(21))).toBe(`"${'x y '.repeat(20)}…"`);
  expect(quote('https://me:secret@host/x')).toBe('"https://***@host/x"');
});

test('what may be a token, put in a wrong place, is never said again whole', () => {
  const token = 'c2VjcmV0MQ'.repeat(12);
  expect(quote(token)).toBe('"c2Vj…"');
  expect(
    quote('https://scim.eu-west-1.amazonaws.com/f00d1234-0000-4000-8000-000000000001/scim/v2'),
  ).toContain('scim');
});
