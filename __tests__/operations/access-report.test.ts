import { explain, renderExplanation } from '../../operations/access-explanation.js';
import { renderAccess, reportAccess } from '../../operations/access-report.js';
import { loadSandboxEnvironment } from './sandbox-environment.js';

const environment = loadSandboxEnvironment();

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
    const onCall = lines.filter((line) => line.startsWith('group storefront-on-call '));
    expect(onCall).toHaveLength(1);
    expect(onCall[0]).toMatch(/ withheld$/);
    const { grants } = environment.access;
    expect(lines.at(-1)).toBe(
      `${grants.length} grants, ${grants.filter(({ withheld }) => withheld !== undefined).length} of them withheld for now.`,
    );
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
    expect(why('storefront-on-call', 'storefront-prod')).toMatch(
      /^group storefront-on-call has Developer in storefront-prod, withheld for now, because of:\n {2}config\/sandbox\/teams\/storefront\.yaml:\d+ access\[2\]\n {2}The group "storefront-on-call" is managed here/,
    );
  });

  test('a user has none', () => {
    expect(why('pat.okafor@auditors.example', 'playground')).toBe(
      'No access line gives external-auditor anything in playground.',
    );
  });

  test('a name that isn’t there is met with those that are', () => {
    expect(() => why('finanse', 'management')).toThrow(
      new Error(
        [
          '"finanse" is no group or user of this environment.',
          '  Defined: analysts, data-engineers, external-auditor, finance, payments-developers, platform-admins, security-auditors, storefront-developers, storefront-on-call. Did you mean "finance"?',
        ].join('\n'),
      ),
    );
    expect(() => why('finance', '999999999999')).toThrow('"999999999999" is no account of this environment.');
  });
});
