import { createProvisioned, type Provisioned } from './provisioned-world.js';

const ADA = 'ada@test.example';
const BOB = 'bob@test.example';
const EVE = 'eve@test.example';

async function started(
  assigned: readonly string[],
  secrets: Readonly<Record<string, string>> = {},
): Promise<Provisioned> {
  const world = createProvisioned(assigned);
  world.set(secrets);
  world.synchronization.start(world.principal, world.job);
  await world.pass(0);
  return world;
}

const threshold = (value: number, enabled = true) => ({
  SyncNotificationSettings: JSON.stringify({
    Enabled: false,
    DeleteThresholdEnabled: enabled,
    DeleteThresholdValue: value,
  }),
});

const statusOf = ({ synchronization, principal, job }: Provisioned) =>
  synchronization.job(principal, job).status;

test('who leaves the scope is disabled, a group that leaves it is deleted, and who comes back is enabled', async () => {
  const world = await started(['Developers', EVE]);
  world.unassign('Developers', EVE);
  await world.pass(40);
  expect(world.groups()).toEqual({});
  expect(await world.users()).toEqual({ [ADA]: false, [BOB]: false, [EVE]: false });
  expect(world.summary()).toMatchObject({ users: 0, groups: 0, members: 0 });
  world.assign(ADA);
  await world.pass(40);
  expect(await world.users()).toEqual({ [ADA]: true, [BOB]: false, [EVE]: false });
});

test('who leaves an assigned group leaves AWS’s group and is disabled', async () => {
  const world = await started(['Developers']);
  world.world.entra.groups.removeMember(world.idOf('Developers'), world.idOf(BOB));
  await world.pass(40);
  expect(world.groups()).toEqual({ Developers: [ADA] });
  expect(await world.users()).toEqual({ [ADA]: true, [BOB]: false });
});

test('who is blocked from sign-in is disabled, and not made while blocked', async () => {
  const world = await started([ADA]);
  const { users } = world.world.entra;
  users.update(world.idOf(ADA), { accountEnabled: false });
  users.update(world.idOf(EVE), { accountEnabled: false });
  world.assign(EVE);
  await world.pass(40);
  expect(await world.users()).toEqual({ [ADA]: false });
  expect(world.summary().failed).toEqual([
    {
      name: EVE,
      type: 'User',
      reason: 'The account is disabled in Entra. Enable it, so that it is provisioned.',
    },
  ]);
});

test('who is deleted in Entra is disabled, and deleted in AWS once deleted for good', async () => {
  const world = await started(['Developers']);
  const bob = world.idOf(BOB);
  world.world.entra.users.delete(bob);
  await world.pass(40);
  expect(await world.users()).toEqual({ [ADA]: true, [BOB]: false });
  world.world.entra.users.deletePermanently(bob);
  await world.pass(40);
  expect(await world.users()).toEqual({ [ADA]: true });
  expect(world.groups()).toEqual({ Developers: [ADA] });
});

test('who is blocked from sign-in, and then deleted for good, is deleted in AWS', async () => {
  const world = await started([EVE]);
  const eve = world.idOf(EVE);
  world.world.entra.users.update(eve, { accountEnabled: false });
  await world.pass(40);
  world.world.entra.users.delete(eve);
  world.world.entra.users.deletePermanently(eve);
  await world.pass(40);
  expect(await world.users()).toEqual({});
});

test('who was unassigned is managed no longer: being deleted in Entra changes nothing in AWS', async () => {
  const world = await started([EVE]);
  const eve = world.idOf(EVE);
  world.unassign(EVE);
  await world.pass(40);
  world.world.entra.users.delete(eve);
  world.world.entra.users.deletePermanently(eve);
  await world.pass(40);
  expect(await world.users()).toEqual({ [EVE]: false });
});

test('with SkipOutOfScopeDeletions what leaves the scope stays', async () => {
  const world = await started(['Developers'], { SkipOutOfScopeDeletions: 'True' });
  world.unassign('Developers');
  await world.pass(40);
  expect(world.groups()).toEqual({ Developers: [ADA, BOB] });
  expect(await world.users()).toEqual({ [ADA]: true, [BOB]: true });
});

test('as many deletions as the threshold are done', async () => {
  const world = await started(['Developers'], threshold(3));
  world.unassign('Developers');
  await world.pass(40);
  expect(world.groups()).toEqual({});
  expect(statusOf(world).code).toBe('Active');
});

test('one more puts the job into quarantine, and none is done until that is allowed', async () => {
  const world = await started(['Developers'], threshold(2));
  world.unassign('Developers');
  world.assign(EVE);
  await world.pass(40);
  const message = '3 users and groups would be disabled or deleted, more than 2.';
  expect(world.groups()).toEqual({ Developers: [ADA, BOB] });
  expect(await world.users()).toEqual({ [ADA]: true, [BOB]: true, [EVE]: true });
  expect(statusOf(world)).toMatchObject({
    code: 'Quarantine',
    quarantine: { reason: 'TooManyDeletes', error: { message } },
  });
  expect(world.summary().quarantine).toBe(message);
  expect(world.synchronization.provisioningLog().at(-1)).toMatchObject({
    action: 'StagedDelete',
    outcome: 'Skipped',
    reason: message,
  });
  world.synchronization.restart(world.principal, world.job, { resetScope: 'ForceDeletes' });
  await world.pass(0);
  expect(world.groups()).toEqual({});
  expect(statusOf(world)).toMatchObject({ code: 'Active', quarantine: null });
});

test('the quarantine ends when what would be deleted is assigned again', async () => {
  const world = await started(['Developers'], threshold(2));
  world.unassign('Developers');
  await world.pass(40);
  world.assign('Developers');
  await world.pass(6 * 60);
  expect(statusOf(world)).toMatchObject({ code: 'Active', quarantine: null });
  expect(world.groups()).toEqual({ Developers: [ADA, BOB] });
});

test('a threshold that isn’t enabled stops nothing', async () => {
  const world = await started(['Developers'], threshold(0, false));
  world.unassign('Developers');
  await world.pass(40);
  expect(world.groups()).toEqual({});
});
