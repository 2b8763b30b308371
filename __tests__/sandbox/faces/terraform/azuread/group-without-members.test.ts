import { serveEntra, type ServedEntra } from '../../../../helpers/served-entra.js';

const TEAM = 'azuread_group_without_members.team';
const team = { display_name: 'Team', security_enabled: true, prevent_duplicate_names: true };

const configuration = (block: object): object => ({
  terraform: { required_providers: { azuread: { source: 'hashicorp/azuread' } } },
  resource: { azuread_group_without_members: { team: block } },
});

let served: ServedEntra;
beforeEach(async () => {
  served = await serveEntra(configuration(team));
  await served.terraform.apply();
});
afterEach(() => served.stop());

const group = () => served.entra.groups.list({ displayName: 'Team' })[0];

test('is made, read and destroyed', async () => {
  expect(group()).toMatchObject({ securityEnabled: true });
  expect((await served.terraform.plan()).actions).toEqual({});
  await served.terraform.destroy();
  expect(served.entra.made()).toEqual([]);
});

test('its members are nobody’s business: they stay, also when it is updated', async () => {
  const { groups, users } = served.entra;
  const ada = users.get('ada@test.example').id;
  groups.addMember(group()?.id ?? '', ada);
  expect((await served.terraform.plan()).actions).toEqual({});
  const next = { ...team, description: 'The team' };
  expect((await served.plan(configuration(next))).actions).toEqual({ [TEAM]: 'update' });
  await served.terraform.apply();
  expect(group()?.description).toBe('The team');
  expect(groups.members(group()?.id ?? '').map(({ id }) => id)).toEqual([ada]);
});

test('becomes a group with a rule by being replaced', async () => {
  const dynamic = {
    ...team,
    types: ['DynamicMembership'],
    dynamic_membership: { enabled: true, rule: 'user.department -eq "Ops"' },
  };
  expect((await served.plan(configuration(dynamic))).actions).toEqual({ [TEAM]: 'replace' });
  await served.terraform.apply();
  expect((await served.terraform.plan()).actions).toEqual({});
});

test('is imported by its id', async () => {
  await served.terraform.run('state', 'rm', TEAM);
  await served.terraform.import(TEAM, `/groups/${group()?.id}`);
  await served.terraform.apply();
  expect((await served.terraform.plan()).actions).toEqual({});
});

test.each([
  ['members', { ...team, members: [] }, /No argument or block type is named "members"/],
  [
    'a name that is taken',
    { ...team, display_name: 'Admins' },
    /An existing "azuread_group" with name "Admins" \(ID: "[^"]+"\) was found/,
  ],
  ['what isn’t modelled', { ...team, theme: 'Red' }, /`theme` of\s+azuread_group_without_members/],
])('refuses %s', async (_, block, message) => {
  await expect(served.apply(configuration(block))).rejects.toThrow(message);
});
