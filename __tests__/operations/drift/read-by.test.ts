import { chooseReadBy } from '../../../operations/drift/read-assignments.js';

const provisioned = (places: number) => [
  { arn: 'a', accounts: Array.from({ length: places }, (_, index) => String(index)) },
];
const principals = Array.from({ length: 20 }, (_, index) => ({
  type: 'GROUP' as const,
  id: String(index),
  name: String(index),
}));

test('few places are read one by one, for that tells assignments whose group or user is gone', () => {
  expect(chooseReadBy({ kind: 'management' }, provisioned(250), principals)).toBe(
    'permission set and account',
  );
});

test('many are read by group and user, where that takes fewer requests and AWS tells it', () => {
  expect(chooseReadBy({ kind: 'management' }, provisioned(251), principals)).toBe('group and user');
  expect(chooseReadBy({ kind: 'delegated' }, provisioned(251), principals)).toBe(
    'permission set and account',
  );
  expect(chooseReadBy({ kind: 'management' }, provisioned(251), undefined)).toBe(
    'permission set and account',
  );
});
