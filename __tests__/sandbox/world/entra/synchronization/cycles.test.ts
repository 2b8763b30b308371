import { createProvisioned, type Provisioned } from './provisioned-world.js';

const ADA = 'ada@test.example';
const BOB = 'bob@test.example';
const EVE = 'eve@test.example';

/** Started, with the initial cycle done. */
async function started(...assigned: readonly string[]): Promise<Provisioned> {
  const world = createProvisioned(assigned);
  world.synchronization.start(world.principal, world.job);
  await world.pass(0);
  world.requests();
  return world;
}

const reasons = ({ synchronization }: Provisioned) =>
  synchronization
    .provisioningLog()
    .map(({ name, action, outcome, reason }) => `${name}: ${action} ${outcome}. ${reason}`);

test('the initial cycle brings assigned users, assigned groups and their members, and nobody else', async () => {
  const world = createProvisioned(['Developers', EVE]);
  expect(await world.users()).toEqual({});
  world.synchronization.start(world.principal, world.job);
  await world.pass(0);
  expect(await world.users()).toEqual({ [ADA]: true, [BOB]: true, [EVE]: true });
  expect(world.groups()).toEqual({ Developers: [ADA, BOB] });
  expect(world.summary()).toEqual({ groups: 1, users: 3, members: 2, failed: [], quarantine: null });
  const { status } = world.synchronization.job(world.principal, world.job);
  expect(status).toMatchObject({
    code: 'Active',
    lastExecution: { state: 'Succeeded', countExported: 5, countEntitled: 4, error: null },
    synchronizedEntryCountByType: [
      { key: 'User', value: 3 },
      { key: 'Group', value: 1 },
    ],
  });
});

test('members of a dynamic group are those that its rule gives', async () => {
  const world = await started('Operators');
  expect(world.groups()).toEqual({ Operators: [BOB] });
  world.world.entra.users.update(world.idOf(ADA), { department: 'Ops' });
  await world.pass(40);
  expect(world.groups()).toEqual({ Operators: [ADA, BOB] });
});

test('a cycle comes every 40 minutes, and asks for nothing where nothing changed', async () => {
  const world = await started('Developers');
  world.assign(EVE);
  await world.pass(39);
  expect(world.requests()).toEqual([]);
  await world.pass(1);
  expect(world.requests()).toEqual(['GET /Users', 'GET /Users', 'POST /Users']);
  await world.pass(80);
  expect(world.requests()).toEqual(['GET /Users', 'GET /Users']);
});

test('what AWS has already is matched by its name, not made twice', async () => {
  const first = createProvisioned(['Developers']);
  await first.onDemand('Developers');
  const id = first.groupId('Developers');
  first.synchronization.deleteJob(first.principal, first.job);
  first.synchronization.createJob(first.principal, { templateId: 'aWSSingleSignon' });
  first.synchronization.start(first.principal, first.job);
  await first.pass(0);
  expect(first.groupId('Developers')).toBe(id);
  expect(reasons(first)).toContain(`Developers: Create Success. Matched ${String(id)}.`);
});

test('a renamed group stays the same group of AWS', async () => {
  const world = await started('Developers');
  const id = world.groupId('Developers');
  world.world.entra.groups.update(world.idOf('Developers'), { displayName: 'Engineers' });
  await world.pass(40);
  expect(world.groups()).toEqual({ Engineers: [ADA, BOB] });
  expect(world.groupId('Engineers')).toBe(id);
});

test('changed attributes are sent, one that was taken away stays in AWS', async () => {
  const world = await started(ADA);
  const { users } = world.world.entra;
  users.update(world.idOf(ADA), { surname: 'Archer', department: null });
  await world.pass(40);
  expect(reasons(world).at(-1)).toBe(`${ADA}: Update Success. Updated name.familyName, name.formatted.`);
  users.update(world.idOf(ADA), { surname: null, givenName: null });
  await world.pass(40);
  expect(world.summary().failed).toEqual([]);
});

test('members who leave and join a group do so in AWS', async () => {
  const world = await started('Developers', ADA);
  const developers = world.idOf('Developers');
  world.world.entra.groups.removeMember(developers, world.idOf(ADA));
  world.world.entra.groups.addMember(developers, world.idOf(EVE));
  await world.pass(40);
  expect(world.groups()).toEqual({ Developers: [BOB, EVE] });
  expect(await world.users()).toEqual({ [ADA]: true, [BOB]: true, [EVE]: true });
});

test('a nested group’s members are skipped, and the log says so', async () => {
  const world = createProvisioned(['Everyone'], {
    groups: [
      { displayName: 'Inner', members: [EVE] },
      { displayName: 'Everyone', members: [ADA], groups: ['Inner'] },
    ],
  });
  world.synchronization.start(world.principal, world.job);
  await world.pass(80);
  expect(await world.users()).toEqual({ [ADA]: true });
  expect(world.groups()).toEqual({ Everyone: [ADA] });
  const reason =
    'It is nested in the group "Everyone". Provisioning takes direct members of assigned groups only.';
  expect(world.summary().failed).toEqual([{ name: 'Inner', type: 'Group', reason }]);
  expect(reasons(world).filter((line) => line.startsWith('Inner'))).toEqual([
    `Inner: Other Skipped. ${reason}`,
  ]);
});

test('more than 100 members take several requests', async () => {
  const names = Array.from({ length: 201 }, (_, index) => `user${index}@test.example`);
  const users = names.map((userPrincipalName) => ({
    userPrincipalName,
    displayName: userPrincipalName,
    givenName: 'A',
    surname: 'B',
  }));
  const world = createProvisioned(['Large'], { users, groups: [{ displayName: 'Large', members: names }] });
  world.synchronization.start(world.principal, world.job);
  await world.pass(0);
  expect(world.requests().filter((request) => request.startsWith('PATCH'))).toEqual(
    Array(3).fill('PATCH /Groups/…'),
  );
  expect(world.groups()['Large']).toHaveLength(201);
});

test('users that AWS refuses fail with their reason, others go on, and they are tried again', async () => {
  const world = createProvisioned(['All'], {
    users: [
      { userPrincipalName: 'nameless@test.example', displayName: 'Nameless', givenName: 'No' },
      {
        userPrincipalName: 'phones@test.example',
        displayName: 'Phones',
        givenName: 'P',
        surname: 'Q',
        businessPhones: ['1'],
        mobilePhone: '2',
      },
      { userPrincipalName: 'odd@test.example', displayName: 'Odd <1>', givenName: 'O', surname: 'D' },
      { userPrincipalName: 'fine@test.example', displayName: 'Fine', givenName: 'F', surname: 'E' },
    ],
    groups: [
      {
        displayName: 'All',
        members: ['nameless', 'phones', 'odd', 'fine'].map((name) => `${name}@test.example`),
      },
    ],
  });
  world.synchronization.start(world.principal, world.job);
  await world.pass(0);
  const words = 'HTTP 400: Request is unparsable, syntactically incorrect, or violates schema.';
  expect(world.summary()).toEqual({
    groups: 1,
    users: 1,
    members: 1,
    quarantine: null,
    failed: [
      { name: 'nameless@test.example', type: 'User', reason: `${words} (name.familyName: is missing)` },
      {
        name: 'odd@test.example',
        type: 'User',
        reason: `${words} (displayName: must have none of < > ; : %, tabs and new lines)`,
      },
      {
        name: 'phones@test.example',
        type: 'User',
        reason: `${words} (phoneNumbers: must have one value at most)`,
      },
    ],
  });
  expect(world.synchronization.job(world.principal, world.job).status).toMatchObject({
    code: 'Active',
    lastExecution: { state: 'EntryLevelErrors', countEscrowed: 3 },
  });
  world.world.entra.users.update(world.idOf('nameless@test.example'), { surname: 'Found' });
  await world.pass(40);
  expect(world.summary()).toMatchObject({ users: 2, members: 2, failed: [{}, {}] });
});

test('what was deleted in AWS behind its back comes again with an initial cycle, not an incremental one', async () => {
  const world = await started('Developers');
  const remove = async (name: string) =>
    world.scim.request({
      method: 'DELETE',
      url: `${String(world.scim.endpoints[0])}/Groups/${String(world.groupId(name))}`,
      token: world.scim.createAccessToken().token,
    });
  await remove('Developers');
  await world.pass(40);
  expect(world.groups()).toEqual({});
  world.synchronization.restart(world.principal, world.job);
  await world.pass(0);
  expect(world.groups()).toEqual({ Developers: [ADA, BOB] });
});

test('a member who is gone in AWS is made anew, and the group stays the same', async () => {
  const world = await started('Developers', EVE);
  const id = world.groupId('Developers');
  const { token } = world.scim.createAccessToken();
  const url = `${String(world.scim.endpoints[0])}/Users/${String(world.userId(EVE))}`;
  await world.scim.request({ method: 'DELETE', url, token });
  world.world.entra.groups.addMember(world.idOf('Developers'), world.idOf(EVE));
  await world.pass(40);
  expect(world.summary().failed).toMatchObject([{ name: 'Developers', type: 'Group' }]);
  await world.pass(40);
  expect(world.groups()).toEqual({ Developers: [ADA, BOB, EVE] });
  expect(world.groupId('Developers')).toBe(id);
});

test('a change to what is gone in AWS fails, and the next cycle makes it anew', async () => {
  const world = await started('Developers');
  const { token } = world.scim.createAccessToken();
  const url = `${String(world.scim.endpoints[0])}/Groups/${String(world.groupId('Developers'))}`;
  await world.scim.request({ method: 'DELETE', url, token });
  world.world.entra.groups.update(world.idOf('Developers'), { displayName: 'Engineers' });
  await world.pass(40);
  expect(world.summary().failed).toEqual([
    { name: 'Engineers', type: 'Group', reason: 'HTTP 404: GROUP does not exist.' },
  ]);
  await world.pass(40);
  expect(world.groups()).toEqual({ Engineers: [ADA, BOB] });
});
