import fc from 'fast-check';
import { intercept, type Interceptor } from '../../../../sandbox/world/calls.js';
import type { Seed } from '../../../../sandbox/world/seed.js';
import type { World } from '../../../../sandbox/world/world.js';
import { callerIn } from '../../../helpers/aws.js';
import { describeWorld, makeWorld, type Described } from './described.js';

const ORGANIZATIONS = 15;
const REGION = 'eu-central-1';
const MANAGEMENT = '700000000000';
const INSTANCE = 'ssoins-69873c5b1f20de4a';

const names = (values: readonly string[], least = 1) =>
  fc.subarray([...values], { minLength: least, maxLength: values.length });

const GROUPS = ['aws-admins', 'AWS Admins', 'Zoë’s team (ops)', '2nd line', 'Platform+Data', 'Gone'];
const USERS = ['ann@made.example', 'bob@made.example', 'zed@made.example'];
const UNITS = ['/', '/Workloads', '/Workloads/Prod', '/Workloads/Dev', '/A\\/B'];
const SETS = ['Admin', 'read_only', 'Read.Only', 'Deploy+Run', 'Unused'];

/** `closed` ones were suspended after they had been given access. */
const STATUSES = ['active', 'active', 'suspended', 'closed'] as const;

/** Some organizations have all of their accounts in one unit. */
const accounts = fc.oneof(fc.constant(['/Workloads']), fc.constant(UNITS)).chain((units) =>
  fc.array(
    fc.record({
      ou: fc.constantFrom(...units),
      status: fc.constantFrom(...STATUSES),
      tags: fc.dictionary(fc.constantFrom('env', 'team'), fc.constantFrom('a', 'b'), { maxKeys: 2 }),
    }),
    { minLength: 3, maxLength: 9 },
  ),
);

const parts = fc.record(
  {
    description: fc.constantFrom('Reads', 'Does: everything #1'),
    session: fc.constantFrom('PT1H', 'PT8H', 'PT1H30M'),
    relayState: fc.constant('https://console.aws.amazon.com/'),
    tags: fc.constant({ owner: 'platform' }),
    managed: fc.constant([
      'arn:aws:iam::aws:policy/ReadOnlyAccess',
      'arn:aws:iam::aws:policy/job-function/Billing',
    ]),
    boundary: fc.constant({ name: 'Boundary', path: '/ci/' }),
    inline: fc.constant({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Deny', Action: 'iam:*', Resource: 'arn:aws:s3:::${aws:PrincipalTag/Team}/%{x}' },
      ],
    }),
  },
  { requiredKeys: [] },
);

const organization = fc
  .record({
    accounts,
    parts: fc.array(parts, { minLength: SETS.length, maxLength: SETS.length }),
    doubled: fc.boolean(),
  })
  .chain((chosen) => {
    const open = chosen.accounts.flatMap(({ status }, index) =>
      status === 'suspended' ? [] : [idOf(index)],
    );
    const line = fc.record({
      groups: names(GROUPS, 0),
      users: names(USERS, 0),
      permissionSets: names(SETS.slice(0, -1)),
      accounts: names([MANAGEMENT, ...open]),
    });
    return fc.record({ ...constants(chosen), lines: fc.array(line, { maxLength: 6 }) });
  });

const constants = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, fc.constant(value)])) as {
    [K in keyof T]: fc.Arbitrary<T[K]>;
  };

const idOf = (index: number): string => String(Number(MANAGEMENT) + 1 + index);

type Organization = typeof organization extends fc.Arbitrary<infer T> ? T : never;

const seedOf = ({ accounts: made, parts: ofSets, lines }: Organization): Seed => ({
  entra: {
    tenantId: '0b7d5c1e-42a9-4e6b-8c3f-91d2e5a7f604',
    displayName: 'Made',
    domain: 'made.example',
    users: USERS.map((userPrincipalName) => ({
      userPrincipalName,
      displayName: userPrincipalName,
      givenName: 'A',
      surname: 'B',
    })),
    groups: GROUPS.map((displayName) => ({ displayName, members: USERS.slice(0, 1) })),
  },
  aws: {
    organizationId: 'o-4h8w2n6v1c',
    managementAccount: MANAGEMENT,
    region: REGION,
    instanceId: INSTANCE,
    identityStoreId: 'd-99671c5b0e',
    accounts: [
      { id: MANAGEMENT, name: 'management', ou: '/', policies: [{ name: 'Boundary', path: '/ci/' }] },
      ...made.map(({ status, ...account }, index) => ({
        ...account,
        id: idOf(index),
        name: `Account ${index % 4} (${index < 4 ? 'old' : 'new'})`,
        policies: [{ name: 'Boundary', path: '/ci/' }],
        ...(status === 'suspended' ? { suspended: true } : {}),
      })),
    ],
    provisioned: { groups: [], users: [] },
    scim: { tenant: 'a2c4e6f8-1b3d-4f5a-8c7e-9d0b2f4a6c8e' },
    signIn: { tenant: '4c8a0e2d-6f1b-4b39-a7d5-3e9f1c7b5a60', portalAlias: 'made' },
  },
  byHand: {
    application: {
      displayName: 'AWS',
      certificates: [{ endDate: '2028-04-17T09:31:44Z' }],
      groups: GROUPS,
      users: USERS,
    },
    permissionSets: SETS.map((name, index) => ({ name, ...ofSets[index] })),
    assignments: lines,
    afterwards: { deletedGroups: ['Gone'], blockedUsers: ['zed@made.example'] },
  },
});

/** `group aws-admins: Admin in 700000000001`, of everything that is assigned. */
function assignedIn({ aws }: World): string[] {
  const { ssoAdmin, identityStore } = aws.as(callerIn(MANAGEMENT, REGION));
  const IdentityStoreId = 'd-99671c5b0e';
  const InstanceArn = `arn:aws:sso:::instance/${INSTANCE}`;
  const known = new Map([
    ...identityStore
      .ListGroups({ IdentityStoreId })
      .Groups.map((each) => [each.GroupId, each.DisplayName] as const),
    ...identityStore
      .ListUsers({ IdentityStoreId })
      .Users.map((each) => [each.UserId, each.UserName] as const),
  ]);
  const { PermissionSets } = ssoAdmin.ListPermissionSets({ InstanceArn });
  return PermissionSets.flatMap((PermissionSetArn) => {
    const key = { InstanceArn, PermissionSetArn };
    const { Name } = ssoAdmin.DescribePermissionSet(key).PermissionSet;
    return ssoAdmin
      .ListAccountsForProvisionedPermissionSet(key)
      .AccountIds.flatMap((AccountId) =>
        ssoAdmin
          .ListAccountAssignments({ ...key, AccountId })
          .AccountAssignments.map(({ PrincipalType, PrincipalId }) =>
            say(PrincipalType, known.get(PrincipalId) ?? 'gone', Name, AccountId),
          ),
      );
  });
}

const say = (type: string, name: string, set: string, account: string) =>
  `${type} ${name}: ${set} in ${account}`;

/** The same of what the config grants. A group that it names by its object id is found in Entra by it. */
function grantedIn({ environment, world }: Described): string[] {
  if (environment === undefined) return [];
  const { config, access } = environment;
  return access.grants.map(({ principal: { type, handle }, permissionSet, account }) => {
    const { name = handle, objectId } = config.groups[handle] ?? {};
    const group =
      objectId === undefined ? onlyGroup(world, name) : world.entra.groups.get(objectId).displayName;
    const who = type === 'GROUP' ? group : (config.users[handle]?.userPrincipalName ?? '');
    const set = config.permissionSets[permissionSet]?.name ?? permissionSet;
    return say(type, who, set, config.aws.accounts[account]?.id ?? '');
  });
}

/** Its name, as Terraform finds it by it, whatever the case. */
function onlyGroup({ entra }: World, name: string): string {
  const found = entra.groups
    .list({})
    .filter(({ displayName }) => displayName.toLowerCase() === name.toLowerCase());
  return found.length === 1 ? name : `${found.length} groups named ${name}`;
}

const closedIn = ({ accounts: made }: Organization): string[] =>
  made.flatMap(({ status }, index) => (status === 'closed' ? [idOf(index)] : []));

/** AWS tells these accounts as suspended. */
const closing =
  (closed: readonly string[]): Interceptor =>
  (_call, proceed) => {
    const answer = proceed();
    const { Accounts } = Object(answer) as { readonly Accounts?: readonly { readonly Id: string }[] };
    if (Accounts === undefined) return answer;
    const close = { State: 'SUSPENDED', Status: 'SUSPENDED' };
    return {
      ...(answer as object),
      Accounts: Accounts.map((each) => (closed.includes(each.Id) ? { ...each, ...close } : each)),
    };
  };

/**
 * What no config can give: who is gone, what suspended accounts have, and the management account's part in a set that
 * others have too.
 */
function inexpressible(assigned: readonly string[], closed: readonly string[]): Set<string> {
  const at = (text: string) => [/: (\S+) in/.exec(text)?.[1], text.endsWith(MANAGEMENT)] as const;
  const living = assigned.filter((text) => !text.startsWith('GROUP gone'));
  const elsewhere = new Set(living.flatMap((text) => (at(text)[1] ? [] : [at(text)[0]])));
  return new Set(
    assigned.filter(
      (text) =>
        text.startsWith('GROUP gone') ||
        closed.some((id) => text.endsWith(id)) ||
        (at(text)[1] && elsewhere.has(at(text)[0])),
    ),
  );
}

const SEED = 20261122;
const organizations = fc.sample(organization, { seed: SEED, numRuns: ORGANIZATIONS });

test.each(organizations.map((each, index) => [index, each] as const))(
  'organization %d: the config passes the rules and gives exactly what AWS gives; the rest is listed',
  async (_index, chosen) => {
    const seed = seedOf(chosen);
    const world = await makeWorld(seed, ({ entra }) => {
      const twin = { displayName: 'AWS-Admins', mailNickname: 'twin', securityEnabled: true };
      if (chosen.doubled) entra.groups.create(twin, [], []);
    });
    const closed = closedIn(chosen);
    const described = await describeWorld(intercept(world, closing(closed)), seed);
    expect(described.problems).toBe('No problems.');
    const assigned = assignedIn(world);
    const left = inexpressible(assigned, closed);
    expect(grantedIn(described).sort()).toEqual(assigned.filter((text) => !left.has(text)).sort());
    const listed = described.draft.unexpressed.map(({ what }) => what).join('\n');
    for (const text of left) expect(listed).toContain(/: (\S+) in/.exec(text)?.[1]);
    expect(described.draft.unexpressed.length > 0 || left.size === 0).toBe(true);
  },
);

test('between them the organizations have what makes a description hard', () => {
  const all = organizations.map((each) => ({ ...each, users: each.lines.flatMap(({ users }) => users) }));
  expect(
    all.some(({ doubled, lines }) => doubled && lines.some(({ groups }) => groups.includes('aws-admins'))),
  ).toBe(true);
  expect(all.some(({ users }) => users.includes('zed@made.example'))).toBe(true);
  expect(all.some(({ lines }) => lines.some(({ groups }) => groups.includes('Gone')))).toBe(true);
  expect(
    all.some(({ lines }) =>
      lines.some((line) => line.accounts.length > 1 && line.accounts.includes(MANAGEMENT)),
    ),
  ).toBe(true);
  expect(all.some(({ accounts: made }) => made.some(({ status }) => status === 'suspended'))).toBe(true);
  expect(
    all.some((each) =>
      each.lines.some(({ accounts: given }) => closedIn(each).some((id) => given.includes(id))),
    ),
  ).toBe(true);
  expect(all.some(({ accounts: made }) => new Set(made.map(({ ou }) => ou)).size === 1)).toBe(true);
});
