import { endingOf, isOver, isPressing, wordEnding } from '../../../operations/status/ending.js';

const now = new Date('2026-11-22T12:00:00Z');

test.each([
  ['2027-03-01', 99, undefined],
  ['2027-02-20', 90, 90],
  ['2026-12-22', 30, 30],
  ['2026-12-07', 15, 15],
  ['2026-11-23', 1, 15],
  ['2026-11-21', -1, 15],
])('what ends on %s has %i days', (day, days, within) => {
  expect(endingOf(day, now)).toEqual(within === undefined ? { day, days } : { day, days, within });
});

test('something ends at 00:00 UTC of its day', () => {
  expect(isOver(endingOf('2026-11-22', now))).toBe(true);
  expect(isOver(endingOf('2026-11-23', now))).toBe(false);
});

test('the last 15 days are pressing', () => {
  expect(isPressing(endingOf('2026-12-08', now))).toBe(false);
  expect(isPressing(endingOf('2026-12-07', now))).toBe(true);
});

test('an end is told in words', () => {
  expect(wordEnding(endingOf('2026-11-23', now))).toBe('ends on 2026-11-23, in 1 day');
  expect(wordEnding(endingOf('2026-11-24', now))).toBe('ends on 2026-11-24, in 2 days');
  expect(wordEnding(endingOf('2026-11-21T10:00:00Z', now))).toBe('ended on 2026-11-21');
});
