import { readFileSync } from 'node:fs';
import { FIDELITY, withModelled } from '../../../sandbox/faces/generate.js';

test('the documentation has what is modelled as it is', () => {
  const document = readFileSync(FIDELITY, 'utf8');
  expect(withModelled(document)).toBe(document);
});

test('a document without a place for it is refused', () => {
  expect(() => withModelled('# Nothing')).toThrow(/^The document lacks <!-- aws-operations/);
});
