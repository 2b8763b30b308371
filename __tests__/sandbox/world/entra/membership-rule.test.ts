import { membershipRule } from '../../../../sandbox/world/entra/membership-rule.js';
import { createTestTenant, refusalOf } from '../../../helpers/entra.js';

const names = (rule: string) =>
  createTestTenant()
    .users.list()
    .filter(membershipRule(rule))
    .map(({ displayName }) => displayName);

test.each([
  ['user.department -eq "Dev"', ['Ada']],
  ['(user.Department -EQ "dev")', ['Ada']],
  ['user.userPrincipalName -eq "eve@test.example"', ['Eve']],
  ['user.department -eq "Nobody"', []],
])('%s', (rule, members) => {
  expect(names(rule)).toEqual(members);
});

test.each([
  'user.department -ne "Dev"',
  'user.department -eq "Dev" -or user.department -eq "Ops"',
  'user.shoeSize -eq "42"',
  'device.displayName -eq "x"',
  '',
])('refuses what it cannot evaluate: %s', async (rule) => {
  expect(await refusalOf(() => membershipRule(rule))).toBe(
    `501 NotImplemented: The sandbox does not model the membership rule '${rule}'. It evaluates user.<attribute> -eq "value", with one of the attributes department, displayName, givenName, jobTitle, surname, userPrincipalName.`,
  );
});

test('refuses a rule beyond Entra’s limit', async () => {
  expect(await refusalOf(() => membershipRule(`user.department -eq "${'x'.repeat(3072)}"`))).toBe(
    '400 Request_BadRequest: The membership rule is longer than 3072 characters.',
  );
});
