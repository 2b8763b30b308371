/** Names and texts that mean something to YAML, Terraform, a terminal or this program. */
import type { AccountSeed, Seed } from '../../../../sandbox/world/seed.js';
import { byHandSeed } from './by-hand-seed.js';
import { describeWorld, makeWorld, type Described } from './described.js';

/** AWS takes no group of such a name. */
const NOT_TAKEN = [
  '\u001b[31mred',
  'turned \u202e round',
  'two\nlines',
  '<<',
  'a: b',
  '${x} %{if true}',
  '<FILL-IN>',
];
const GROUPS = [
  'no',
  'null',
  '1e3',
  '- x',
  '#',
  '~',
  '2024-01-01',
  'constructor',
  '__proto__',
  'Admins',
  'Аdmins',
  'ADMINS.',
  'x'.repeat(256),
  `${'x'.repeat(255)}y`,
  '111111111112',
];
const SETS = [
  'null',
  'no',
  '1e3',
  '-x',
  'constructor',
  '__proto__',
  'A.b',
  'A+b',
  'a=b',
  '@',
  'x'.repeat(32),
];
const ACCOUNTS = (
  [
    { name: '700000000002', ou: '/a: b', tags: { 'a=b': 'c' } },
    { name: 'null', ou: '/a: b', tags: { a: 'b=c' } },
    { name: '- x', ou: '/ou:\\/x', tags: { a: 'b' } },
    { name: 'constructor', ou: '/ou:\\/x/tag:a=b', tags: { 'a=b': 'c', no: 'null' } },
    { name: '# x', ou: "/it's", tags: {} },
  ] as readonly Omit<AccountSeed, 'id'>[]
).map((account, index) => ({ ...account, id: String(700_000_000_001 + index) }));

const inline = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Deny',
      Action: '*',
      // Indented, it is longer than AWS takes.
      Condition: { StringLike: { 'aws:PrincipalTag/Team': Array.from({ length: 2450 }, () => '*') } },
      Resource: ['arn:aws:s3:::${aws:PrincipalTag/Team}/%{x}', 'arn:aws:s3:::$${x}/<FILL-IN>'],
    },
  ],
};

const seed: Seed = {
  ...byHandSeed,
  entra: {
    ...byHandSeed.entra,
    groups: [...GROUPS, ...NOT_TAKEN].map((displayName) => ({ displayName, members: ['ada@test.example'] })),
  },
  aws: {
    ...byHandSeed.aws,
    accounts: [{ id: '000000000001', name: 'management', ou: '/' }, ...ACCOUNTS],
  },
  byHand: {
    application: {
      displayName: 'AWS #1: ${x}',
      certificates: [{ endDate: '2028-04-17T09:31:44Z' }],
      groups: [...GROUPS, ...NOT_TAKEN],
      conditionalAccess: { displayName: 'MFA: #1 ${x}', excludeGroups: ['turned \u202e round'] },
    },
    permissionSets: SETS.map((name, index) => ({
      name,
      description: `yes: #${index} \${x} %{y} "z" <FILL-IN>`,
      tags: { 'a=b': '+1', no: 'null' },
      ...(index === 0 ? { inline } : {}),
    })),
    assignments: [
      ...GROUPS.map((group, index) => ({
        groups: [group],
        permissionSets: [SETS[index % SETS.length] ?? ''],
        accounts: [
          ACCOUNTS[index % ACCOUNTS.length]?.id ?? '',
          ACCOUNTS[(index * 2 + 1) % ACCOUNTS.length]?.id ?? '',
        ],
      })),
      { groups: ['no'], permissionSets: ['@'], accounts: ['700000000001', '700000000004'] },
      { groups: ['null'], permissionSets: ['@'], accounts: ['700000000002'] },
    ],
  },
};

/** By the names and ids in the clouds. */
function grantedIn({ environment, world }: Described): string[] {
  if (environment === undefined) return [];
  const { config, access } = environment;
  return access.grants.map(({ principal: { handle }, permissionSet, account }) => {
    const { name = handle, objectId } = config.groups[handle] ?? {};
    const group = objectId === undefined ? name : world.entra.groups.get(objectId).displayName;
    return `${group}: ${config.permissionSets[permissionSet]?.name ?? permissionSet} in ${config.aws.accounts[account]?.id}`;
  });
}

test('whatever things are called, the config gives what AWS gives, and says it as it is', async () => {
  const described = await describeWorld(await makeWorld(seed), seed);
  expect(described.problems).toBe('No problems.');
  const wanted = (seed.byHand?.assignments ?? []).flatMap(({ groups = [], permissionSets, accounts }) =>
    groups.flatMap((group) =>
      permissionSets.flatMap((set) => accounts.map((account) => `${group}: ${set} in ${account}`)),
    ),
  );
  expect(grantedIn(described).sort()).toEqual([...new Set(wanted)].sort());
  const { config, inlinePolicies } = described.environment ?? {};
  expect(Object.values(config?.permissionSets ?? {}).map(({ tags }) => tags)).toEqual(
    SETS.map(() => ({ 'a=b': '+1', no: 'null' })),
  );
  expect(config?.entra.application.displayName).toBe('AWS #1: ${x}');
  const { breakGlass = '' } = config?.entra.conditionalAccess ?? {};
  expect(described.world.entra.groups.get(config?.groups[breakGlass]?.objectId ?? '').displayName).toBe(
    'turned \u202e round',
  );
  expect(Object.values(inlinePolicies ?? {}).map((text) => JSON.parse(text) as object)).toEqual([inline]);
});

test('a conditional access policy whose name a config can’t hold is left alone', async () => {
  const world = await makeWorld(byHandSeed, ({ entra }) => {
    const [policy] = entra.conditionalAccessPolicies.list({ displayName: 'MFA for AWS' });
    entra.conditionalAccessPolicies.update(policy?.id ?? '', { displayName: 'MFA\nfor AWS' });
  });
  const { draft, problems } = await describeWorld(world, byHandSeed);
  expect(draft.unexpressed.map(({ what, why }) => `${what}: ${why}`)).toContain(
    'conditional access policy "MFA\\nfor AWS": The config can’t say all of it: it has a name that a config can’t hold. It stays as it is.',
  );
  expect(problems).toBe('No problems.');
});
