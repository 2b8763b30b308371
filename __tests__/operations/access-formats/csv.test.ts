import { describeAccess } from '../../../operations/access-formats/describe-access.js';
import { renderAccessCsv } from '../../../operations/access-formats/csv.js';
import { loadSandboxEnvironment } from '../sandbox-environment.js';
import { HOSTILE_NAME, hostileDocument, withheldDocument } from './environments.js';
import { readCsv } from './read-csv.js';

const [header = [], ...rows] = readCsv(renderAccessCsv(describeAccess(loadSandboxEnvironment())));
const hostile = readCsv(renderAccessCsv(hostileDocument()));

test('the header is a contract', () => {
  expect(header.join()).toBe(
    'environment,kind,principal_type,principal,principal_name,permission_set,permission_set_name,account,account_id,account_name,ou,status,withheld_because,config_lines',
  );
});

test('a row is a grant, with the line that says so', () => {
  expect(rows.filter(([, kind]) => kind === 'grant')).toHaveLength(71);
  expect(
    rows.filter(([, , , who, , , , where]) => who === 'platform-admins' && where === 'data-dev'),
  ).toEqual([
    [
      'sandbox',
      'grant',
      'group',
      'platform-admins',
      'AWS Platform Admins',
      'Administrator',
      'AdministratorAccess',
      'data-dev',
      '210987650503',
      'data-dev',
      '/Workloads/Dev',
      'granted',
      '',
      'config/sandbox/teams/platform.yaml:6',
    ],
  ]);
});

test('emergency access has rows of its own kinds, for the role and for where it goes on to', () => {
  const emergency = rows.filter(([, , , who]) => who === 'break-glass');
  expect(emergency.map((row) => [row[1], row[6], row[7], row[11], row[13]])).toEqual([
    ['emergency', 'BreakGlass', 'emergency', 'off', 'config/sandbox/teams/identity.yaml:25'],
    ['emergency-workload', 'BreakGlass', 'payments-prod', 'off', 'config/sandbox/teams/identity.yaml:25'],
    ['emergency-workload', 'BreakGlass', 'storefront-prod', 'off', 'config/sandbox/teams/identity.yaml:25'],
  ]);
});

test('what is withheld says why', () => {
  const [, ...waiting] = readCsv(renderAccessCsv(withheldDocument()));
  expect(waiting.map((row) => [row[3], row[11], row[12]])).toEqual([
    ['admins', 'granted', ''],
    ['team', 'withheld', expect.stringMatching(/^The group "team" is managed here, and provisioning is not/)],
  ]);
});

describe('names that mean mischief', () => {
  test('come back as they were, with codes for what can’t be seen', () => {
    const names = hostile.filter(([, , , who]) => who === 'admins').map((row) => row[4]);
    expect(names[0]).toBe(HOSTILE_NAME.replace('\u200f', String.raw`\u200f`));
    const prod = hostile.find(([, , , who, , , , where]) => who === 'mallory' && where === 'prod');
    expect(prod?.[10]).toMatch(/\\u001b\[2J\\u202e\\u000d\\u000a\| "unit" \|$/);
  });

  test('start no formula', () => {
    const prod = hostile.find(([, , , who, , , , where]) => who === 'mallory' && where === 'prod');
    expect(prod?.[4]).toMatch(/^'=cmd/);
    expect(prod?.[9]).toMatch(/^'@SUM/);
    expect(hostile.flat().filter((cell) => /^[=+\-@\t\r\n]/.test(cell))).toEqual([]);
  });

  test('start no cell of their own, whatever separates cells', () => {
    const text = renderAccessCsv(hostileDocument());
    expect(hostile.every((row) => row.length === header.length)).toBe(true);
    expect(
      text
        .split('\r\n')
        .slice(0, -1)
        .every((line) => /^".*"$/.test(line)),
    ).toBe(true);
  });
});
