import { createTestTenant, GONE, NOBODY, refusalOf } from '../../../helpers/entra.js';

const team = { displayName: 'Team', mailNickname: 'team', securityEnabled: true };
const rule = 'user.department -eq "Dev"';
const dynamic = {
  ...team,
  groupTypes: ['DynamicMembership'],
  membershipRule: rule,
  membershipRuleProcessingState: 'On' as const,
};
const INVALID = (property: string) =>
  `400 Request_BadRequest: Invalid value specified for property '${property}' of resource 'Group'.`;

function setUp() {
  const tenant = createTestTenant();
  const { groups, users } = tenant;
  const [ada, bob] = ['ada@test.example', 'bob@test.example'].map((name) => users.get(name).id) as [
    string,
    string,
  ];
  const names = (id: string) => groups.members(id).map(({ displayName }) => displayName);
  return { tenant, groups, ada, bob, names };
}

test('makes a security group with owners and members, and changes it', () => {
  const { groups, ada, bob, names } = setUp();
  const { id } = groups.create(team, [ada]);
  groups.addMember(id, ada);
  groups.addMember(id, bob);
  groups.removeMember(id, ada);
  groups.update(id, { displayName: 'Renamed', description: 'x' });
  expect(groups.get(id)).toMatchObject({ displayName: 'Renamed', description: 'x', mailEnabled: false });
  expect(groups.owners(id).map((owner) => owner.displayName)).toEqual(['Ada']);
  expect(names(id)).toEqual(['Bob']);
  groups.delete(id);
  expect(groups.list({ displayName: 'Renamed' })).toEqual([]);
});

test('two groups may have the same name', () => {
  const { groups } = setUp();
  groups.create(team);
  groups.create(team);
  expect(groups.list({ displayName: 'team', securityEnabled: true })).toHaveLength(2);
});

test('a rule makes the members, now and when it changes', () => {
  const { groups, names } = setUp();
  const { id } = groups.create(dynamic);
  expect(names(id)).toEqual(['Ada']);
  groups.update(id, { membershipRule: 'user.department -eq "Ops"' });
  expect(names(id)).toEqual(['Bob']);
});

test('a paused rule keeps the members it had', () => {
  const { groups, names } = setUp();
  const { id } = groups.create(dynamic);
  groups.update(id, { membershipRuleProcessingState: 'Paused', membershipRule: 'user.department -eq "Ops"' });
  expect(names(id)).toEqual(['Ada']);
});

test('a group’s rule is no member’s to change', async () => {
  const { groups, ada, bob } = setUp();
  const { id } = groups.create(dynamic);
  const denied = '403 Authorization_RequestDenied: Insufficient privileges to complete the operation.';
  expect(await refusalOf(() => groups.addMember(id, bob))).toBe(denied);
  expect(await refusalOf(() => groups.removeMember(id, ada))).toBe(denied);
});

test.each([
  [{ ...team, displayName: '' }, INVALID('displayName')],
  [{ ...team, displayName: 'x'.repeat(257) }, INVALID('displayName')],
  [{ ...team, description: 'x'.repeat(1025) }, INVALID('description')],
  [{ ...team, mailNickname: 'a b' }, INVALID('mailNickname')],
  [{ ...team, membershipRule: rule }, INVALID('membershipRule')],
  [{ ...team, groupTypes: ['DynamicMembership'] }, INVALID('membershipRule')],
  [
    { ...team, securityEnabled: false },
    '501 NotImplemented: The sandbox does not model groups other than security groups.',
  ],
  [
    { ...team, mailEnabled: true },
    '501 NotImplemented: The sandbox does not model groups other than security groups.',
  ],
  [
    { ...team, groupTypes: ['Unified'] },
    '501 NotImplemented: The sandbox does not model groups other than security groups.',
  ],
  [
    { ...team, theme: 'Red' },
    "501 NotImplemented: The sandbox does not model the property 'theme' of resource 'Group'.",
  ],
])('refuses to make %j', async (group, refusal) => {
  const { tenant, groups } = setUp();
  expect(await refusalOf(() => groups.create(group))).toBe(refusal);
  expect(tenant.made()).toEqual([]);
});

test('refuses members and owners that are unknown or there already, and to remove the last owner', async () => {
  const { tenant, groups, ada } = setUp();
  expect(await refusalOf(() => groups.create(team, [NOBODY]))).toBe(GONE(NOBODY));
  expect(tenant.made()).toEqual([]);
  const { id } = groups.create(team, [ada]);
  groups.addMember(id, ada);
  expect(await refusalOf(() => groups.addMember(id, ada))).toBe(
    "400 Request_BadRequest: One or more added object references already exist for the following modified properties: 'members'.",
  );
  expect(await refusalOf(() => groups.addMember(id, NOBODY))).toBe(GONE(NOBODY));
  expect(await refusalOf(() => groups.removeOwner(id, ada))).toBe(
    '400 Request_BadRequest: The group must have at least one owner, hence this owner cannot be removed.',
  );
  expect(await refusalOf(() => groups.get(NOBODY))).toBe(GONE(NOBODY));
});
