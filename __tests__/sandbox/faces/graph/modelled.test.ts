import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { modelledGraph, renderModelledGraph } from '../../../../sandbox/faces/graph/modelled.js';

test('the documentation has the modelled paths as they are', () => {
  const document = readFileSync(resolve(__dirname, '../../../../docs/sandbox-fidelity.md'), 'utf8');
  expect(document).toContain(`\n\n${renderModelledGraph()}\n\n`);
});

test('a path tells each of its methods', () => {
  expect(renderModelledGraph()).toContain('| `/groups/{id}` | GET, PATCH, DELETE |');
  expect(modelledGraph()).toContainEqual({ method: 'PATCH', path: '/groups/{id}' });
});
