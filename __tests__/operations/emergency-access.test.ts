import { renderEmergencyAccess, reportEmergencyAccess } from '../../operations/emergency-access.js';
import { emergencyConfig, loadConfig, smallConfig } from '../helpers/config.js';

const told = (settings: object = {}) =>
  renderEmergencyAccess(reportEmergencyAccess(loadConfig(emergencyConfig(settings)))).replace(
    /\(\S*test\.yaml:\d+\)/,
    '(test.yaml)',
  );

test('says the exact change that switches it on, in the config and in Entra, and who can do what then', () => {
  expect(told()).toBe(
    [
      'Emergency access of test is off in the config (test.yaml).',
      '',
      'To switch it on with this program: set `enabled: true` there, and',
      '  federation apply test',
      '',
      'To do the same in Entra, where the state or this program is out of reach:',
      `  az ad sp update --id "$(az ad sp list --filter "displayName eq 'AWS Emergency Access'" --query "[0].id" --output tsv)" --set accountEnabled=true`,
      '  or: Enterprise applications, "AWS Emergency Access", Properties, Enabled for users to sign in: Yes',
      'Then set it in the config too, or the next apply takes it back.',
      '',
      'Who can use what once it is on:',
      '  group admins and user eve: BreakGlass in emergency, and from there in prod',
      '',
      'People start at https://myapps.microsoft.com with "AWS Emergency Access", and arrive at one of: https://signin.aws.amazon.com/saml, https://eu-central-1.signin.aws.amazon.com/saml, https://us-east-1.signin.aws.amazon.com/saml',
    ].join('\n'),
  );
});

test('says how to switch it off again', () => {
  expect(told({ enabled: true })).toContain(
    'To switch it off with this program: set `enabled: false` there, and\n',
  );
});

test('an environment without it is told where to define it', () => {
  expect(() => reportEmergencyAccess(loadConfig(smallConfig()))).toThrow(
    'test has no emergency access. Define it under emergencyAccess.',
  );
});
