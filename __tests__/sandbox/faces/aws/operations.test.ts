/** Every modelled operation, by the AWS SDK for JavaScript. */
import { paginateListRoles } from '@aws-sdk/client-iam';
import { paginateListUsers } from '@aws-sdk/client-identitystore';
import { paginateListAccounts } from '@aws-sdk/client-organizations';
import { paginateListPermissionSets } from '@aws-sdk/client-sso-admin';
import { InvalidIdentityTokenException } from '@aws-sdk/client-sts';
import { operationsOf, services } from '../../../../sandbox/faces/aws/services.js';
import { dev, instanceArn, management, prod } from '../../../helpers/aws.js';
import {
  allowing,
  identityProviderMetadata,
  samlTrust,
  signingCertificate,
} from '../../../helpers/saml-metadata.js';
import { testSeed } from '../../../helpers/world.js';
import { serve, settle, type Served } from './served.js';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.server.stop());

const InstanceArn = instanceArn;
const IdentityStoreId = testSeed.aws.identityStoreId;
const NOON = new Date('2027-01-01T12:00:00Z');

async function createSet(Name: string) {
  const { PermissionSet } = await served.clients.sso.createPermissionSet({ InstanceArn, Name });
  return { InstanceArn, PermissionSetArn: PermissionSet?.PermissionSetArn ?? '' };
}

async function findGroup(AttributeValue: string): Promise<string> {
  const UniqueAttribute = { AttributePath: 'DisplayName', AttributeValue };
  const { GroupId } = await served.clients.store.getGroupId({
    IdentityStoreId,
    AlternateIdentifier: { UniqueAttribute },
  });
  return GroupId ?? '';
}

async function findUser(AttributeValue: string): Promise<string> {
  const UniqueAttribute = { AttributePath: 'userName', AttributeValue };
  const { UserId } = await served.clients.store.getUserId({
    IdentityStoreId,
    AlternateIdentifier: { UniqueAttribute },
  });
  return UserId ?? '';
}

/** An output without what the SDK says of the request. */
function bare(output: { $metadata: object }): object {
  return Object.fromEntries(Object.entries(output).filter(([name]) => name !== '$metadata'));
}

async function every<Page, Item>(pages: AsyncIterable<Page>, items: (page: Page) => Item[] | undefined) {
  const all: Item[][] = [];
  for await (const page of pages) all.push(items(page) ?? []);
  return all;
}

test('sso-admin: the instance', async () => {
  const { sso } = served.clients;
  const instance = {
    InstanceArn,
    IdentityStoreId,
    OwnerAccountId: management,
    Status: 'ACTIVE',
  };
  expect((await sso.listInstances({})).Instances).toEqual([instance]);
  expect(bare(await sso.describeInstance({ InstanceArn }))).toEqual(instance);
});

test('sso-admin: permission sets', async () => {
  const { sso } = served.clients;
  const { PermissionSet } = await sso.createPermissionSet({
    InstanceArn,
    Name: 'Crud',
    Description: 'Ä <b> & "c"',
    SessionDuration: 'PT2H',
    RelayState: 'https://example.com/?a=1&b=2',
    Tags: [{ Key: 'team', Value: 'platform' }],
  });
  const key = { InstanceArn, PermissionSetArn: PermissionSet?.PermissionSetArn ?? '' };
  expect(PermissionSet).toEqual({
    Name: 'Crud',
    PermissionSetArn: expect.stringMatching(/^arn:aws:sso:::permissionSet\//),
    Description: 'Ä <b> & "c"',
    SessionDuration: 'PT2H',
    RelayState: 'https://example.com/?a=1&b=2',
    CreatedDate: NOON,
  });
  await sso.updatePermissionSet({ ...key, Description: 'changed' });
  expect((await sso.describePermissionSet(key)).PermissionSet).toMatchObject({
    Description: 'changed',
    SessionDuration: 'PT1H',
  });
  const tagged = { InstanceArn, ResourceArn: key.PermissionSetArn };
  await sso.tagResource({ ...tagged, Tags: [{ Key: 'tier', Value: 'dev' }] });
  await sso.untagResource({ ...tagged, TagKeys: ['team'] });
  expect((await sso.listTagsForResource({ ResourceArn: key.PermissionSetArn })).Tags).toEqual([
    { Key: 'tier', Value: 'dev' },
  ]);
  expect((await sso.listPermissionSets({ InstanceArn })).PermissionSets).toEqual([key.PermissionSetArn]);
  await sso.deletePermissionSet(key);
  expect((await sso.listPermissionSets({ InstanceArn })).PermissionSets).toEqual([]);
});

test('sso-admin: policies of a permission set', async () => {
  const { sso } = served.clients;
  const key = await createSet('Policies');
  const ManagedPolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  await sso.attachManagedPolicyToPermissionSet({ ...key, ManagedPolicyArn });
  expect((await sso.listManagedPoliciesInPermissionSet(key)).AttachedManagedPolicies).toEqual([
    { Arn: ManagedPolicyArn, Name: 'ReadOnlyAccess' },
  ]);
  await sso.detachManagedPolicyFromPermissionSet({ ...key, ManagedPolicyArn });

  const reference = { ...key, CustomerManagedPolicyReference: { Name: 'Boundary', Path: '/a/' } };
  await sso.attachCustomerManagedPolicyReferenceToPermissionSet(reference);
  expect(
    (await sso.listCustomerManagedPolicyReferencesInPermissionSet(key)).CustomerManagedPolicyReferences,
  ).toEqual([{ Name: 'Boundary', Path: '/a/' }]);
  await sso.detachCustomerManagedPolicyReferenceFromPermissionSet(reference);

  const InlinePolicy = JSON.stringify(allowing('s3:GetObject'));
  await sso.putInlinePolicyToPermissionSet({ ...key, InlinePolicy });
  expect((await sso.getInlinePolicyForPermissionSet(key)).InlinePolicy).toBe(InlinePolicy);
  await sso.deleteInlinePolicyFromPermissionSet(key);
  expect((await sso.getInlinePolicyForPermissionSet(key)).InlinePolicy).toBe('');

  await sso.putPermissionsBoundaryToPermissionSet({ ...key, PermissionsBoundary: { ManagedPolicyArn } });
  expect((await sso.getPermissionsBoundaryForPermissionSet(key)).PermissionsBoundary).toEqual({
    ManagedPolicyArn,
  });
  await sso.deletePermissionsBoundaryFromPermissionSet(key);
  await sso.deletePermissionSet(key);
});

test('sso-admin: account assignments and provisioning', async () => {
  const { sso } = served.clients;
  const key = await createSet('Assigned');
  const PrincipalId = await findGroup('Admins');
  const assignment = {
    ...key,
    PrincipalId,
    PrincipalType: 'GROUP',
    TargetId: dev,
    TargetType: 'AWS_ACCOUNT',
  } as const;
  const { AccountAssignmentCreationStatus: begun } = await sso.createAccountAssignment(assignment);
  expect(begun).toMatchObject({ Status: 'IN_PROGRESS', TargetId: dev, CreatedDate: NOON });
  await settle();
  const created = { InstanceArn, AccountAssignmentCreationRequestId: begun?.RequestId ?? '' };
  expect(
    (await sso.describeAccountAssignmentCreationStatus(created)).AccountAssignmentCreationStatus?.Status,
  ).toBe('SUCCEEDED');
  const succeeded = { InstanceArn, Filter: { Status: 'SUCCEEDED' } } as const;
  const summary = { Status: 'SUCCEEDED', CreatedDate: NOON, RequestId: begun?.RequestId };
  expect((await sso.listAccountAssignmentCreationStatus(succeeded)).AccountAssignmentsCreationStatus).toEqual(
    [summary],
  );

  const listed = {
    AccountId: dev,
    PermissionSetArn: key.PermissionSetArn,
    PrincipalId,
    PrincipalType: 'GROUP',
  };
  expect((await sso.listAccountAssignments({ ...key, AccountId: dev })).AccountAssignments).toEqual([listed]);
  const ada = {
    InstanceArn,
    PrincipalId: await findUser('ada@test.example'),
    PrincipalType: 'USER',
  } as const;
  expect((await sso.listAccountAssignmentsForPrincipal(ada)).AccountAssignments).toEqual([listed]);
  expect(
    (await sso.listAccountAssignmentsForPrincipal({ ...ada, Filter: { AccountId: prod } }))
      .AccountAssignments,
  ).toEqual([]);
  expect((await sso.listAccountsForProvisionedPermissionSet(key)).AccountIds).toEqual([dev]);
  expect(
    (await sso.listPermissionSetsProvisionedToAccount({ InstanceArn, AccountId: dev })).PermissionSets,
  ).toEqual([key.PermissionSetArn]);

  const { PermissionSetProvisioningStatus: provisioning } = await sso.provisionPermissionSet({
    ...key,
    TargetType: 'ALL_PROVISIONED_ACCOUNTS',
  });
  await settle();
  const provisioned = { InstanceArn, ProvisionPermissionSetRequestId: provisioning?.RequestId ?? '' };
  expect(
    (await sso.describePermissionSetProvisioningStatus(provisioned)).PermissionSetProvisioningStatus?.Status,
  ).toBe('SUCCEEDED');
  expect(
    (await sso.listPermissionSetProvisioningStatus(succeeded)).PermissionSetsProvisioningStatus,
  ).toHaveLength(1);

  const { AccountAssignmentDeletionStatus: ending } = await sso.deleteAccountAssignment(assignment);
  await settle();
  const deleted = { InstanceArn, AccountAssignmentDeletionRequestId: ending?.RequestId ?? '' };
  expect(
    (await sso.describeAccountAssignmentDeletionStatus(deleted)).AccountAssignmentDeletionStatus?.Status,
  ).toBe('SUCCEEDED');
  expect(
    (await sso.listAccountAssignmentDeletionStatus({ InstanceArn })).AccountAssignmentsDeletionStatus,
  ).toHaveLength(1);
  await sso.deletePermissionSet(key);
});

test('sso-admin: attributes for access control', async () => {
  const { sso } = served.clients;
  const configuration = (...sources: string[]) => ({
    InstanceArn,
    InstanceAccessControlAttributeConfiguration: {
      AccessControlAttributes: sources.map((source) => ({
        Key: source,
        Value: { Source: [`\${path:enterprise.${source}}`] },
      })),
    },
  });
  await sso.createInstanceAccessControlAttributeConfiguration(configuration('department'));
  await sso.updateInstanceAccessControlAttributeConfiguration(configuration('costCenter'));
  expect(bare(await sso.describeInstanceAccessControlAttributeConfiguration({ InstanceArn }))).toEqual({
    Status: 'ENABLED',
    InstanceAccessControlAttributeConfiguration:
      configuration('costCenter').InstanceAccessControlAttributeConfiguration,
  });
  await sso.deleteInstanceAccessControlAttributeConfiguration({ InstanceArn });
});

test('identitystore: groups, users and memberships', async () => {
  const { store } = served.clients;
  const GroupId = await findGroup('Admins');
  const UserId = await findUser('ada@test.example');
  const group = { GroupId, DisplayName: 'Admins', IdentityStoreId };
  expect(bare(await store.describeGroup({ IdentityStoreId, GroupId }))).toEqual(group);
  const Filters = [{ AttributePath: 'DisplayName', AttributeValue: 'Admins' }];
  expect((await store.listGroups({ IdentityStoreId, Filters })).Groups).toEqual([group]);
  const user = await store.describeUser({ IdentityStoreId, UserId });
  expect(user).toMatchObject({
    UserName: 'ada@test.example',
    Name: { GivenName: 'Ada', FamilyName: 'Adams' },
  });
  expect((await store.listUsers({ IdentityStoreId })).Users).toEqual([bare(user)]);

  const MemberId = { UserId };
  const { MembershipId } = await store.getGroupMembershipId({ IdentityStoreId, GroupId, MemberId });
  expect(MembershipId).toMatch(/^9967000001-[0-9a-f-]{36}$/);
  const membership = { IdentityStoreId, MembershipId, GroupId, MemberId };
  expect((await store.listGroupMemberships({ IdentityStoreId, GroupId })).GroupMemberships).toEqual([
    membership,
  ]);
  expect(bare(await store.describeGroupMembership({ IdentityStoreId, MembershipId }))).toEqual(membership);
  const { GroupMemberships } = await store.listGroupMembershipsForMember({ IdentityStoreId, MemberId });
  expect(GroupMemberships?.map((each) => each.GroupId)).toEqual([GroupId, await findGroup('Developers')]);
  const GroupIds = [GroupId, '9967000001-00000000-0000-0000-0000-000000000000'];
  expect((await store.isMemberInGroups({ IdentityStoreId, MemberId, GroupIds })).Results).toEqual([
    { GroupId, MemberId, MembershipExists: true },
    { GroupId: GroupIds[1], MemberId, MembershipExists: false },
  ]);
});

test('organizations: accounts, organizational units and tags', async () => {
  const { organizations } = served.clients;
  expect((await organizations.describeOrganization({})).Organization).toMatchObject({
    Id: testSeed.aws.organizationId,
    FeatureSet: 'ALL',
    MasterAccountId: management,
  });
  const { Roots } = await organizations.listRoots({});
  const ParentId = Roots?.[0]?.Id ?? '';
  const { Accounts } = await organizations.listAccountsForParent({ ParentId });
  expect(Accounts?.map(({ Name, Status }) => [Name, Status])).toEqual([
    ['management', 'ACTIVE'],
    ['old', 'SUSPENDED'],
  ]);
  const { OrganizationalUnits } = await organizations.listOrganizationalUnitsForParent({ ParentId });
  expect(OrganizationalUnits?.map(({ Name }) => Name)).toEqual(['Workloads']);
  const { Account } = await organizations.describeAccount({ AccountId: dev });
  expect(Account?.Name).toBe('dev');
  const { Parents } = await organizations.listParents({ ChildId: dev });
  const [parent] = Parents ?? [];
  expect(parent?.Type).toBe('ORGANIZATIONAL_UNIT');
  const { OrganizationalUnit } = await organizations.describeOrganizationalUnit({
    OrganizationalUnitId: parent?.Id ?? '',
  });
  expect(OrganizationalUnit?.Name).toBe('Dev');
  expect((await organizations.listParents({ ChildId: OrganizationalUnits?.[0]?.Id ?? '' })).Parents).toEqual([
    { Id: ParentId, Type: 'ROOT' },
  ]);
  expect((await organizations.listTagsForResource({ ResourceId: dev })).Tags).toEqual([
    { Key: 'tier', Value: 'dev' },
  ]);
  expect((await organizations.listTagsForResource({ ResourceId: parent?.Id ?? '' })).Tags).toEqual([]);
});

test('iam: SAML providers', async () => {
  const { iam } = served.clients;
  const first = identityProviderMetadata(await signingCertificate()).replaceAll('\n', '\r\n');
  const { SAMLProviderArn = '' } = await iam.createSAMLProvider({
    Name: 'Entra',
    SAMLMetadataDocument: first,
    Tags: [{ Key: 'team', Value: 'a' }],
  });
  expect(await iam.getSAMLProvider({ SAMLProviderArn })).toMatchObject({
    SAMLMetadataDocument: first,
    CreateDate: NOON,
    Tags: [{ Key: 'team', Value: 'a' }],
  });
  const second = identityProviderMetadata(await signingCertificate('second'));
  await iam.updateSAMLProvider({ SAMLProviderArn, SAMLMetadataDocument: second });
  expect((await iam.getSAMLProvider({ SAMLProviderArn })).SAMLMetadataDocument).toBe(second);
  await iam.tagSAMLProvider({ SAMLProviderArn, Tags: [{ Key: 'tier', Value: '' }] });
  await iam.untagSAMLProvider({ SAMLProviderArn, TagKeys: ['team'] });
  expect((await iam.listSAMLProviderTags({ SAMLProviderArn })).Tags).toEqual([{ Key: 'tier', Value: '' }]);
  expect((await iam.listSAMLProviders({})).SAMLProviderList?.map(({ Arn }) => Arn)).toEqual([
    SAMLProviderArn,
  ]);
  await iam.deleteSAMLProvider({ SAMLProviderArn });
  expect((await iam.listSAMLProviders({})).SAMLProviderList).toEqual([]);
});

test('iam: roles and their policies', async () => {
  const { iam } = served.clients;
  const { SAMLProviderArn = '' } = await iam.createSAMLProvider({
    Name: 'Roles',
    SAMLMetadataDocument: identityProviderMetadata(await signingCertificate()),
  });
  const trust = JSON.stringify(samlTrust(SAMLProviderArn, 'https://signin.aws.amazon.com/saml'));
  const RoleName = 'Emergency';
  const { Role } = await iam.createRole({
    RoleName,
    AssumeRolePolicyDocument: trust,
    Path: '/entra/',
    Tags: [{ Key: 'team', Value: 'a' }],
  });
  expect(Role).toMatchObject({
    Arn: `arn:aws:iam::${management}:role/entra/Emergency`,
    AssumeRolePolicyDocument: encodeURIComponent(trust),
    CreateDate: NOON,
    MaxSessionDuration: 3_600,
  });
  await iam.updateRole({ RoleName, MaxSessionDuration: 7_200 });
  await iam.updateRoleDescription({ RoleName, Description: 'for emergencies' });
  await iam.updateAssumeRolePolicy({ RoleName, PolicyDocument: trust });
  await iam.tagRole({ RoleName, Tags: [{ Key: 'tier', Value: 'b' }] });
  await iam.untagRole({ RoleName, TagKeys: ['team'] });
  expect((await iam.listRoleTags({ RoleName })).Tags).toEqual([{ Key: 'tier', Value: 'b' }]);

  const { Policy } = await iam.createPolicy({
    PolicyName: 'Limit',
    PolicyDocument: JSON.stringify(allowing('s3:*')),
  });
  const PolicyArn = Policy?.Arn ?? '';
  await iam.putRolePermissionsBoundary({ RoleName, PermissionsBoundary: PolicyArn });
  expect((await iam.getRole({ RoleName })).Role).toMatchObject({
    Description: 'for emergencies',
    MaxSessionDuration: 7_200,
    PermissionsBoundary: { PermissionsBoundaryArn: PolicyArn, PermissionsBoundaryType: 'Policy' },
  });
  await iam.deleteRolePermissionsBoundary({ RoleName });
  await iam.attachRolePolicy({ RoleName, PolicyArn });
  expect((await iam.listAttachedRolePolicies({ RoleName })).AttachedPolicies).toEqual([
    { PolicyArn, PolicyName: 'Limit' },
  ]);
  await iam.detachRolePolicy({ RoleName, PolicyArn });
  expect((await iam.getPolicy({ PolicyArn })).Policy).toEqual({ PolicyName: 'Limit', Arn: PolicyArn });
  await iam.deletePolicy({ PolicyArn });
  await expect(iam.getPolicy({ PolicyArn })).rejects.toThrow(`Policy ${PolicyArn} was not found.`);

  const inline = { RoleName, PolicyName: 'inline' };
  const PolicyDocument = JSON.stringify(allowing('s3:GetObject', 's3:PutObject'));
  await iam.putRolePolicy({ ...inline, PolicyDocument });
  expect((await iam.listRolePolicies({ RoleName })).PolicyNames).toEqual(['inline']);
  const { PolicyDocument: read = '' } = await iam.getRolePolicy(inline);
  expect(decodeURIComponent(read)).toBe(PolicyDocument);
  await iam.deleteRolePolicy(inline);
  expect((await iam.listInstanceProfilesForRole({ RoleName })).InstanceProfiles).toEqual([]);
  expect((await iam.listRoles({ PathPrefix: '/entra/' })).Roles?.map((role) => role.RoleName)).toEqual([
    RoleName,
  ]);
  expect((await iam.listRoles({ PathPrefix: '/other/' })).Roles).toEqual([]);
  await iam.deleteRole({ RoleName });
  await iam.deleteSAMLProvider({ SAMLProviderArn });
  expect((await iam.listRoles({})).Roles).toEqual([]);
});

test('sts: who calls, and roles of other accounts', async () => {
  const { sts } = served.clients;
  expect(bare(await sts.getCallerIdentity({}))).toEqual({
    Account: management,
    Arn: `arn:aws:iam::${management}:user/sandbox`,
    UserId: 'sandbox',
  });
  const { AssumedRoleUser, Credentials } = await sts.assumeRole({
    RoleArn: `arn:aws:iam::${dev}:role/Deployer`,
    RoleSessionName: 'test',
    DurationSeconds: 900,
  });
  expect(AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${dev}:assumed-role/Deployer/test`);
  expect(Credentials?.Expiration).toEqual(new Date('2027-01-01T12:15:00Z'));
  const { sts: assumed } = served.clientsWith({
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  });
  expect((await assumed.getCallerIdentity({})).Account).toBe(dev);
});

test('sts: a role for a person of a SAML provider, asked without credentials', async () => {
  const { sts } = served.clientsWith({ accessKeyId: '', secretAccessKey: '' });
  const request = {
    RoleArn: `arn:aws:iam::${dev}:role/Emergency`,
    PrincipalArn: `arn:aws:iam::${dev}:saml-provider/Entra`,
    SAMLAssertion: 'PHg+PC94Pg==',
  };
  await expect(sts.assumeRoleWithSAML(request)).rejects.toThrow(InvalidIdentityTokenException);
});

test('lists come in pages, by the SDK’s paginators', async () => {
  const { sso, store, organizations, iam } = served.clients;
  const sets = [await createSet('One'), await createSet('Two'), await createSet('Three')];
  expect(
    await every(
      paginateListPermissionSets({ client: sso, pageSize: 2 }, { InstanceArn }),
      (page) => page.PermissionSets,
    ),
  ).toEqual([[sets[0]?.PermissionSetArn, sets[1]?.PermissionSetArn], [sets[2]?.PermissionSetArn]]);
  expect(
    await every(paginateListUsers({ client: store, pageSize: 1 }, { IdentityStoreId }), (page) => page.Users),
  ).toHaveLength(1);
  expect(
    await every(paginateListAccounts({ client: organizations, pageSize: 3 }, {}), (page) =>
      page.Accounts?.map(({ Name }) => Name),
    ),
  ).toEqual([['management', 'dev', 'prod'], ['old']]);
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { AWS: management }, Action: 'sts:AssumeRole' },
  });
  for (const RoleName of ['A', 'B', 'C']) await iam.createRole({ RoleName, AssumeRolePolicyDocument });
  expect(
    await every(paginateListRoles({ client: iam, pageSize: 2 }, {}), (page) =>
      page.Roles?.map(({ RoleName }) => RoleName),
    ),
  ).toEqual([['A', 'B'], ['C']]);
});

test('every modelled operation was called', () => {
  const modelled = services.flatMap((service) =>
    operationsOf(service).map((operation) => `${service.name} ${operation}`),
  );
  expect([...served.called].sort()).toEqual(modelled.sort());
});
