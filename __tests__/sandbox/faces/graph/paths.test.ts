/** Every path of Graph that is modelled, through Microsoft's own client. */
import { modelledGraph } from '../../../../sandbox/faces/graph/modelled.js';
import { serveTestGraph, type TestGraph } from '../../../helpers/graph.js';
import { unprovisionedSeed } from '../../../helpers/world.js';
import { appRoleAssignments } from './paths/app-role-assignments.js';
import { applications } from './paths/applications.js';
import { claimsMappingPolicies } from './paths/claims-mapping-policies.js';
import { conditionalAccess } from './paths/conditional-access.js';
import { fixture, type Tries } from './paths/fixture.js';
import { groups } from './paths/groups.js';
import { servicePrincipals } from './paths/service-principals.js';
import { synchronization } from './paths/synchronization.js';
import { departures, users } from './paths/users.js';

const tries: Tries = {
  ...applications,
  ...servicePrincipals,
  ...appRoleAssignments,
  ...claimsMappingPolicies,
  ...synchronization,
  ...conditionalAccess,
  ...groups,
  ...users,
  ...departures,
};

let graph: TestGraph;
beforeAll(async () => {
  graph = await serveTestGraph(unprovisionedSeed);
});
afterAll(() => graph.stop());

test('every operation that is modelled is tried, and no other', () => {
  const modelled = modelledGraph().map(({ method, path }) => `${method} ${path}`);
  expect(Object.keys(tries).sort()).toEqual([...modelled].sort());
});

test.each(Object.entries(tries))('%s', async (_operation, attempt) => {
  expect.hasAssertions();
  await attempt(fixture(graph));
});
