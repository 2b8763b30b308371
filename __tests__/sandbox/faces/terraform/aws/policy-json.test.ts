import { compactJson, samePolicy } from '../../../../../sandbox/faces/terraform/aws/policy-json.js';

const statement = (more: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Resource: '*', ...more }] });

test.each([
  ['white space', '{"Statement": [ ]}', '{"Statement":[]}'],
  ['the order of keys', '{"a":1,"b":{"c":1,"d":2}}', '{"b":{"d":2,"c":1},"a":1}'],
  ['the order of actions', statement({ Action: ['a', 'b'] }), statement({ Action: ['b', 'a'] })],
  ['one action and a list of it', statement({ Action: ['a'] }), statement({ Action: 'a' })],
  ['one statement and a list of it', '{"Statement":{"Sid":"a"}}', '{"Statement":[{"Sid":"a"}]}'],
])('%s makes no difference', (_what, one, other) => {
  expect(samePolicy(one, other)).toBe(true);
});

test.each([
  ['another action', statement({ Action: 'a' }), statement({ Action: 'b' })],
  ['one action more', statement({ Action: 'a' }), statement({ Action: ['a', 'b'] })],
  ['a condition', statement({ Action: 'a' }), statement({ Action: 'a', Condition: {} })],
  ['no JSON', '{', '{}'],
])('%s does', (_what, one, other) => {
  expect(samePolicy(one, other)).toBe(false);
});

test('is sent to AWS in one line, its keys sorted', () => {
  expect(compactJson('{ "b": [ { "d": 1, "c": "x y" } ],\n "a": null }')).toBe(
    '{"a":null,"b":[{"c":"x y","d":1}]}',
  );
});
