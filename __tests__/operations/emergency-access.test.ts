import { spawnSync } from 'node:child_process';
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
      String.raw`  az ad sp update --id $(az ad sp list --filter 'displayName eq '\''AWS Emergency Access'\''' --query '[0].id' --output tsv) --set accountEnabled=true`,
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

test.each([
  'AWS $(touch /tmp/made) `touch /tmp/made` Access',
  `O'Brien's "second" lane`,
  'Lane \\ $HOME !! #2; exit 1',
])('a shell takes the name %j as it is', (displayName) => {
  const application = { ...(emergencyConfig().emergencyAccess['application'] as object), displayName };
  const command = told({ application })
    .split('\n')
    .find((line) => line.startsWith('  az ad sp update '));
  // Stands for `az`: shows its arguments, and what it finds is an id.
  const az = `az() { if [ "$3" = list ]; then printf '<%s>' "$@" >&2; echo some-id; else printf '<%s>' "$@"; fi; }`;
  const { stdout, stderr, status } = spawnSync('sh', ['-c', `${az}\n${command}`], { encoding: 'utf8' });
  expect(stderr).toBe(
    `<ad><sp><list><--filter><displayName eq '${displayName.replaceAll("'", "''")}'><--query><[0].id><--output><tsv>`,
  );
  expect(stdout).toBe('<ad><sp><update><--id><some-id><--set><accountEnabled=true>');
  expect(status).toBe(0);
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
