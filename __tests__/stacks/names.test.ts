import fc from 'fast-check';
import { HANDLE_PATTERN } from '../../model/config.js';
import { KINDS, encodePart, parseResourceName, resourceName, type Kind } from '../../stacks/names.js';

const handle = fc.stringMatching(HANDLE_PATTERN);
const kind = fc.constantFrom(...(Object.keys(KINDS) as Kind[]));
const named = kind.chain((k) =>
  fc.record({
    kind: fc.constant(k),
    parts: fc.array(handle, { minLength: KINDS[k].length, maxLength: KINDS[k].length }),
  }),
);
const nameOf = ({ kind: k, parts }: { kind: Kind; parts: string[] }) =>
  (resourceName as (kind: Kind, ...parts: string[]) => string)(k, ...parts);

test('a name reads as kind, handles and account id', () => {
  expect(resourceName('access', 'developers', 'Developer', '111122223333')).toBe(
    'access_developers_Developer_111122223333',
  );
});

test('every name can be told back: two objects never share one', () => {
  fc.assert(
    fc.property(named, (object) => {
      expect(parseResourceName(nameOf(object))).toEqual(object);
    }),
  );
});

test('every name is one that Terraform takes', () => {
  fc.assert(
    fc.property(named, (object) => {
      expect(nameOf(object)).toMatch(/^[A-Za-z_][A-Za-z0-9_-]*$/);
    }),
  );
});

test('policies whose names differ in one character only have different parts', () => {
  expect(encodePart('ReadOnlyAccess')).toBe('ReadOnlyAccess');
  expect(encodePart('job-function/Billing')).toBe('job-2d-function-2f-Billing');
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      expect(encodePart(one) === encodePart(other)).toBe(one === other);
    }),
  );
});

test('a name that is not ours is not told back', () => {
  expect(parseResourceName('access_developers_Developer')).toBeUndefined();
  expect(parseResourceName('constructor')).toBeUndefined();
  expect(parseResourceName('something_else')).toBeUndefined();
});
