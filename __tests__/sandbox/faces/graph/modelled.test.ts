import { modelledGraph, renderModelledGraph } from '../../../../sandbox/faces/graph/modelled.js';

test('a path tells each of its methods', () => {
  expect(renderModelledGraph()).toContain('| `/groups/{id}` | GET, PATCH, DELETE |');
  expect(modelledGraph()).toContainEqual({ method: 'PATCH', path: '/groups/{id}' });
});
