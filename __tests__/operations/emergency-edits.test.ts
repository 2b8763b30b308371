/** Emergency access moves, is renamed, leaves accounts, and goes altogether, by real Terraform on the sandbox. */
import { emergencyConfig, type SmallConfig, smallConfig } from '../helpers/config.js';
import { emergencySeed } from '../helpers/world.js';
import { createOperatedSandbox, type OperatedSandbox } from './operated-sandbox.js';

jest.setTimeout(60_000);

let sandbox: OperatedSandbox;
beforeEach(async () => (sandbox = await createOperatedSandbox(emergencySeed)));
afterEach(() => sandbox.stop());

/** The same organization, with the account that emergency access was in. */
const withoutEmergency = (): SmallConfig => {
  const config = smallConfig();
  config.aws.accounts['emergency'] = { id: '444444444444', ou: '/Security' };
  config.users['eve'] = { userPrincipalName: 'eve@test.example' };
  return config;
};
const made = (pattern: RegExp) =>
  [...sandbox.world.aws.made(), ...sandbox.world.entra.made()].filter((line) => pattern.test(line));
const OF_EMERGENCY = /SAML provider|^role |AWS Emergency Access/;
const BREAK_GLASS = { policies: ['AdministratorAccess'], groups: ['admins'], users: ['eve'] };

test('an account that emergency access leaves is emptied of it', async () => {
  await sandbox.apply(emergencyConfig());
  expect(made(/^role /)).toEqual([
    'role BreakGlass in account 222222222222',
    'role BreakGlass in account 444444444444',
  ]);
  await sandbox.apply(emergencyConfig({ roles: { BreakGlass: BREAK_GLASS } }));
  expect(made(/^role /)).toEqual(['role BreakGlass in account 444444444444']);
});

test('an account’s handle may change', async () => {
  await sandbox.apply(emergencyConfig());
  const { emergency, ...accounts } = emergencyConfig().aws.accounts;
  const renamed = emergencyConfig({ account: 'glass' });
  renamed.aws.accounts = { ...accounts, glass: emergency ?? {} };
  await sandbox.plan(renamed, async ({ changes }) =>
    expect(changes.filter(({ address }) => /emergency|workload/.test(address))).toEqual([]),
  );
});

test('all of it goes in one apply, and the section after that', async () => {
  const config = emergencyConfig();
  await sandbox.apply(config);
  expect(made(OF_EMERGENCY)).not.toEqual([]);
  await sandbox.apply(emergencyConfig({ removed: true }));
  expect(made(OF_EMERGENCY)).toEqual([]);
  await sandbox.plan(withoutEmergency(), async ({ empty }) => expect(empty).toBe(true));
});

test('a section that is taken out at once is refused with the way to do it', async () => {
  await sandbox.apply(emergencyConfig());
  await expect(sandbox.plan(withoutEmergency(), async () => undefined)).rejects.toThrow(
    [
      "Emergency access still stands in the account 444444444444, and the config doesn't say any more how to reach it.",
      '  Put the section `emergencyAccess` back with `removed: true` in it and apply; then take it out.',
    ].join('\n'),
  );
});

test('and so is an account that is taken out at once', async () => {
  await sandbox.apply(emergencyConfig());
  const config = emergencyConfig({ roles: { BreakGlass: BREAK_GLASS } });
  delete config.aws.accounts['prod'];
  await expect(sandbox.plan(config, async () => undefined)).rejects.toThrow(
    [
      "Emergency access still stands in the account 222222222222, and the config doesn't say any more how to reach it.",
      '  Put the account back under `aws.accounts`, leave it out of `emergencyAccess`, and apply; then take it out.',
    ].join('\n'),
  );
});

/** What a plan of it blocks, and what it says of emergency access. */
const review = (config: SmallConfig) =>
  sandbox.plan(config, async ({ review: found }) => ({
    blocked: found.blocked.map(({ message }) => message),
    said: found.signIn.map(({ message }) => message),
  }));
const settles = (config: SmallConfig) => sandbox.plan(config, async ({ empty }) => expect(empty).toBe(true));

test('the emergency account may become another one: the old one is emptied, and it is told', async () => {
  await sandbox.apply(emergencyConfig());
  const moved = emergencyConfig({ account: 'dev' });
  const { blocked, said } = await review(moved);
  expect(blocked).toEqual([]);
  expect(said).toEqual([
    'Emergency role BreakGlass is made.',
    'Emergency role BreakGlass is taken away in account emergency.',
  ]);
  await sandbox.apply(moved);
  expect(made(/SAML provider|^role /)).toEqual([
    'SAML provider EntraEmergencyAccess in account 111111111111',
    'role BreakGlass in account 111111111111',
    'role BreakGlass in account 222222222222',
  ]);
  await settles(moved);
});

describe('a role that gets another handle', () => {
  const renamed = (settings: object) =>
    emergencyConfig({ roles: { Glass: { ...BREAK_GLASS, ...settings } } });

  test('keeps all that stands under the former one, with `renamedFrom`', async () => {
    await sandbox.apply(emergencyConfig({ roles: { BreakGlass: BREAK_GLASS } }));
    const config = renamed({ name: 'BreakGlass', renamedFrom: 'BreakGlass' });
    await sandbox.plan(config, async ({ counts }) =>
      expect(counts).toMatchObject({ add: 0, change: 0, replace: 0, destroy: 0 }),
    );
    await sandbox.apply(config);
    await settles(renamed({ name: 'BreakGlass' }));
  });

  test('is blocked without it', async () => {
    await sandbox.apply(emergencyConfig({ roles: { BreakGlass: BREAK_GLASS } }));
    const { blocked } = await review(renamed({ name: 'BreakGlass' }));
    expect(blocked).toEqual([
      'The role and the app role of emergency access would be destroyed. Blocked, because emergencyAccess.roles.Glass is the same one under a new handle: give it `renamedFrom: BreakGlass` and the name it had, and nothing is lost. If that is meant, allow it with: --allow-loss emergencyAccess.roles.BreakGlass',
    ]);
  });
});

describe('who may use what changes', () => {
  const roles = (breakGlass: object, observer: object) =>
    emergencyConfig({
      roles: { BreakGlass: { ...BREAK_GLASS, ...breakGlass }, Observer: { ...BREAK_GLASS, ...observer } },
    });

  test('a user goes from one role to another, and is not taken for another one', async () => {
    await sandbox.apply(roles({ users: ['eve'] }, { users: [] }));
    expect((await review(roles({ users: [] }, { users: ['eve'] }))).blocked).toEqual([]);
  });

  test('a group goes from a line of access to a role, and back', async () => {
    const grants = roles({ groups: ['admins'] }, { groups: ['admins'] });
    const emergency = roles({ groups: ['admins', 'developers'] }, { groups: ['admins'] });
    emergency.access = emergency.access.slice(0, 1);
    await sandbox.apply(grants);
    expect((await review(emergency)).blocked).toEqual([]);
    await sandbox.apply(emergency);
    expect((await review(grants)).blocked).toEqual([]);
  });
});
