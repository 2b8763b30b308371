import { callerIn, dev, instanceArn, management, prod, refusalOf, suspended } from '../../../helpers/aws.js';
import { createAwsWorld } from '../../../helpers/aws-world.js';

const { aws, key } = createAwsWorld();
const { ssoAdmin, identityStore, organizations, sts } = aws.as(callerIn(management));
const away = aws.as(callerIn(management, 'us-east-1'));
const store = { IdentityStoreId: 'd-9967000001' };

test('has its instance in one Region', () => {
  expect(ssoAdmin.ListInstances({}).Instances).toEqual([
    {
      InstanceArn: instanceArn,
      IdentityStoreId: 'd-9967000001',
      OwnerAccountId: management,
      Status: 'ACTIVE',
    },
  ]);
  expect(away.ssoAdmin.ListInstances({}).Instances).toEqual([]);
  const user = `AccessDeniedException: User: ${callerIn(management).arn} is not authorized to perform:`;
  expect(refusalOf(() => away.ssoAdmin.DescribePermissionSet(key))).toBe(
    `${user} sso:DescribePermissionSet on resource: ${instanceArn}`,
  );
  expect(refusalOf(() => away.identityStore.ListGroups(store))).toBe(
    `${user} identitystore:ListGroups on resource: arn:aws:identitystore::${management}:identitystore/d-9967000001`,
  );
});

test('has the groups and users that provisioning brought', () => {
  const { Groups } = identityStore.ListGroups(store);
  expect(Groups.map(({ DisplayName }) => DisplayName)).toEqual(['Admins', 'Developers']);
  const [group] = Groups;
  const id = /^9967000001-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
  expect(group?.GroupId).toMatch(id);
  expect(identityStore.DescribeGroup({ ...store, GroupId: group?.GroupId ?? '' })).toEqual(group);
  const UniqueAttribute = { AttributePath: 'userName', AttributeValue: 'ada@test.example' };
  const { UserId } = identityStore.GetUserId({ ...store, AlternateIdentifier: { UniqueAttribute } });
  expect(identityStore.DescribeUser({ ...store, UserId })).toMatchObject({ UserName: 'ada@test.example' });
});

test('filters groups and users', () => {
  const filtered = (AttributePath: string) =>
    identityStore.ListGroups({ ...store, Filters: [{ AttributePath, AttributeValue: 'Admins' }] });
  expect(filtered('DisplayName').Groups).toHaveLength(1);
  expect(refusalOf(() => filtered('Description'))).toBe(
    'ValidationException: The attribute Description is not supported as a filter',
  );
  expect(
    identityStore.ListUsers({ ...store, Filters: [{ AttributePath: 'UserName', AttributeValue: 'x' }] })
      .Users,
  ).toEqual([]);
});

test.each<[string, () => unknown, string]>([
  [
    'a group id',
    () => identityStore.DescribeGroup({ ...store, GroupId: 'x' }),
    'ResourceNotFoundException: GROUP not found.',
  ],
  [
    'a user id',
    () => identityStore.DescribeUser({ ...store, UserId: 'x' }),
    'ResourceNotFoundException: USER not found.',
  ],
  [
    'an external id',
    () =>
      identityStore.GetGroupId({ ...store, AlternateIdentifier: { ExternalId: { Issuer: 'x', Id: 'y' } } }),
    'ResourceNotFoundException: GROUP not found.',
  ],
  [
    'an attribute that is not unique',
    () =>
      identityStore.GetUserId({
        ...store,
        AlternateIdentifier: { UniqueAttribute: { AttributePath: 'title', AttributeValue: 'x' } },
      }),
    'ValidationException: The attribute title is not a unique attribute',
  ],
])('finds nothing by %s', (_what, call, message) => {
  expect(refusalOf(call)).toBe(message);
});

test('has accounts in a tree of organizational units', () => {
  const [root] = organizations.ListRoots({}).Roots;
  const units = (ParentId = '') =>
    organizations.ListOrganizationalUnitsForParent({ ParentId }).OrganizationalUnits;
  const accounts = (ParentId = '') =>
    organizations.ListAccountsForParent({ ParentId }).Accounts.map(({ Id }) => Id);
  expect(root).toMatchObject({ Id: expect.stringMatching(/^r-[0-9a-z]{4}$/), Name: 'Root' });
  expect(accounts(root?.Id)).toEqual([management, suspended]);
  const [workloads, ...others] = units(root?.Id);
  expect([workloads?.Name, others]).toEqual(['Workloads', []]);
  const [development, production] = units(workloads?.Id);
  expect([development?.Name, accounts(development?.Id), production?.Name, accounts(production?.Id)]).toEqual([
    'Dev',
    [dev],
    'Prod',
    [prod],
  ]);
  expect(development?.Id).toMatch(/^ou-[0-9a-z]{4}-[0-9a-z]{8}$/);
  expect(refusalOf(() => units('r-none'))).toBe(
    "ParentNotFoundException: We can't find a root or OU with the ParentId that you specified.",
  );
});

test("an organizational unit's name may have a slash", () => {
  const account = { id: dev, name: 'dev', ou: '/Dev\\/Test/A' };
  const { organizations: api } = createAwsWorld({ accounts: [account] }).aws.as(callerIn(management));
  const [root] = api.ListRoots({}).Roots;
  expect(
    api.ListOrganizationalUnitsForParent({ ParentId: root?.Id ?? '' }).OrganizationalUnits,
  ).toMatchObject([{ Name: 'Dev/Test' }]);
});

test('says what an account is and how it is tagged', () => {
  expect(organizations.ListAccounts({}).Accounts).toContainEqual({
    Id: suspended,
    Arn: `arn:aws:organizations::${management}:account/o-test123456/${suspended}`,
    Name: 'old',
    Status: 'SUSPENDED',
  });
  expect(organizations.DescribeOrganization().Organization).toMatchObject({
    Id: 'o-test123456',
    MasterAccountId: management,
  });
  expect(organizations.ListTagsForResource({ ResourceId: dev }).Tags).toEqual([
    { Key: 'tier', Value: 'dev' },
  ]);
  expect(refusalOf(() => organizations.ListTagsForResource({ ResourceId: 'x' }))).toBe(
    "TargetNotFoundException: You specified a target that doesn't exist.",
  );
});

test('says who calls', () => {
  expect(sts.GetCallerIdentity()).toEqual({
    Account: management,
    Arn: callerIn(management).arn,
    UserId: 'Deployer:session',
  });
});

test('knows what was made beyond its seed', async () => {
  const { aws: organization, assign, unassign, sso, key: set } = createAwsWorld();
  await assign(dev);
  organization
    .as(callerIn(dev))
    .iam.CreatePolicy({ PolicyName: 'Extra', Path: '/team/', PolicyDocument: '{}' });
  expect(organization.made()).toEqual([
    'permission set A',
    `permission set A in account ${dev}`,
    expect.stringMatching(/^GROUP \S+ with A in account 111111111111$/),
    `policy /team/Extra in account ${dev}`,
  ]);
  await unassign(dev);
  sso.DeletePermissionSet(set);
  expect(organization.made()).toEqual([`policy /team/Extra in account ${dev}`]);
});
