import { explain, renderExplanation } from '../../operations/access-explanation.js';
import { renderAccess, reportAccess } from '../../operations/access-report.js';
import { loadConfig, smallConfig } from '../helpers/config.js';
import { loadSandboxEnvironment } from './sandbox-environment.js';

const environment = loadSandboxEnvironment();

/** One grant stands, and that of a managed group waits. */
function withheldEnvironment() {
  const config = smallConfig();
  config.groups['team'] = { managed: { members: ['ada@test.example'] } };
  config.access = [{ groups: ['admins', 'team'], permissionSets: ['Administrator'], accounts: ['dev'] }];
  return loadConfig(config);
}

describe('who can do what where', () => {
  const lines = renderAccess(reportAccess(environment)).split('\n');

  test('is a row for each grant, with the line that says so', () => {
    expect(lines[0]?.split(/ {2,}/)).toEqual([
      'Who',
      'Permission set',
      'Account',
      'Account id',
      'Because of',
    ]);
    const finance = lines.filter((line) => line.startsWith('group finance '));
    expect(finance.map((line) => line.split(/ {2,}/))).toEqual([
      [
        'group finance',
        'OrganizationBilling',
        'management',
        '210987650001',
        'config/sandbox/teams/finance.yaml:5',
      ],
    ]);
  });

  test('marks what waits, and counts', () => {
    const waiting = renderAccess(reportAccess(withheldEnvironment())).split('\n');
    expect(waiting.find((line) => line.startsWith('group team '))).toMatch(/ withheld$/);
    expect(waiting.find((line) => line.startsWith('group admins '))).not.toMatch(/withheld/);
    expect(waiting.at(-1)).toBe('2 grants, 1 of them withheld for now.');
    expect(lines).toContain('71 grants.');
  });

  test('ends with who can go by emergency access', () => {
    expect(lines.slice(-4)).toEqual([
      '',
      'Emergency access, which is off:',
      '  group break-glass and group platform-admins: BreakGlass in emergency, and from there in payments-prod and storefront-prod',
      '  group platform-admins and group security-auditors: Observer in emergency',
    ]);
    expect(reportAccess(withheldEnvironment()).emergencyAccess).toBeUndefined();
  });
});

describe('why', () => {
  const why = (who: string, where: string) => renderExplanation(explain(environment, who, where));
  const answer = [
    'group payments-developers has Developer in payments-dev, because of:',
    '  config/sandbox/teams/payments.yaml:5 access[0]',
  ].join('\n');

  test('a group has access, by handles or by the names people know', () => {
    expect(why('payments-developers', 'payments-dev')).toBe(answer);
    expect(why('AWS Payments Developers', '210987650501')).toBe(answer);
  });

  test('a grant waits', () => {
    expect(renderExplanation(explain(withheldEnvironment(), 'team', 'dev'))).toMatch(
      /^group team has Administrator in dev, withheld for now, because of:\n.*test\.yaml:\d+ access\[0\]\n {2}The group "team" is managed here, and provisioning is not/,
    );
  });

  test('a user has none', () => {
    expect(why('pat.okafor@auditors.example', 'playground')).toBe(
      'No access line gives external-auditor anything in playground.',
    );
  });

  test.each([
    [
      'security-auditors',
      'playground',
      'config/sandbox/teams/security.yaml:15 access[1] would, but its `except` leaves the account out.',
    ],
    [
      'storefront-developers',
      'legacy-shop',
      'config/sandbox/teams/storefront.yaml:17 access[1] would, but the account is suspended.',
    ],
    [
      'platform-admins',
      'management',
      'config/sandbox/teams/platform.yaml:6 access[0] would, but `ou:` and `tag:` never reach the management account, only its handle does.',
    ],
  ])('%s has nothing in %s, though a line comes near', (who, where, reason) => {
    const [answered, ...reasons] = why(who, where).split('\n');
    expect(answered).toBe(`No access line gives ${who} anything in ${where}.`);
    expect(reasons).toContain(`  ${reason}`);
  });

  test('is told of the one who is meant where a group and a user have the same handle', () => {
    const config = smallConfig();
    config.groups['pat'] = { name: 'Developers' };
    config.users['pat'] = { userPrincipalName: 'ada@test.example' };
    delete config.groups['developers'];
    config.access = [{ groups: ['pat'], permissionSets: ['Developer'], accounts: ['dev'] }];
    const of = (who: string) =>
      explain(loadConfig(config), who, 'dev').grants.map(({ principal }) => principal);
    expect(of('ada@test.example')).toEqual([]);
    expect(of('Developers')).toEqual([{ type: 'GROUP', handle: 'pat' }]);
    expect(of('pat')).toEqual([{ type: 'GROUP', handle: 'pat' }]);
  });

  test('a name that isn’t there is met with those that are', () => {
    expect(() => why('finanse', 'management')).toThrow(
      new Error(
        [
          '"finanse" is no group or user of this environment.',
          '  Defined: analysts, break-glass, data-engineers, external-auditor, finance, payments-developers, platform-admins, security-auditors, storefront-developers, storefront-on-call. Did you mean "finance"?',
        ].join('\n'),
      ),
    );
    expect(() => why('finance', '999999999999')).toThrow('"999999999999" is no account of this environment.');
  });
});
