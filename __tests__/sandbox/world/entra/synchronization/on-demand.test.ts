import { GONE, NOBODY, refusalOf } from '../../../../helpers/entra.js';
import { createProvisioned, RULE } from './provisioned-world.js';

const ADA = 'ada@test.example';
const BOB = 'bob@test.example';

test('a group comes without its members, which follow with the next cycle', async () => {
  const world = createProvisioned(['Developers']);
  expect(await world.onDemand('Developers')).toEqual({ result: 'Success', details: {} });
  expect(world.groups()).toEqual({ Developers: [] });
  expect(await world.users()).toEqual({});
  world.synchronization.start(world.principal, world.job);
  await world.pass(0);
  expect(world.groups()).toEqual({ Developers: [ADA, BOB] });
});

test('a user comes at once', async () => {
  const world = createProvisioned([ADA]);
  expect(await world.onDemand(ADA)).toEqual({ result: 'Success', details: {} });
  expect(await world.users()).toEqual({ [ADA]: true });
});

test('members that are named come with the group', async () => {
  const world = createProvisioned(['Developers']);
  await world.onDemand('Developers', [ADA]);
  expect(world.groups()).toEqual({ Developers: [ADA] });
});

test('what isn’t assigned is skipped, and nothing is asked of AWS', async () => {
  const world = createProvisioned(['Developers']);
  expect(await world.onDemand('Admins')).toEqual({
    result: 'Skipped',
    details: {
      errorCode: 'NotEffectivelyEntitled',
      errorMessage:
        'This object is not assigned to the application, or was not when that was last looked at.',
    },
  });
  expect(world.requests()).toEqual([]);
  expect(world.summary().failed).toMatchObject([{ name: 'Admins', type: 'Group' }]);
});

test('an assignment is honoured only some time after it was made', async () => {
  const world = createProvisioned(['Developers']);
  world.synchronization.assignmentLatency = 5 * 60_000;
  expect(await world.onDemand('Developers')).toMatchObject({ result: 'Skipped' });
  await world.pass(5);
  expect(await world.onDemand('Developers')).toMatchObject({ result: 'Success' });
});

test('what AWS has as it should be is skipped', async () => {
  const world = createProvisioned(['Developers']);
  await world.onDemand('Developers');
  expect(await world.onDemand('Developers')).toMatchObject({
    result: 'Skipped',
    details: { errorCode: 'RedundantExport' },
  });
});

test('a renamed group is renamed, one that AWS lost is made anew', async () => {
  const world = createProvisioned(['Developers']);
  await world.onDemand('Developers');
  const id = world.groupId('Developers');
  world.world.entra.groups.update(world.idOf('Developers'), { displayName: 'Engineers' });
  await world.onDemand('Engineers');
  expect(world.groupId('Engineers')).toBe(id);
  const { token } = world.scim.createAccessToken();
  const url = `${String(world.scim.endpoints[0])}/Groups/${String(id)}`;
  await world.scim.request({ method: 'DELETE', url, token });
  expect(await world.onDemand('Engineers')).toMatchObject({ result: 'Success' });
  expect(world.groups()).toEqual({ Engineers: [] });
});

test('what AWS refuses is the answer, not an error', async () => {
  const world = createProvisioned([ADA]);
  world.world.entra.users.update(world.idOf(ADA), { surname: null });
  expect(await world.onDemand(ADA)).toMatchObject({ result: 'Failure' });
  expect(world.summary().failed).toMatchObject([{ name: ADA }]);
  world.set({ SecretToken: 'wrong' });
  expect(await world.onDemand(ADA)).toMatchObject({ result: 'Failure' });
});

test('requests at the same time, beside a cycle, make nothing twice', async () => {
  const world = createProvisioned(['Developers', 'Admins']);
  world.synchronization.start(world.principal, world.job);
  const onDemand = ['Developers', 'Developers', 'Admins'].map((name) => world.onDemand(name));
  const [, ...results] = await Promise.all([world.pass(0), ...onDemand]);
  expect(results.map(({ result }) => result)).not.toContain('Failure');
  expect(world.groups()).toEqual({ Developers: [ADA, BOB], Admins: [ADA] });
  expect(world.summary().failed).toEqual([]);
});

test('refuses another rule, what isn’t there, other types, and more than five members', async () => {
  const { synchronization, principal, job, idOf } = createProvisioned(['Developers']);
  const refusal = (ruleId: string, objectId: string, objectTypeName: string, members = 0) => {
    const links = { members: Array(members).fill({ objectId: idOf(ADA), objectTypeName: 'User' }) };
    const parameters = [{ ruleId, subjects: [{ objectId, objectTypeName, links }] }];
    return refusalOf(() => synchronization.provisionOnDemand(principal, job, { parameters }));
  };
  const group = idOf('Developers');
  expect(await refusal(NOBODY, group, 'Group')).toBe(
    `400 Request_BadRequest: The synchronization rule '${NOBODY}' was not found.`,
  );
  expect(await refusal(RULE, NOBODY, 'Group')).toBe(GONE(NOBODY));
  expect(await refusal(RULE, group, 'User')).toBe(GONE(group));
  expect(await refusal(RULE, group, 'Worker')).toBe(
    "501 NotImplemented: The sandbox does not model on-demand provisioning of 'Worker' objects.",
  );
  expect(await refusal(RULE, group, 'Group', 6)).toBe(
    '400 Request_BadRequest: At most 5 members can be provisioned on demand.',
  );
});
