import fc from 'fast-check';
import { HANDLE_PATTERN } from '../../../model/config.js';
import { assignHandles } from '../../../operations/adopt/handles.js';

const named = (...names: string[]) => names.map((name) => ({ key: name, name }));

test('a handle is near to the name', () => {
  expect(
    Object.fromEntries(assignHandles(named('AWS Developers', 'données', '2nd line', '日本'), 'group')),
  ).toEqual({
    'AWS Developers': 'aws-developers',
    données: 'donnees',
    '2nd line': 'group-2nd-line',
    日本: expect.stringMatching(/^group-[0-9a-f]{8}$/),
  });
});

test('a permission set keeps a name that is a handle', () => {
  const handles = assignHandles(named('AdministratorAccess', 'Dev.Ops', 'Dev+Ops'), 'set', {
    keepCase: true,
  });
  expect([...handles.values()].slice(0, 2)).toEqual(['AdministratorAccess', 'dev-ops']);
  expect(handles.get('Dev.Ops')).toMatch(/^dev-ops-[0-9a-f]{8}$/);
});

test('of two with one name, the key follows the second’s where a handle can hold it', () => {
  const things = [
    { key: '222222222222', name: 'Shop' },
    { key: '111111111111', name: 'Shop' },
  ];
  expect([...assignHandles(things, 'account')]).toEqual([
    ['111111111111', 'shop'],
    ['222222222222', 'shop-222222222222'],
  ]);
});

test('whatever the names: handles, no two alike whatever the case, and the same in any order', () => {
  const thing = fc.record({
    key: fc.oneof(fc.string(), fc.constantFrom('a', 'b')),
    name: fc.oneof(
      fc.string(),
      fc.constantFrom('A', 'a', 'a-b', 'a b', 'a--b', 'é', '-', 'a'.repeat(80), 'a'.repeat(63)),
    ),
  });
  const things = fc.uniqueArray(thing, { selector: ({ key }) => key, maxLength: 20 });
  fc.assert(
    fc.property(things, fc.boolean(), (all, keepCase) => {
      const handles = assignHandles(all, 'thing', { keepCase });
      const values = [...handles.values()];
      expect(values.filter((value) => !HANDLE_PATTERN.test(value))).toEqual([]);
      expect(new Set(values.map((value) => value.toLowerCase())).size).toBe(all.length);
      expect(assignHandles([...all].reverse(), 'thing', { keepCase })).toEqual(handles);
    }),
    { numRuns: 500 },
  );
});
