/** Emergency access leaves accounts, and goes altogether, by real Terraform on the sandbox. */
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
