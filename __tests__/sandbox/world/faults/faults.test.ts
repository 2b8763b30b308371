/** What each kind of fault does to a call, in the clouds' own words. */
import { intercept } from '../../../../sandbox/world/calls.js';
import { AwsError } from '../../../../sandbox/world/aws/aws-error.js';
import { GraphError } from '../../../../sandbox/world/entra/graph-error.js';
import type { Fault, FaultKind } from '../../../../sandbox/world/faults/fault.js';
import { Faults } from '../../../../sandbox/world/faults/faults.js';
import type { World } from '../../../../sandbox/world/world.js';
import { callerIn, groupId, instanceArn, management } from '../../../helpers/aws.js';
import { createTestWorld, testSeed } from '../../../helpers/world.js';

const aws = (kind: FaultKind, more: Partial<Fault> = {}): Fault => ({
  kind,
  place: 'aws',
  on: 'write',
  nth: 1,
  times: 1,
  ...more,
});
const entra = (kind: FaultKind, more: Partial<Fault> = {}): Fault => ({ ...aws(kind, more), place: 'entra' });

function setUp(...given: Fault[]) {
  const world = createTestWorld();
  const faults = new Faults(given);
  faults.attach(world);
  const met = intercept(world, faults.interceptor);
  return { world, faults, met, ...operationsOf(met) };
}

const operationsOf = (world: World) => {
  const { ssoAdmin, iam } = world.aws.as(callerIn(management, testSeed.aws.region));
  return {
    ssoAdmin,
    iam,
    createSet: (Name = 'A') => ssoAdmin.CreatePermissionSet({ InstanceArn: instanceArn, Name }).PermissionSet,
    sets: () => ssoAdmin.ListPermissionSets({ InstanceArn: instanceArn }).PermissionSets,
    createGroup: (displayName = 'New') =>
      world.entra.groups.create({
        displayName,
        mailNickname: displayName,
        securityEnabled: true,
        mailEnabled: false,
      }),
  };
};

/** As a caller hears it. */
function heard(call: () => unknown): string {
  try {
    call();
    return 'done';
  } catch (error) {
    if (error instanceof AwsError) return `${error.code}: ${error.message}`;
    if (error instanceof GraphError) return `${error.status} ${error.code}: ${error.message}`;
    return String(error);
  }
}

test.each<[FaultKind, string]>([
  ['throttled', 'ThrottlingException: Rate exceeded'],
  ['unavailable', 'InternalServerException: An internal error occurred'],
  ['timedOut', 'ConnectionError: timeout awaiting response headers'],
  ['reset', 'ConnectionError: connection reset by peer'],
  ['conflict', 'ConflictException: The resource is being modified by another request'],
  ['expired', 'ExpiredTokenException: The security token included in the request is expired'],
])('%s: AWS refuses a call, and nothing was done', (kind, words) => {
  const { world, createSet } = setUp(aws(kind));
  expect(heard(() => createSet())).toBe(words);
  expect(world.aws.made()).toEqual([]);
});

test.each<[FaultKind, string]>([
  ['throttled', '429 TooManyRequests: Please retry again later.'],
  ['unavailable', '503 ServiceUnavailable: The service is temporarily unavailable.'],
  ['timedOut', 'ConnectionError: timeout awaiting response headers'],
  ['reset', 'ConnectionError: connection reset by peer'],
  ['conflict', '409 Directory_ConcurrencyViolation: The object was changed by another request.'],
  ['expired', '401 InvalidAuthenticationToken: Lifetime validation failed, the token is expired.'],
])('%s: Graph refuses a call, and nothing was done', (kind, words) => {
  const { world, createGroup } = setUp(entra(kind));
  expect(heard(() => createGroup())).toBe(words);
  expect(world.entra.made()).toEqual([]);
});

test('IAM refuses in words of its own', () => {
  const { iam } = setUp(aws('throttled', { on: 'read' }), aws('expired', { on: 'read', nth: 2 }));
  expect(heard(() => iam.GetRole({ RoleName: 'A' }))).toBe('Throttling: Rate exceeded');
  expect(heard(() => iam.GetRole({ RoleName: 'B' }))).toMatch(/^NoSuchEntity: /);
  expect(heard(() => iam.GetRole({ RoleName: 'C' }))).toBe(
    'ExpiredToken: The security token included in the request is expired',
  );
});

test.each<[FaultKind, string]>([
  ['answerLost', 'ConnectionError: connection reset by peer'],
  ['answerWrong', 'InternalServerException: An internal error occurred'],
])('%s: it is done, and the caller hears of an error', (kind, words) => {
  const { world, createSet } = setUp(aws(kind));
  expect(heard(() => createSet())).toBe(words);
  expect(world.aws.made()).toEqual(['permission set A']);
});

test('it meets the nth call that counts, and the same call again, as often as it says', () => {
  const { createSet, sets, faults } = setUp(aws('throttled', { nth: 2, times: 2 }));
  expect(heard(() => createSet('A'))).toBe('done');
  expect(heard(sets)).toBe('done');
  expect(heard(() => createSet('B'))).toMatch(/^Throttling/);
  expect(heard(() => createSet('C'))).toBe('done');
  expect(heard(() => createSet('B'))).toMatch(/^Throttling/);
  expect(heard(() => createSet('B'))).toBe('done');
  expect(faults.injected).toMatchObject([{ met: 'ssoAdmin.CreatePermissionSet' }]);
});

test('expired credentials meet every later call of their cloud, and no other’s, until it is over', () => {
  const { createSet, createGroup, sets, faults } = setUp(aws('expired'));
  expect(heard(() => createSet())).toMatch(/^ExpiredToken/);
  expect(heard(sets)).toMatch(/^ExpiredToken/);
  expect(heard(() => createGroup())).toBe('done');
  faults.end();
  expect(heard(sets)).toBe('done');
});

test('a promise that is refused is a promise that is broken', async () => {
  const { met } = setUp(entra('throttled'));
  const promised = met.entra.tokenSigning.add('nobody', { displayName: null, endDateTime: null });
  await expect(promised).rejects.toMatchObject({ status: 429 });
});

test('an operation stays in progress for whoever asks, and is done all the same', async () => {
  const { world, ssoAdmin, createSet, faults } = setUp(aws('unsettled', { times: Infinity }));
  const { PermissionSetArn } = createSet();
  const { AccountAssignmentCreationStatus: begun } = ssoAdmin.CreateAccountAssignment({
    InstanceArn: instanceArn,
    PermissionSetArn,
    PrincipalId: groupId(world, 'Admins'),
    PrincipalType: 'GROUP',
    TargetId: '111111111111',
    TargetType: 'AWS_ACCOUNT',
  });
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  const status = () =>
    ssoAdmin.DescribeAccountAssignmentCreationStatus({
      InstanceArn: instanceArn,
      AccountAssignmentCreationRequestId: begun.RequestId,
    }).AccountAssignmentCreationStatus.Status;
  expect([status(), status()]).toEqual(['IN_PROGRESS', 'IN_PROGRESS']);
  expect(world.aws.made()).toHaveLength(3);
  faults.end();
  expect(status()).toBe('SUCCEEDED');
});

test('what was made in Entra isn’t found or listed for so many reads', () => {
  const { met, createGroup } = setUp(entra('lagging', { times: 2 }));
  const { id } = createGroup();
  expect(heard(() => met.entra.groups.get(id))).toMatch(/^404 Request_ResourceNotFound: /);
  expect(met.entra.groups.list({ displayName: 'New' })).toEqual([]);
  expect(met.entra.groups.list({ displayName: 'New' })).toHaveLength(1);
  expect(heard(() => met.entra.groups.get(id))).toBe('done');
});

test('a permission set isn’t found for so many reads', () => {
  const { ssoAdmin, createSet } = setUp(aws('lagging', { times: 1 }));
  const key = { InstanceArn: instanceArn, PermissionSetArn: createSet().PermissionSetArn };
  expect(heard(() => ssoAdmin.DescribePermissionSet(key))).toMatch(/^ResourceNotFoundException: /);
  expect(heard(() => ssoAdmin.DescribePermissionSet(key))).toBe('done');
});

test('AWS refuses the SCIM token from the nth request on, until it is over', async () => {
  const { world, faults } = setUp({
    kind: 'quarantined',
    place: 'scim',
    on: 'write',
    nth: 2,
    times: Infinity,
  });
  world.aws.scim.enable();
  const { token } = world.aws.scim.createAccessToken();
  const [endpoint] = world.aws.scim.endpoints;
  const ask = async () =>
    (await world.aws.scim.request({ method: 'GET', url: `${endpoint}/Users`, token })).status;
  expect([await ask(), await ask(), await ask()]).toEqual([200, 401, 401]);
  faults.end();
  expect(await ask()).toBe(200);
});

test('the backend of the state is gone for so many requests, and a lock is lost once', () => {
  const state = (on: Fault['on'], kind: FaultKind): Fault => ({ kind, place: 'state', on, nth: 1, times: 2 });
  const gone = new Faults([state('write', 'stateGone')]);
  expect(['GET', 'LOCK', 'POST', 'UNLOCK'].map(gone.state)).toEqual([undefined, 'gone', 'gone', undefined]);
  const lost = new Faults([state('write', 'lockLost')]);
  expect(['LOCK', 'POST', 'POST'].map(lost.state)).toEqual([undefined, 'lockLost', undefined]);
});
