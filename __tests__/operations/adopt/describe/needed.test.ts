/** What a description takes of its caller: docs/adopt.md has all of it, and nothing else. */
import { readFileSync } from 'node:fs';
import {
  ACTION_OF_LARGE,
  NEEDED_ACTIONS,
  NEEDED_PERMISSIONS,
} from '../../../../operations/adopt/describe/needed.js';
import { intercept, type Interceptor } from '../../../../sandbox/world/calls.js';
import { GraphError } from '../../../../sandbox/world/entra/graph-error.js';
import { enforcePermissions } from '../../../../sandbox/world/permissions/enforce.js';
import type { World } from '../../../../sandbox/world/world.js';
import { byHandSeed as seed } from './by-hand-seed.js';
import { describeWorld, makeWorld } from './described.js';

/** The JSON policy, and the permissions of Graph, that the page has. */
const page = readFileSync('docs/adopt.md', 'utf8');
const documented = {
  actions: [...page.matchAll(/^ +"([a-z]+:[A-Z][A-Za-z]+)",?$/gm)].map(([, action]) => action ?? ''),
  graph: [...page.matchAll(/^- `([A-Z][A-Za-z]+\.Read\.All)`/gm)].map(([, permission]) => permission ?? ''),
};

let world: World;
beforeAll(async () => {
  world = await makeWorld(seed);
});

/** The refusal of a caller who has all of the page but these; undefined where all is described. */
async function refusalWithout(...missing: string[]): Promise<string[] | undefined> {
  const Action = documented.actions.filter((action) => !missing.includes(action));
  const graph = documented.graph.filter((permission) => !missing.includes(permission));
  const enforced = enforcePermissions({
    policiesOf: () => [{ Statement: [{ Effect: 'Allow', Action, Resource: '*' }] }],
    graph,
  });
  // The sandbox’s tenant tells jobs to who may read applications, which Graph’s documentation doesn’t say.
  const granted: Interceptor = (call, proceed) => {
    if (call.service === 'synchronization' && !graph.includes('Synchronization.Read.All'))
      throw new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges.');
    return enforced(call, proceed);
  };
  try {
    await describeWorld(intercept(world, granted), seed);
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
  return undefined;
}

const lacks = (...needed: string[]): string[] => needed.map((each) => `  the caller needs ${each}`);
const FOR_ORGANIZATION =
  '  AWS tells of an organization to its management account and to delegated administrators alone, whatever the caller’s policies say.';

test('the page has what the program takes', () => {
  expect([...documented.actions].sort()).toEqual([...NEEDED_ACTIONS, ACTION_OF_LARGE].sort());
  expect([...documented.graph].sort()).toEqual([...NEEDED_PERMISSIONS].sort());
});

test('with exactly that, all is described', async () => {
  expect(await refusalWithout(ACTION_OF_LARGE)).toBeUndefined();
});

test.each([...NEEDED_ACTIONS, ...NEEDED_PERMISSIONS])(
  'without %s it is named, and alone',
  async (missing) => {
    const refusal = await refusalWithout(missing);
    const untried = refusal?.filter((line) => line.startsWith('  Not tried yet')) ?? [];
    expect(refusal).toEqual([
      ...lacks(missing),
      ...untried,
      ...(missing.startsWith('organizations:') ? [FOR_ORGANIZATION] : []),
    ]);
  },
);

test('of several that are missing, all are named in one run', async () => {
  const missing = [
    'organizations:ListTagsForResource',
    'identitystore:ListUsers',
    'sso:ListTagsForResource',
    'sso:GetInlinePolicyForPermissionSet',
    'Policy.Read.All',
    'Group.Read.All',
    'Synchronization.Read.All',
  ];
  expect(await refusalWithout(...missing)).toEqual([...lacks(...missing), FOR_ORGANIZATION]);
});

test('groups that Graph tells the ids of alone are none that were read', async () => {
  const limited = intercept(world, ({ service, operation }, proceed) => {
    const answer = proceed();
    return service === 'groups' && operation === 'get'
      ? { ...(answer as object), displayName: null, securityEnabled: null }
      : answer;
  });
  await expect(describeWorld(limited, seed)).rejects.toThrow(
    'so nothing is written:\n  the caller needs Group.Read.All',
  );
});

test('what can’t be tried without the answers that are refused is named too', async () => {
  const refusal = await refusalWithout(...documented.actions, ...documented.graph);
  const named = new Set(refusal?.join(' ').match(/[a-z]+:[A-Z]\w+|[A-Z]\w+\.Read\.All/g));
  expect([...named].sort()).toEqual([...NEEDED_ACTIONS, ...NEEDED_PERMISSIONS].sort());
});
