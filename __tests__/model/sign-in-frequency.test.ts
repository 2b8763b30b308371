import { parseSignInFrequency } from '../../model/sign-in-frequency.js';

test.each([
  ['PT1H', { value: 1, period: 'hours' }],
  ['PT23H', { value: 23, period: 'hours' }],
  ['P1D', { value: 1, period: 'days' }],
  ['P365D', { value: 365, period: 'days' }],
])('%s is taken', (text, frequency) => {
  expect(parseSignInFrequency(text)).toEqual(frequency);
});

test.each([
  'PT0H',
  'PT24H',
  'P0D',
  'P366D',
  'PT30M',
  'PT1H30M',
  'P1DT1H',
  'P1W',
  'P1M',
  'PT08H',
  '8h',
  'P',
  '',
])('%j is not', (text) => {
  expect(parseSignInFrequency(text)).toBeUndefined();
});
