import { encode, ExtData } from '@msgpack/msgpack';
import { decodeValue, encodeValue, UNKNOWN } from '../../../../sandbox/faces/terraform/protocol/values.js';
import { conform } from '../../../../sandbox/faces/terraform/schema/conform.js';
import type { BlockSchema } from '../../../../sandbox/faces/terraform/schema/schema.js';
import { withoutUnknowns } from '../../../../sandbox/faces/terraform/unknowns.js';

test('a value comes back as it went, with what is unknown', () => {
  const value = {
    text: 'é',
    number: 1.5,
    flag: false,
    none: null,
    list: ['a', UNKNOWN],
    map: { key: UNKNOWN },
  };
  expect(decodeValue(encodeValue(value))).toEqual(value);
});

test('an unknown value with limits, which newer Terraforms send, is unknown', () => {
  const refined = encode(new ExtData(12, encode({ 1: false })));
  expect(decodeValue({ msgpack: refined })).toBe(UNKNOWN);
});

test('no value at all is null', () => {
  expect(decodeValue(undefined)).toBeNull();
  expect(decodeValue({ msgpack: new Uint8Array() })).toBeNull();
});

test('a list with an unknown element is left out whole, so that no place in it is wrong', () => {
  expect(withoutUnknowns({ ids: ['a', UNKNOWN], web: [{ url: UNKNOWN, name: 'n' }], more: UNKNOWN })).toEqual(
    {
      web: [{ name: 'n' }],
    },
  );
});

const block: BlockSchema = {
  attributes: {
    count: { type: 'number', optional: true },
    tags: { type: ['map', 'string'], optional: true },
    roles: { type: ['list', ['object', { id: 'string', on: 'bool' }]], computed: true },
  },
  block_types: {
    web: {
      nesting_mode: 'list',
      block: { attributes: { url: { type: 'string', optional: true } }, block_types: {} },
    },
  },
};

test('a value is brought into the shape of its schema', () => {
  expect(
    conform({ count: '12345678901234567890', roles: [{ on: false }], web: [{}], unheard: 1 }, block),
  ).toEqual({
    count: 12345678901234567000,
    tags: null,
    roles: [{ id: null, on: false }],
    web: [{ url: null }],
  });
  expect(conform(null, block).web).toEqual([]);
});

test.each([
  [{ count: 'many' }, '"count" must be a number, but is "many"'],
  [{ tags: ['a'] }, '"tags" must be a map, but is ["a"]'],
  [{ roles: { id: 'a' } }, '"roles" must be a list, but is {"id":"a"}'],
  [{ roles: [{ id: 1 }] }, '"roles.id" must be a string, but is 1'],
])('a value of another type is refused: %j', (value, message) => {
  expect(() => conform(value, block)).toThrow(message);
});
