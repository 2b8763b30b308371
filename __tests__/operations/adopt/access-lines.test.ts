import fc from 'fast-check';
import type { Placement } from '../../../model/draft.js';
import { indexAccounts, resolveLines } from '../../../model/targets.js';
import { type PlainGrant, writeAccessLines } from '../../../operations/adopt/access-lines.js';
import type { AccessInput } from '../../../operations/adopt/draft.js';

type Organization = Record<string, Placement>;

const account = (ou: string, rest: Partial<Placement> = {}): Placement => ({
  ou,
  status: 'active',
  management: false,
  ...rest,
});

const grantsOf = (principals: string[], sets: string[], accounts: string[]): PlainGrant[] =>
  principals.flatMap((handle) =>
    sets.flatMap((permissionSet) =>
      accounts.map((each) => ({ principal: { type: 'GROUP', handle }, permissionSet, account: each })),
    ),
  );

/** What the lines give, by the model's own resolution. */
function give(lines: readonly AccessInput[], organization: Organization): string[] {
  const resolved = resolveLines(lines.entries(), indexAccounts(Object.entries(organization)));
  return resolved
    .flatMap(({ line, accounts }) =>
      [
        ...(line.groups ?? []).map((each) => `GROUP ${each}`),
        ...(line.users ?? []).map((each) => `USER ${each}`),
      ]
        .flatMap((who) => line.permissionSets.map((set) => `${who} ${set}`))
        .flatMap((what) => accounts.map((each) => `${what} ${each}`)),
    )
    .sort();
}

const keyOf = ({ principal: { type, handle }, permissionSet, account: where }: PlainGrant): string =>
  `${type} ${handle} ${permissionSet} ${where}`;

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** `GROUP p S`, of `GROUP p S a`. */
const whoAndWhat = (key: string): string => key.split(' ').slice(0, 3).join(' ');

const organization: Organization = {
  management: account('/', { management: true }),
  audit: account('/Security'),
  logs: account('/Security'),
  'pay-prod': account('/Workloads/Prod', { tags: { tier: 'prod', pci: 'yes' } }),
  'shop-prod': account('/Workloads/Prod', { tags: { tier: 'prod' } }),
  'data-prod': account('/Workloads/Prod', { tags: { tier: 'prod' } }),
  'pay-dev': account('/Workloads/Dev', { tags: { tier: 'dev' } }),
  'shop-dev': account('/Workloads/Dev', { tags: { tier: 'dev' } }),
  play: account('/Play', { tags: { tier: 'dev' } }),
};
const write = (grants: PlainGrant[]) => writeAccessLines(grants, Object.entries(organization));
const active = Object.keys(organization).filter((each) => each !== 'management');

test('a unit and its subtree, a tag and exceptions are written where they fit exactly', () => {
  const targets = (accounts: string[]) => {
    const [line] = write(grantsOf(['team'], ['Set'], accounts));
    return [line?.accounts, line?.except];
  };
  expect(targets(active)).toEqual([['ou:/'], undefined]);
  expect(targets(['pay-prod', 'shop-prod', 'data-prod', 'pay-dev', 'shop-dev'])).toEqual([
    ['ou:/Workloads'],
    undefined,
  ]);
  expect(targets(['pay-dev', 'shop-dev'])).toEqual([['ou:/Workloads/Dev'], undefined]);
  expect(targets(['pay-dev', 'shop-dev', 'play'])).toEqual([['tag:tier=dev'], undefined]);
  expect(targets(active.filter((each) => each !== 'pay-prod'))).toEqual([['ou:/'], ['pay-prod']]);
  expect(targets(active.filter((each) => !['pay-prod', 'shop-prod', 'data-prod'].includes(each)))).toEqual([
    ['ou:/Security', 'tag:tier=dev'],
    undefined,
  ]);
});

test('of units that select the same the narrowest is written', () => {
  const targets = (...units: string[]) => {
    const accounts = units.map((ou, at): [string, Placement] => [names[at] ?? '', account(ou)]);
    const all: typeof accounts = [['management', account('/', { management: true })], ...accounts];
    return writeAccessLines(grantsOf(['team'], ['Set'], ['a', 'b']), all)[0]?.accounts;
  };
  expect(targets('/Workloads', '/Workloads')).toEqual(['ou:/Workloads']);
  expect(targets('/Workloads/Prod', '/Workloads/Prod', '/Play')).toEqual(['ou:/Workloads/Prod']);
  expect(targets('/Workloads/Prod', '/Workloads/Dev', '/Play')).toEqual(['ou:/Workloads']);
  expect(targets('/A \\/ B', '/A \\/ B')).toEqual(['ou:/A \\/ B']);
  expect(targets('/', '/')).toEqual(['ou:/']);
});

const suspended = (ou: string): Placement => account(ou, { status: 'suspended' });

/** What is written for a set that the organization's eight active accounts have, and perhaps closed ones. */
function targetsAmong(
  closed: Record<string, Placement>,
  { having = [], ...options }: { having?: string[]; mindSuspended?: boolean } = {},
) {
  const all = { ...organization, ...closed };
  const grants = grantsOf(['team'], ['Set'], [...active, ...having]);
  const [line] = writeAccessLines(grants, Object.entries(all), options);
  return [line?.accounts, ...(line?.except === undefined ? [] : [line.except])];
}

test('a suspended account is not reached where it hasn’t got what a line gives', () => {
  const old = suspended('/Suspended');
  expect(targetsAmong({ old })).toEqual([['ou:/'], ['old']]);
  expect(targetsAmong({ old, older: old, oldest: old })).toEqual([['ou:/'], ['ou:/Suspended']]);
  expect(targetsAmong({ old: suspended('/Security'), older: suspended('/Workloads/Prod') })).toEqual([
    ['ou:/'],
    ['old', 'older'],
  ]);
  const lines = writeAccessLines(
    grantsOf(['team'], ['Set'], ['a', 'b']),
    Object.entries({ a: account('/Workloads'), b: account('/Workloads'), old }),
  );
  expect(lines[0]).toEqual({ groups: ['team'], permissionSets: ['Set'], accounts: ['ou:/Workloads'] });
});

test('a suspended account is reached where it has the same, or where keeping it out takes too much', () => {
  const old = suspended('/Suspended');
  expect(targetsAmong({ old }, { having: ['old'] })).toEqual([['ou:/']]);
  expect(targetsAmong({ old, older: old }, { having: ['old'] })).toEqual([['ou:/'], ['older']]);
  const strewn = {
    one: suspended('/Security'),
    two: suspended('/Workloads/Prod'),
    three: suspended('/Workloads/Dev'),
  };
  expect(targetsAmong(strewn)).toEqual([['ou:/']]);
  expect(targetsAmong({ old }, { mindSuspended: false })).toEqual([['ou:/']]);
});

test('what suspended accounts alone have is no line', () => {
  const all = { ...organization, old: suspended('/Suspended') };
  expect(writeAccessLines(grantsOf(['team'], ['Set'], ['old']), Object.entries(all))).toEqual([]);
});

test('one account is named, and so are accounts that share no unit or tag of their own', () => {
  expect(write(grantsOf(['team'], ['Set'], ['play']))).toEqual([
    { groups: ['team'], permissionSets: ['Set'], accounts: ['play'] },
  ]);
  expect(write(grantsOf(['team'], ['Set'], ['play', 'audit']))[0]?.accounts).toEqual(['audit', 'play']);
});

test('the management account is named, for no unit reaches it', () => {
  expect(write(grantsOf(['team'], ['Set'], ['management', ...active]))[0]?.accounts).toEqual([
    'ou:/',
    'management',
  ]);
});

test('the whole root is not written where some account’s unit is not known', () => {
  const lines = writeAccessLines(
    grantsOf(['team'], ['Set'], ['a', 'b']),
    [
      ['a', account('/')],
      ['b', account('/')],
    ],
    {
      wholeRoot: false,
    },
  );
  expect(lines[0]?.accounts).toEqual(['a', 'b']);
});

test('whoever has the same in the same accounts shares a line', () => {
  const grants = [
    ...grantsOf(['auditors', 'security'], ['Audit', 'ReadOnly'], ['audit', 'logs']),
    ...grantsOf(['admins'], ['Admin'], active),
    { principal: { type: 'USER' as const, handle: 'pat' }, permissionSet: 'Admin', account: 'play' },
  ];
  expect(write(grants)).toEqual([
    { groups: ['admins'], permissionSets: ['Admin'], accounts: ['ou:/'] },
    { groups: ['auditors', 'security'], permissionSets: ['Audit', 'ReadOnly'], accounts: ['ou:/Security'] },
    { users: ['pat'], permissionSets: ['Admin'], accounts: ['play'] },
  ]);
});

const placement = fc.record({
  ou: fc.constantFrom('/', '/A', '/A/B', '/A/B/C', '/D', '/D \\/ E', '/D \\/ E/*F', '/\\\\'),
  status: fc.constantFrom('active' as const, 'active' as const, 'suspended' as const),
  management: fc.constant(false),
  tags: fc.dictionary(fc.constantFrom('tier', 'a=b', 'é'), fc.constantFrom('dev', 'prod', '', 'x=y'), {
    maxKeys: 2,
  }),
});
const organizations = fc
  .tuple(fc.array(placement, { minLength: 1, maxLength: names.length }), fc.boolean())
  .map(([placements, hasManagement]): Organization => {
    const all = placements.map((each, at): [string, Placement] => [names[at] ?? '', each]);
    return Object.fromEntries([
      ...all,
      ...(hasManagement ? [['m', account('/', { management: true })] as const] : []),
    ]);
  });
const scenario = organizations.chain((each) => {
  const reachable = Object.keys(each);
  const grant = fc.record({
    principal: fc.record({
      type: fc.constantFrom('GROUP' as const, 'USER' as const),
      handle: fc.constantFrom('p', 'q', 'r'),
    }),
    permissionSet: fc.constantFrom('S', 'T', 'U'),
    account: fc.constantFrom(...reachable),
  });
  return fc.record({ organization: fc.constant(each), grants: fc.array(grant, { maxLength: 60 }) });
});

const isActiveIn = (some: Organization, { account: where }: PlainGrant): boolean =>
  some[where]?.status === 'active';

test('whatever the organization, the lines give exactly the grants of its active accounts, and each once', () => {
  fc.assert(
    fc.property(scenario, ({ organization: some, grants }) => {
      const lines = writeAccessLines(grants, Object.entries(some));
      const wanted = grants.filter((grant) => isActiveIn(some, grant));
      expect(give(lines, some)).toEqual([...new Set(wanted.map(keyOf))].sort());
    }),
    { numRuns: 500 },
  );
});

const sizeOf = ({ accounts, except = [] }: AccessInput): number => accounts.length + except.length;
/** The organization once its suspended accounts are reinstated. */
const reinstated = (some: Organization): Organization =>
  Object.fromEntries(
    Object.entries(some).map(([handle, each]) => [handle, { ...each, status: 'active' as const }]),
  );

test('a suspended account would get more than it has only where a line is two entries shorter by that', () => {
  fc.assert(
    fc.property(scenario, ({ organization: some, grants }) => {
      const own = new Set(grants.map(keyOf));
      const listed = new Map<string, Set<string>>();
      for (const grant of grants.filter((each) => isActiveIn(some, each)))
        listed.set(
          whoAndWhat(keyOf(grant)),
          (listed.get(whoAndWhat(keyOf(grant))) ?? new Set()).add(grant.account),
        );
      for (const line of writeAccessLines(grants, Object.entries(some)))
        for (const more of give([line], reinstated(some)).filter((key) => !own.has(key)))
          expect(listed.get(whoAndWhat(more))?.size).toBeGreaterThan(sizeOf(line) + 2);
    }),
    { numRuns: 500 },
  );
});

test('the order of the grants and of the accounts makes no difference', () => {
  fc.assert(
    fc.property(scenario, ({ organization: some, grants }) => {
      const turned = writeAccessLines([...grants].reverse(), Object.entries(some).reverse());
      expect(turned).toEqual(writeAccessLines(grants, Object.entries(some)));
    }),
    { numRuns: 200 },
  );
});

test('6,500 grants of 300 accounts come to few lines', () => {
  const large = Object.fromEntries(
    Array.from({ length: 300 }, (_, at): [string, Placement] => [
      `account-${at}`,
      account(`/Unit-${at % 10}/Part-${at % 30}`, {
        tags: { tier: at % 3 === 0 ? 'prod' : 'dev', team: `t${at % 50}` },
      }),
    ]),
  );
  const accounts = Object.keys(large);
  const grants = Array.from({ length: 65 }, (_, at) =>
    grantsOf(
      [`group-${at}`],
      [`Set-${at % 7}`],
      accounts.filter((_name, index) => (index + at) % 3 === 0),
    ),
  ).flat();
  expect(grants).toHaveLength(6_500);
  const lines = writeAccessLines(grants, Object.entries(large));
  expect(give(lines, large)).toEqual(grants.map(keyOf).sort());
  expect(lines.length).toBeLessThan(30);
});
