/** What the AWS SDK for JavaScript makes of refusals. */
import {
  DeleteConflictException,
  EntityAlreadyExistsException,
  IAMServiceException,
  NoSuchEntityException,
} from '@aws-sdk/client-iam';
import { ResourceNotFoundException as PrincipalNotFoundException } from '@aws-sdk/client-identitystore';
import { AccountNotFoundException } from '@aws-sdk/client-organizations';
import {
  AccessDeniedException,
  ConflictException,
  ResourceNotFoundException,
  SSOAdminServiceException,
  ThrottlingException,
  ValidationException,
} from '@aws-sdk/client-sso-admin';
import { InvalidIdentityTokenException, STSServiceException } from '@aws-sdk/client-sts';
import { ConfiguredRetryStrategy } from '@smithy/core/retry';
import { createWorld } from '../../../../sandbox/world/world.js';
import { dev, groupId, instanceArn, management, prod } from '../../../helpers/aws.js';
import { createTestClock } from '../../../helpers/clock.js';
import { allowing } from '../../../helpers/saml-metadata.js';
import { testSeed } from '../../../helpers/world.js';
import { serve, type Clients, type Served } from './served.js';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.server.stop());

const InstanceArn = instanceArn;
const IdentityStoreId = testSeed.aws.identityStoreId;
const unknownSet = 'arn:aws:sso:::permissionSet/ssoins-722300aabbcc0001/ps-0000000000000000';
const trustingDev = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { AWS: dev }, Action: 'sts:AssumeRole' },
});

/** The error that the call ends with. */
async function errorOf(call: Promise<unknown>): Promise<SSOAdminServiceException> {
  return call.then(
    () => {
      throw new Error('no refusal');
    },
    (error: unknown) => error as SSOAdminServiceException,
  );
}

async function assume(account: string, more: object = {}): Promise<Clients> {
  const { Credentials } = await served.clients.sts.assumeRole({
    RoleArn: `arn:aws:iam::${account}:role/Deployer`,
    RoleSessionName: 'test',
    ...more,
  });
  return served.clientsWith({
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  });
}

test.each<[string, (clients: Clients) => Promise<unknown>, new (...args: never) => Error, string]>([
  [
    'what is not there',
    ({ sso }) => sso.describePermissionSet({ InstanceArn, PermissionSetArn: unknownSet }),
    ResourceNotFoundException,
    'Could not find PermissionSet with id ps-0000000000000000',
  ],
  [
    'a missing member, at any depth',
    ({ sso }) => sso.createPermissionSet({ Name: 'A', Tags: [{ Key: 'a' }] } as never),
    ValidationException,
    "2 validation errors detected: Value null at 'instanceArn' failed to satisfy constraint: Member must not be null; " +
      "Value null at 'tags.1.member.value' failed to satisfy constraint: Member must not be null",
  ],
  [
    'a value out of its range',
    ({ sso }) =>
      sso.listAccountAssignmentCreationStatus({ InstanceArn, Filter: { Status: 'DONE' as never } }),
    ValidationException,
    "1 validation error detected: Value 'DONE' at 'filter.status' failed to satisfy constraint: " +
      'Member must satisfy regular expression pattern: IN_PROGRESS|FAILED|SUCCEEDED',
  ],
  [
    'provisioning to one account that is not named',
    async ({ sso }) => {
      const { PermissionSet } = await sso.createPermissionSet({ InstanceArn, Name: 'Unnamed' });
      const PermissionSetArn = PermissionSet?.PermissionSetArn;
      return sso.provisionPermissionSet({ InstanceArn, PermissionSetArn, TargetType: 'AWS_ACCOUNT' });
    },
    ValidationException,
    "1 validation error detected: Value null at 'targetId' failed to satisfy constraint: Member must not be null",
  ],
  [
    'a group that is not there',
    ({ store }) => store.describeGroup({ IdentityStoreId, GroupId: '9967000001-0' }),
    PrincipalNotFoundException,
    'GROUP not found.',
  ],
  [
    'a membership that is not there',
    ({ store }) => store.describeGroupMembership({ IdentityStoreId, MembershipId: '9967000001-0' }),
    PrincipalNotFoundException,
    'MEMBERSHIP not found.',
  ],
  [
    'an account that is not there',
    ({ organizations }) => organizations.describeAccount({ AccountId: '999999999999' }),
    AccountNotFoundException,
    "You specified an account that doesn't exist.",
  ],
  [
    'a role that is not there',
    ({ iam }) => iam.getRole({ RoleName: 'x' }),
    NoSuchEntityException,
    'The role with name x cannot be found.',
  ],
  [
    'a missing parameter',
    ({ iam }) => iam.getRole({} as never),
    IAMServiceException,
    "1 validation error detected: Value null at 'roleName' failed to satisfy constraint: Member must not be null",
  ],
  [
    'a role of another organization',
    ({ sts }) => sts.assumeRole({ RoleArn: 'arn:aws:iam::999999999999:role/x', RoleSessionName: 'test' }),
    STSServiceException,
    `User: arn:aws:iam::${management}:user/sandbox is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::999999999999:role/x`,
  ],
  [
    'what the world does not model of an operation',
    ({ sts }) =>
      sts.assumeRole({ RoleArn: `arn:aws:iam::${dev}:role/x`, RoleSessionName: 'test', ExternalId: 'id' }),
    STSServiceException,
    'The sandbox does not model ExternalId of sts AssumeRole.',
  ],
  [
    'an operation that the world does not model',
    ({ iam }) => iam.listUsers({}),
    IAMServiceException,
    'The sandbox does not model 2010-05-08.ListUsers of iam. Services that it models operations of: sso-admin, identitystore, organizations, iam, sts.',
  ],
  [
    'an operation of JSON that the world does not model',
    ({ sso }) => sso.listApplications({ InstanceArn }),
    SSOAdminServiceException,
    'The sandbox does not model SWBExternalService.ListApplications of sso-admin. Services that it models operations of: sso-admin, identitystore, organizations, iam, sts.',
  ],
  [
    'a SAML response without credentials',
    () =>
      served.clientsWith({ accessKeyId: '', secretAccessKey: '' }).sts.assumeRoleWithSAML({
        RoleArn: `arn:aws:iam::${dev}:role/Emergency`,
        PrincipalArn: `arn:aws:iam::${dev}:saml-provider/Entra`,
        SAMLAssertion: 'PHg+PC94Pg==',
      }),
    InvalidIdentityTokenException,
    "Specified provider doesn't exist (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: AuthSamlManifestNotFoundException)",
  ],
])('refuses %s', async (_what, call, exception, message) => {
  const error = await errorOf(call(served.clients));
  expect(error.message).toBe(message);
  expect(error).toBeInstanceOf(exception);
});

test('deletes no policy that a role has', async () => {
  const { iam } = served.clients;
  const PolicyDocument = JSON.stringify(allowing('s3:*'));
  const { Policy } = await iam.createPolicy({ PolicyName: 'Held', PolicyDocument });
  await iam.createRole({ RoleName: 'Holder', AssumeRolePolicyDocument: trustingDev });
  await iam.attachRolePolicy({ RoleName: 'Holder', PolicyArn: Policy?.Arn });
  expect(await errorOf(iam.deletePolicy({ PolicyArn: Policy?.Arn }))).toBeInstanceOf(DeleteConflictException);
});

test('says conflicts as AWS does: 400 in JSON, 409 in XML', async () => {
  const { sso, iam } = served.clients;
  await sso.createPermissionSet({ InstanceArn, Name: 'Twice' });
  const conflict = await errorOf(sso.createPermissionSet({ InstanceArn, Name: 'Twice' }));
  expect(conflict).toBeInstanceOf(ConflictException);
  expect(conflict.$metadata).toMatchObject({ httpStatusCode: 400, requestId: expect.any(String) });
  await iam.createRole({ RoleName: 'Twice', AssumeRolePolicyDocument: trustingDev });
  const exists = await errorOf(iam.createRole({ RoleName: 'twice', AssumeRolePolicyDocument: trustingDev }));
  expect(exists).toBeInstanceOf(EntityAlreadyExistsException);
  expect(exists.$metadata).toMatchObject({ httpStatusCode: 409, requestId: expect.any(String) });
});

describe('who calls', () => {
  const names = async ({ sso, iam }: Clients) => [
    (await errorOf(sso.listInstances({}))).name,
    (await errorOf(iam.listRoles({}))).name,
  ];

  test('is not let in with another key or secret', async () => {
    expect(await names(served.clientsWith({ accessKeyId: 'AKIAX', secretAccessKey: 'x' }))).toEqual([
      'UnrecognizedClientException',
      'InvalidClientTokenId',
    ]);
    expect(await names(served.clientsWith({ ...served.deployer, secretAccessKey: 'x' }))).toEqual([
      'InvalidSignatureException',
      'SignatureDoesNotMatch',
    ]);
    expect(await names(served.clientsWith({ ...served.deployer, sessionToken: 'x' }))).toEqual([
      'UnrecognizedClientException',
      'InvalidClientTokenId',
    ]);
  });

  test('is of the account whose role was assumed, until that ends', async () => {
    const clients = await assume(dev, { DurationSeconds: 900 });
    expect((await clients.sts.getCallerIdentity({})).Arn).toBe(
      `arn:aws:sts::${dev}:assumed-role/Deployer/test`,
    );
    await served.world.clock.advance(901_000);
    expect(await names(clients)).toEqual(['ExpiredTokenException', 'ExpiredToken']);
  });

  test('may not touch the management account as delegated administrator', async () => {
    const { sso } = await assume(dev);
    const { PermissionSet } = await sso.createPermissionSet({ InstanceArn, Name: 'Delegated' });
    const error = await errorOf(
      sso.createAccountAssignment({
        InstanceArn,
        PermissionSetArn: PermissionSet?.PermissionSetArn,
        PrincipalId: groupId(served.world, 'Admins'),
        PrincipalType: 'GROUP',
        TargetId: management,
        TargetType: 'AWS_ACCOUNT',
      }),
    );
    expect(error).toBeInstanceOf(AccessDeniedException);
    expect(error.message).toContain('is not authorized to perform: sso:CreateAccountAssignment on resource:');
    const listing = await errorOf(
      sso.listAccountAssignmentsForPrincipal({ InstanceArn, PrincipalId: 'x', PrincipalType: 'GROUP' }),
    );
    expect(listing).toBeInstanceOf(AccessDeniedException);
  });

  test('assumes roles that were made as their trust policies say', async () => {
    const RoleName = 'Trusting';
    const RoleArn = `arn:aws:iam::${management}:role/${RoleName}`;
    await served.clients.iam.createRole({ RoleName, AssumeRolePolicyDocument: trustingDev });
    const request = { RoleArn, RoleSessionName: 'test' };
    expect((await errorOf(served.clients.sts.assumeRole(request))).name).toBe('AccessDenied');
    const { sts } = await assume(dev);
    expect((await sts.assumeRole(request)).AssumedRoleUser?.Arn).toBe(
      `arn:aws:sts::${management}:assumed-role/${RoleName}/test`,
    );
    expect((await errorOf(sts.assumeRole({ ...request, DurationSeconds: 3_601 }))).message).toBe(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  });

  test('finds the instance in its Region only', async () => {
    const { sso } = served.clientsWith(served.deployer, { region: 'us-east-1' });
    expect((await sso.listInstances({})).Instances).toEqual([]);
    expect(await errorOf(sso.listPermissionSets({ InstanceArn }))).toBeInstanceOf(AccessDeniedException);
  });
});

test('takes 15 outstanding assignments', async () => {
  const endless = {
    ...createTestClock('2027-01-01T12:00:00Z'),
    sleep: () => new Promise<void>(() => undefined),
  };
  const busy = await serve(createWorld(testSeed, endless));
  try {
    const { sso } = busy.clientsWith(busy.deployer, { maxAttempts: 1 });
    const { PermissionSet } = await sso.createPermissionSet({ InstanceArn, Name: 'Many' });
    const create = (index: number) =>
      sso.createAccountAssignment({
        InstanceArn,
        PermissionSetArn: PermissionSet?.PermissionSetArn,
        PrincipalId: `user-${index}`,
        PrincipalType: 'USER',
        TargetId: prod,
        TargetType: 'AWS_ACCOUNT',
      });
    await Promise.all(Array.from({ length: 15 }, (_, index) => create(index)));
    const error = await errorOf(create(15));
    expect(error).toBeInstanceOf(ThrottlingException);
    expect(error.message).toBe('There are too many requests processing. Please try again later.');
  } finally {
    await busy.server.stop();
  }
});

describe('when asked to hold the rates', () => {
  const times = async (count: number, call: () => Promise<unknown>) => {
    for (let sent = 0; sent < count; sent += 1) await call();
  };
  beforeEach(async () => {
    await served.world.clock.advance(1_000);
    served.server.rates.throttling = true;
  });
  afterEach(() => {
    served.server.rates.throttling = false;
  });

  test('takes 20 requests a second of sso-admin in all, and the SDK’s retry gets through', async () => {
    const { sso, iam } = served.clientsWith(served.deployer, { maxAttempts: 1 });
    await times(10, () => sso.listInstances({}));
    await times(10, () => sso.listPermissionSets({ InstanceArn }));
    const error = await errorOf(sso.describeInstance({ InstanceArn }));
    expect(error).toBeInstanceOf(ThrottlingException);
    expect(error.message).toBe('Rate exceeded');
    await iam.listRoles({});
    const nextSecond = new ConfiguredRetryStrategy(2, () => {
      void served.world.clock.advance(1_000);
      return 0;
    });
    const patient = served.clientsWith(served.deployer, { retryStrategy: nextSecond });
    expect((await patient.sso.listInstances({})).$metadata.attempts).toBe(2);
  });

  test('takes 20 requests a second of each operation of identitystore', async () => {
    const { store } = served.clientsWith(served.deployer, { maxAttempts: 1 });
    await times(20, () => store.listGroups({ IdentityStoreId }));
    await times(20, () => store.listUsers({ IdentityStoreId }));
    expect((await errorOf(store.listGroups({ IdentityStoreId }))).name).toBe('ThrottlingException');
  });
});
