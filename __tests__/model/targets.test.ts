import type { Placement } from '../../model/draft';
import { parseOu, renderOu } from '../../model/ou';
import { indexAccounts, parseTarget, selectAccounts } from '../../model/targets';

const account = (ou: string, tags: Record<string, string> = {}, management = false): Placement => ({
  ou,
  tags,
  management,
  status: 'active',
});

const index = indexAccounts(
  Object.entries({
    root: account('/', { tier: 'root' }, true),
    sandbox: account('/'),
    shared: account('/Workloads', { 'cost:centre': '1=2' }),
    prod: account('/Workloads/Prod', { tier: 'prod' }),
    dev: account('/Workloads/Dev', { tier: 'dev' }),
    slash: account('/Dev\\/Test/A', { tier: '' }),
    other: account('/Workloads2'),
    short: account('/R\\/*', { a: 'b=c' }),
    long: account('/R\\\\', { 'a=b': 'c' }),
  }),
);

const select = (text: string) => {
  const target = parseTarget(text);
  return target && selectAccounts(index, target);
};

test.each([
  ['prod', ['prod']],
  ['root', ['root']],
  ['ou:/', ['sandbox', 'shared', 'prod', 'dev', 'slash', 'other', 'short', 'long']],
  ['ou:/*', ['sandbox']],
  ['ou:/Workloads', ['shared', 'prod', 'dev']],
  ['ou:/Workloads/*', ['shared']],
  ['ou:/Workloads/Prod/*', ['prod']],
  ['ou:/Dev\\/Test', ['slash']],
  ['ou:/Dev\\/Test/*', []],
  ['tag:tier=prod', ['prod']],
  ['tag:tier=', ['slash']],
  ['tag:tier=root', []],
  ['tag:cost:centre=1=2', ['shared']],
  ['tag:a=b=c', ['short']],
  ['ou:/R\\/*', ['short']],
  ['ou:/R\\/*/*', ['short']],
  ['ou:/R\\\\', ['long']],
  ['ou:/R\\\\/*', ['long']],
])('%s selects %j', (text, handles) => {
  expect(select(text)).toEqual(handles);
});

test.each([
  'nobody',
  'ou:/workloads',
  'ou:/Dev',
  'ou:/Dev/Test',
  'tag:tier=test',
  'tag:Tier=prod',
  'tag:a=b',
])('%s is not defined', (text) => {
  expect(parseTarget(text)).toBeDefined();
  expect(select(text)).toBeUndefined();
});

test.each([
  '',
  ' prod',
  '111122223333',
  'ou:',
  'ou:Workloads',
  'ou:/Workloads/',
  'ou://',
  'ou:/*/*',
  'ou:*',
  'tag:',
  'tag:tier',
  'tag:=prod',
  'OU:/',
])('%j is no target', (text) => expect(parseTarget(text)).toBeUndefined());

test('an organization without accounts has its root', () => {
  expect(selectAccounts(indexAccounts([]), { kind: 'ou', path: '/', subtree: true })).toEqual([]);
});

test('a path of OUs has one form', () => {
  expect(parseOu('/a\\/b/c\\\\d/e\\f')).toEqual(['a/b', 'c\\d', 'e\\f']);
  expect(renderOu(['a/b', 'c\\d', 'e\\f'])).toBe('/a\\/b/c\\\\d/e\\\\f');
  expect(parseOu(renderOu(['a/b', 'c\\d', 'e\\f']))).toEqual(['a/b', 'c\\d', 'e\\f']);
});
