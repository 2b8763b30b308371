/** What the guard says of real plans, by real Terraform on the sandbox. */
import { applyPlan } from '../../../operations/apply.js';
import type { Allowance } from '../../../operations/guard/blocked.js';
import { renderReview } from '../../../operations/guard/render-review.js';
import type { ProblemsError } from '../../../operations/problems-error.js';
import { savePlan } from '../../../operations/saved-plan.js';
import { groupId } from '../../helpers/aws.js';
import { provisionedConfig, smallConfig, type SmallConfig } from '../../helpers/config.js';
import { createGroupInAws, deleteGroupInAws } from '../../helpers/scim.js';
import { unprovisionedSeed } from '../../helpers/world.js';
import { createOperatedSandbox, type OperatedSandbox } from '../operated-sandbox.js';

jest.setTimeout(60_000);

let sandbox: OperatedSandbox;
beforeEach(async () => (sandbox = await createOperatedSandbox()));
afterEach(() => sandbox.stop());

/** What a plan says: its blocked names and messages, its warnings, and whether it is empty. */
const plan = (config: SmallConfig, allowance?: Allowance) =>
  sandbox.plan(
    config,
    async ({ review, warnings, empty, changes }) => ({
      blocked: review.blocked.map(({ name, message }) => [name, message]),
      replaced: changes.filter(({ action }) => action === 'replace').map(({ address }) => address),
      warnings,
      empty,
    }),
    allowance,
  );

const ALLOW_DEVELOPERS = { names: ['groups.developers'] };
const GONE =
  'Its 1 grant would be taken away and given again: Developer in dev. Blocked, because it is gone in between, and who has it afterwards may be others. If that is meant, allow it with: --allow-loss groups.developers';

test('a group that was deleted in Entra and made again under its name blocks, until it is allowed', async () => {
  await sandbox.apply(smallConfig());
  const { groups } = sandbox.world.entra;
  const [developers] = groups.list({ displayName: 'Developers' });
  groups.delete(developers?.id ?? '');
  groups.create({ displayName: 'Developers', mailNickname: 'developers', securityEnabled: true });

  const { blocked, replaced } = await plan(smallConfig());
  expect(blocked).toEqual([
    ['groups.developers', `The group in Entra is another group than before, under the same handle. ${GONE}`],
  ]);
  expect(replaced.sort()).toEqual([
    'aws_ssoadmin_account_assignment.access_developers_Developer_111111111111',
    'terraform_data.group_developers',
  ]);
  await expect(sandbox.apply(smallConfig())).rejects.toThrow('A blocked plan is never applied.');
  await sandbox.apply(smallConfig(), ALLOW_DEVELOPERS);
  expect(await plan(smallConfig())).toMatchObject({ blocked: [], empty: true });
});

describe('where this program provisions', () => {
  beforeEach(async () => {
    await sandbox.stop();
    sandbox = await createOperatedSandbox(unprovisionedSeed);
    await sandbox.apply(provisionedConfig());
  });

  test('a group that AWS has anew is found, planned anew and blocked, until it is allowed', async () => {
    const before = groupId(sandbox.world, 'Developers');
    await deleteGroupInAws(sandbox.world, 'Developers');
    await createGroupInAws(sandbox.world, 'Developers');

    const { blocked, replaced, warnings } = await plan(provisionedConfig());
    expect(warnings).toEqual([
      expect.stringMatching(
        /^In AWS, the group "Developers" \(groups\.developers, .*test\.yaml:\d+\) is another one than before: its grants are planned anew\.$/,
      ),
    ]);
    expect(blocked).toEqual([
      [
        'groups.developers',
        `The group in AWS is another group than before, though it is the same one in Entra. ${GONE}`,
      ],
    ]);
    expect(replaced.sort()).toEqual([
      'aws_ssoadmin_account_assignment.access_developers_Developer_111111111111',
      'terraform_data.group_developers',
    ]);
    await sandbox.apply(provisionedConfig(), ALLOW_DEVELOPERS);
    expect(groupId(sandbox.world, 'Developers')).not.toBe(before);
    expect(await plan(provisionedConfig())).toMatchObject({ blocked: [], warnings: [], empty: true });
  });

  test('a group that AWS has no longer is found, provisioned again and blocked, until it is allowed', async () => {
    await deleteGroupInAws(sandbox.world, 'Developers');
    const { blocked, replaced, warnings } = await plan(provisionedConfig());
    expect(warnings).toEqual([
      expect.stringMatching(
        /^The group "Developers" \(groups\.developers, .*test\.yaml:\d+\) isn't in AWS: it is provisioned again, and its grants are planned anew\.$/,
      ),
    ]);
    expect(blocked).toEqual([
      [
        'groups.developers',
        `The group in AWS is another group than before, though it is the same one in Entra. ${GONE}`,
      ],
    ]);
    expect(replaced.sort()).toEqual([
      'aws_ssoadmin_account_assignment.access_developers_Developer_111111111111',
      'azuread_synchronization_job_provision_on_demand.group_developers',
      'terraform_data.group_developers',
    ]);
    await sandbox.apply(provisionedConfig(), ALLOW_DEVELOPERS);
    expect(await plan(provisionedConfig())).toMatchObject({ blocked: [], warnings: [], empty: true });
  });

  test('provisioning that is taken out of the config is blocked, until it is allowed', async () => {
    const config = { ...provisionedConfig() };
    config.entra.provisioning = 'existing';
    expect((await plan(config)).blocked).toEqual([
      [
        'entra.provisioning',
        'The provisioning job and the SCIM secret would be destroyed. Blocked, because without it whoever leaves a group in Entra keeps their access in AWS. If that is meant, allow it with: --allow-loss entra.provisioning',
      ],
    ]);
    expect((await plan(config, { names: ['entra.provisioning'] })).blocked).toEqual([]);
  });
});

test('a plan that fails for another reason fails as it is', async () => {
  const config = smallConfig();
  config.groups['developers'] = { name: 'Nobody' };
  await expect(plan(config)).rejects.toThrow('The group "Nobody"');
});

test('members of a managed group are told by name', async () => {
  const config = smallConfig();
  config.groups['operators'] = {
    name: 'Platform',
    managed: { members: ['ada@test.example', 'eve@test.example'] },
  };
  await sandbox.apply(config);
  config.groups['operators'] = {
    name: 'Platform',
    managed: { members: ['bob@test.example', 'eve@test.example'] },
  };
  const [ada] = sandbox.world.entra.users.list({ userPrincipalName: 'ada@test.example' });
  await sandbox.plan(config, async ({ review }) => {
    expect(review.members).toEqual([
      {
        group: 'operators',
        location: expect.objectContaining({ path: 'groups.operators' }) as unknown,
        added: ['bob@test.example'],
        removed: [ada?.id],
      },
    ]);
    expect(renderReview(review)).toMatch(
      new RegExp(
        String.raw`^Members changed, 1:\n  group operators: 1 added \(bob@test\.example\), 1 removed \(${ada?.id}\) \(.*\)$`,
      ),
    );
  });
});

test('a managed group can’t change over to be kept without its members', async () => {
  const config = smallConfig();
  config.groups['operators'] = { name: 'Platform', managed: { members: ['ada@test.example'] } };
  await sandbox.apply(config);
  config.groups['operators'] = { name: 'Platform', managed: {} };
  expect((await plan(config)).blocked).toEqual([
    ['groups.operators', expect.stringContaining('Put `members` and `rule` back as they were.')],
  ]);
});

test('the first plan, more access, less access and another policy are not blocked', async () => {
  const config = smallConfig();
  expect((await plan(config)).blocked).toEqual([]);
  await sandbox.apply(config);
  config.permissionSets['Administrator'] = { policies: ['SecurityAudit'] };
  config.access = [
    { groups: ['admins'], permissionSets: ['Administrator'], accounts: ['dev'] },
    { groups: ['developers'], permissionSets: ['Administrator'], accounts: ['dev'] },
  ];
  await sandbox.plan(config, async ({ review }) => {
    expect(review.blocked).toEqual([]);
    expect(renderReview(review).replace(/\(.*?\)$/gm, '(…)')).toBe(
      [
        'Lost, 2 grants:',
        '  group admins: Administrator in prod (…)',
        '  group developers: Developer in dev (…)',
        '',
        'Gained, 1 grant:',
        '  group developers: Administrator in dev (…)',
        '',
        'Permission sets changed, 1:',
        '  Administrator: policy AdministratorAccess removed, policy SecurityAudit added. Reaches group admins and group developers in 1 account (…)',
      ].join('\n'),
    );
  });
});

test('more losses than allowed block, are not saved, and pass with their number', async () => {
  const config = { ...smallConfig(), guard: { maxLoss: 1 } };
  await sandbox.apply(config);
  config.access = [{ groups: ['admins'], permissionSets: ['Administrator'], accounts: ['prod'] }];
  const { blocked } = await plan(config);
  expect(blocked).toEqual([
    [
      'guard.maxLoss',
      expect.stringMatching(
        /^2 grants would be taken away: 1 of group admins in 1 account and 1 of group developers in 1 account\./,
      ),
    ],
  ]);
  await sandbox.plan(config, async (made) => {
    expect(() => savePlan(made, 'saved.tfplan')).toThrow('A blocked plan is never saved.');
  });
  await sandbox.apply(config, { names: [], count: 2 });
  expect(await plan(config)).toMatchObject({ blocked: [], empty: true });
});

test('another environment’s config under this one’s state is blocked', async () => {
  const config = smallConfig();
  config.access = [
    {
      groups: ['admins', 'developers'],
      permissionSets: ['Administrator', 'Developer'],
      accounts: ['dev', 'prod'],
    },
  ];
  await sandbox.apply({ ...config, guard: { maxLoss: 7 } } as SmallConfig);
  const other = { ...smallConfig(), guard: { maxLoss: 7 } };
  other.groups = { others: { name: 'Operators' } };
  other.permissionSets = { Other: { policies: ['ReadOnlyAccess'] } };
  other.access = [];
  expect((await plan(other)).blocked).toEqual([
    [
      'guard.maxLoss',
      expect.stringContaining(
        '8 grants would be taken away: 4 of group admins in 2 accounts and 4 of group developers in 2 accounts.',
      ),
    ],
  ]);
});

test('destroying everything is not guarded', async () => {
  const config = { ...smallConfig(), guard: { maxLoss: 0 } };
  await sandbox.apply(config);
  await sandbox.planDestruction(config, async (made) => {
    expect(made.review.blocked).toEqual([]);
    expect(made.review.access.lost).toHaveLength(3);
    await applyPlan(made, sandbox.context);
  });
});

describe('a handle renamed without `renamedFrom`', () => {
  test('blocks for a group, with the way out', async () => {
    await sandbox.apply(smallConfig());
    const config = smallConfig();
    config.groups = { admins: { name: 'Admins' }, coders: { name: 'Developers' } };
    config.access[1] = { groups: ['coders'], permissionSets: ['Developer'], accounts: ['dev'] };
    expect((await plan(config)).blocked).toEqual([
      [
        'groups.developers',
        'The assignment to the application and the link to AWS would be destroyed. Its 1 grant would be taken away: Developer in dev. Blocked, because groups.coders is the same one under a new handle: give it `renamedFrom: developers`, and nothing is lost. If that is meant, allow it with: --allow-loss groups.developers',
      ],
    ]);
    config.groups = { admins: { name: 'Admins' }, coders: { name: 'Developers', renamedFrom: 'developers' } };
    expect((await plan(config)).blocked).toEqual([]);
  });

  test('blocks for a permission set that keeps its name', async () => {
    await sandbox.apply(smallConfig());
    const config = smallConfig();
    const { Developer, ...others } = config.permissionSets;
    config.permissionSets = { ...others, Coder: { ...Developer, name: 'Developer' } };
    config.access[1] = { groups: ['developers'], permissionSets: ['Coder'], accounts: ['dev'] };
    expect((await plan(config)).blocked.map(([name]) => name)).toEqual(['permissionSets.Developer']);
  });

  test('blocks for a permission set whose name is its handle', async () => {
    await sandbox.apply(smallConfig());
    const config = smallConfig();
    const { Developer, ...others } = config.permissionSets;
    config.permissionSets = { ...others, Coder: { ...Developer } };
    config.access[1] = { groups: ['developers'], permissionSets: ['Coder'], accounts: ['dev'] };
    const { blocked } = await plan(config);
    expect(
      blocked.map(([name, message]) => [name, message?.replace(/ \([^ ]*test\.yaml:\d+\)/, '')]),
    ).toEqual([
      [
        'permissionSets.Developer',
        'The permission set "Developer" would be destroyed. Its 1 grant would be taken away: group developers: Developer in dev. Blocked, because permissionSets.Coder is the same one under a new handle: give it `renamedFrom: Developer` and the name it had, and nothing is lost. If that is meant, allow it with: --allow-loss permissionSets.Developer',
      ],
    ]);
  });

  test('is not what it is when another group takes over the same access', async () => {
    await sandbox.apply(smallConfig());
    const config = smallConfig();
    config.groups = { admins: { name: 'Admins' } };
    config.access[1] = { groups: ['admins'], permissionSets: ['Developer'], accounts: ['dev'] };
    expect((await plan(config)).blocked).toEqual([]);
  });
});

describe('a managed group', () => {
  const TEAM = { managed: { members: ['ada@test.example'] } };
  const withTeam = (groups: Record<string, object>) => {
    const config = provisionedConfig();
    config.groups = { ...config.groups, ...groups };
    for (const handle of Object.keys(groups))
      config.access.push({ groups: [handle], permissionSets: ['Developer'], accounts: ['prod'] });
    return config;
  };
  beforeEach(async () => {
    await sandbox.stop();
    sandbox = await createOperatedSandbox(unprovisionedSeed);
    await sandbox.apply(withTeam({ team: TEAM }));
  });
  const isInEntra = () => sandbox.world.entra.groups.list({ displayName: 'team' }).length;

  test('that is taken out of the config is never destroyed unasked', async () => {
    const { blocked } = await plan(withTeam({}));
    expect(blocked).toEqual([
      [
        'groups.team',
        'The group would be destroyed in Entra. Blocked, because its members and whatever else it is used for go with it. To keep the group, remove `managed` and apply first; then remove the entry. If that is meant, allow it with: --allow-loss groups.team',
      ],
    ]);
  });

  test('whose handle is renamed with `renamedFrom` while it stops being managed stays in Entra', async () => {
    await sandbox.apply(withTeam({ crew: { name: 'team', renamedFrom: 'team' } }));
    expect(isInEntra()).toBe(1);
    expect(await plan(withTeam({ crew: { name: 'team' } }))).toMatchObject({ blocked: [], empty: true });
  });

  test('can’t change over from listed members to others under a new handle either', async () => {
    const config = withTeam({ crew: { name: 'team', renamedFrom: 'team', managed: {} } });
    expect((await plan(config)).blocked).toContainEqual([
      'groups.team',
      expect.stringContaining('one that stands can’t change over') as string,
    ]);
  });

  test('with access that exists in Entra can’t become managed', async () => {
    const config = withTeam({ team: TEAM });
    config.groups['developers'] = { name: 'Developers', managed: { members: ['ada@test.example'] } };
    const { problems } = await plan(config).then(
      () => ({ problems: [] }),
      (error: ProblemsError) => error,
    );
    expect(problems.map(({ location, message }) => `${location.path}: ${message}`)).toEqual([
      'groups.developers.managed: "developers" exists in Entra and has access, and can’t become managed: its name is taken.',
    ]);
  });

  test('that somebody deleted in Entra is made again once that is allowed', async () => {
    const { groups } = sandbox.world.entra;
    groups.delete(groups.list({ displayName: 'team' })[0]?.id ?? '');
    const config = withTeam({ team: TEAM });
    expect((await plan(config)).blocked.map(([name]) => name)).toEqual(['groups.team']);
    await sandbox.apply(config, { names: ['groups.team'] });
    expect(await plan(config)).toMatchObject({ blocked: [], empty: true });
  });

  test('whose rule changes is told with both rules', async () => {
    const dynamic = (rule: string) => withTeam({ team: TEAM, dev: { managed: { rule } } });
    await sandbox.apply(dynamic('user.department -eq "Dev"'));
    const text = await sandbox.plan(dynamic('user.department -eq "Ops"'), async ({ review }) =>
      renderReview(review),
    );
    expect(text).toMatch(
      /^Members changed, 1:\n {2}group dev: rule user\.department -eq "Dev" becomes user\.department -eq "Ops" \(/,
    );
  });
});

test('what provisioning signs in with changes: that is said, and how to make sure', async () => {
  await sandbox.stop();
  sandbox = await createOperatedSandbox(unprovisionedSeed);
  await sandbox.apply(provisionedConfig());
  const text = await sandbox.plan(provisionedConfig({ deleteThreshold: 5 }), async ({ review }) =>
    renderReview(review),
  );
  expect(text).toMatch(
    /^Provisioning signs in to AWS anew: its endpoint, its token or its settings change\. /,
  );
});
