import { readFileSync } from 'node:fs';
import { replay, TOUR } from './replay.js';

test('the tour prints what its page says', async () => {
  const document = readFileSync(TOUR, 'utf8');
  expect(await replay(document)).toBe(document);
});
