import type { Person, RoleInAccount } from '../../operations/sandbox.js';
import { chooseDifferent, differences, expectSignIn } from '../../operations/sign-in-expectations.js';
import { emergencyConfig, loadConfig, smallConfig } from '../helpers/config.js';
import { loadSandboxEnvironment } from './sandbox-environment.js';

const person = (userPrincipalName: string, ...groups: string[]): Person => ({
  userPrincipalName,
  enabled: true,
  groups: groups.map((displayName) => ({ id: `id of ${displayName}`, displayName })),
});

describe('what a person is to be offered', () => {
  const environment = loadSandboxEnvironment();
  const expected = (...[name, ...groups]: Parameters<typeof person>) =>
    expectSignIn(environment, person(name, ...groups));

  test('is what the grants of the person’s groups say, by account id and permission set name', () => {
    expect(expected('grace.nguyen@acme.example', 'AWS Finance').portal).toEqual([
      { account: '210987650001', role: 'OrganizationBilling' },
    ]);
    expect(expected('raj.patel@acme.example', 'AWS Analysts', 'AWS Payments Developers').portal).toEqual(
      expect.arrayContaining([
        { account: '210987650304', role: 'ReadOnly' },
        { account: '210987650401', role: 'Developer' },
      ]),
    );
  });

  test('is once what two grants give', () => {
    const config = smallConfig();
    config.access = [{ groups: ['admins', 'developers'], permissionSets: ['Developer'], accounts: ['dev'] }];
    const { portal } = expectSignIn(loadConfig(config), person('ada@test.example', 'Admins', 'Developers'));
    expect(portal).toEqual([{ account: '111111111111', role: 'Developer' }]);
  });

  test('is also what a grant by name gives, whatever the case of the name', () => {
    expect(expected('PAT.Okafor@auditors.example').portal).toHaveLength(13);
  });

  test('is what emergency access says, apart from that', () => {
    const { portal, console } = expected('break.glass@acme.example', 'Break Glass Accounts');
    expect({ portal, console }).toEqual({
      portal: [],
      console: [{ account: '210987650103', role: 'BreakGlass' }],
    });
  });

  test('a group that the config knows by its object id is known by it', () => {
    const config = emergencyConfig();
    config.groups['admins'] = { objectId: '9b3c2f5e-6a5b-4d0e-9c2f-5b7d1c9e8a40' };
    const members = (id: string) =>
      expectSignIn(loadConfig(config), {
        ...person('ada@test.example'),
        groups: [{ id, displayName: 'Any' }],
      });
    expect(members('9b3c2f5e-6a5b-4d0e-9c2f-5b7d1c9e8a40').portal).not.toEqual([]);
    expect(members('0b3c2f5e-6a5b-4d0e-9c2f-5b7d1c9e8a40').portal).toEqual([]);
  });

  test('nothing that is withheld is expected', () => {
    const config = smallConfig();
    config.entra['provisioning' as keyof typeof config.entra] = 'pending' as never;
    expect(expectSignIn(loadConfig(config), person('ada@test.example', 'Admins')).portal).toEqual([]);
  });
});

describe('people of different access', () => {
  const environment = loadSandboxEnvironment();
  const people = [
    person('plain@acme.example'),
    person('analyst@acme.example', 'AWS Analysts'),
    person('analyst-2@acme.example', 'AWS Analysts'),
    person('finance@acme.example', 'AWS Finance'),
    person('break.glass@acme.example', 'Break Glass Accounts'),
    person('admin@acme.example', 'AWS Platform Admins'),
  ].map((each) => expectSignIn(environment, each));
  const chosen = (count: number) =>
    chooseDifferent(people, count).map(({ person: { userPrincipalName } }) => userPrincipalName);

  test('are one of each kind first: both lanes, the portal alone, emergency access alone', () => {
    expect(chosen(3)).toEqual(['admin@acme.example', 'analyst@acme.example', 'break.glass@acme.example']);
  });

  test('no two have the same access, and nobody is chosen who has none', () => {
    expect(chosen(9)).toEqual([
      'admin@acme.example',
      'analyst@acme.example',
      'break.glass@acme.example',
      'finance@acme.example',
    ]);
  });
});

describe('what is offered', () => {
  const one = { account: '111111111111', role: 'ReadOnly' };
  const other = { account: '222222222222', role: 'ReadOnly' };
  const billing = { account: '111111111111', role: 'Billing' };
  const offer = (...roles: RoleInAccount[]) => ({ roles, failed: [] });

  test('is as expected in whatever order', () => {
    expect(differences(offer(one, other), [other, one])).toEqual([]);
  });

  test('is told where it is one role more or less, or as many and others', () => {
    expect(differences(offer(one), [one, other])).toEqual(['ReadOnly in 222222222222: is not offered']);
    expect(differences(offer(one, other), [one])).toEqual([
      'ReadOnly in 222222222222: is offered, and not in the config',
    ]);
    expect(differences(offer(one), [billing])).toEqual([
      'Billing in 111111111111: is not offered',
      'ReadOnly in 111111111111: is offered, and not in the config',
    ]);
    expect(differences(offer(one, one), [one])).toEqual(['ReadOnly in 111111111111: is offered twice']);
  });

  test('is told where it doesn’t open, with what the page says', () => {
    const failed = [{ ...other, reason: 'No access' }];
    expect(differences({ roles: [one], failed }, [one, other])).toEqual([
      'ReadOnly in 222222222222: No access',
    ]);
  });
});
