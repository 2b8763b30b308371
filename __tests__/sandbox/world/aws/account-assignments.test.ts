import { callerIn, dev, instanceArn, management, prod, refusalOf } from '../../../helpers/aws.js';
import { createAwsWorld, settle, type AwsWorld } from '../../../helpers/aws-world.js';

const names = Array.from({ length: 101 }, (_, index) => `Group ${index}`);
let world: AwsWorld;
let groups: string[];
beforeEach(() => {
  world = createAwsWorld({ provisioned: { groups: names, users: [] } });
  const { identityStore } = world.aws.as(callerIn(management));
  const first = identityStore.ListGroups({ IdentityStoreId: 'd-9967000001' });
  const rest = identityStore.ListGroups({ IdentityStoreId: 'd-9967000001', NextToken: first.NextToken });
  groups = [...first.Groups, ...rest.Groups].map(({ GroupId }) => GroupId);
});

const assignment = (PrincipalId: string, TargetId = dev) =>
  ({ ...world.key, PrincipalId, PrincipalType: 'GROUP', TargetId, TargetType: 'AWS_ACCOUNT' }) as const;

test('is made once, however often it is asked for', async () => {
  const { sso, key, assign } = world;
  expect(await assign(dev)).toBeUndefined();
  expect(await assign(dev)).toBeUndefined();
  expect(sso.ListAccountAssignments({ ...key, AccountId: dev }).AccountAssignments).toEqual([
    {
      AccountId: dev,
      PermissionSetArn: key.PermissionSetArn,
      PrincipalId: groups[0],
      PrincipalType: 'GROUP',
    },
  ]);
  expect(sso.ListAccountAssignments({ ...key, AccountId: prod }).AccountAssignments).toEqual([]);
});

test('conflicts with its own deletion in progress', async () => {
  const { sso, assign } = world;
  await assign(dev);
  sso.DeleteAccountAssignment(assignment(groups[0] ?? ''));
  expect(refusalOf(() => sso.CreateAccountAssignment(assignment(groups[0] ?? '')))).toBe(
    'ConflictException: There is a conflicting operation in process.',
  );
});

test('fails to be deleted where it is not there', async () => {
  expect(await world.unassign(dev)).toBe('Received a 404 status error: Assignment not found.');
});

test('fails for a principal that is not there', async () => {
  const { sso } = world;
  const id = '9967000001-00000000-0000-0000-0000-000000000000';
  const { RequestId } = sso.CreateAccountAssignment(assignment(id)).AccountAssignmentCreationStatus;
  await settle();
  const request = { InstanceArn: instanceArn, AccountAssignmentCreationRequestId: RequestId };
  expect(sso.DescribeAccountAssignmentCreationStatus(request).AccountAssignmentCreationStatus).toMatchObject({
    Status: 'FAILED',
    FailureReason: `Received a 404 status error: GROUP ${id} not found.`,
  });
});

test.each([
  ['targetId', { TargetId: '12' }, '12', '\\d{12}'],
  ['principalType', { PrincipalType: 'ROLE' }, 'ROLE', 'USER|GROUP'],
  ['targetType', { TargetType: 'OU' }, 'OU', 'AWS_ACCOUNT'],
])('is refused for another %s', (member, more, value, pattern) => {
  const input = { ...assignment(groups[0] ?? ''), ...more } as never;
  expect(refusalOf(() => world.sso.CreateAccountAssignment(input))).toBe(
    `ValidationException: 1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ` +
      `Member must satisfy regular expression pattern: ${pattern}`,
  );
});

test('fifteen are made at once, and no more', () => {
  const refusals = groups
    .slice(0, 16)
    .map((group) => refusalOf(() => world.sso.CreateAccountAssignment(assignment(group))));
  expect(refusals.slice(14)).toEqual([
    'no refusal',
    'ThrottlingException: There are too many requests processing. Please try again later.',
  ]);
});

test('a hundred groups have one set in one account, and no more', async () => {
  const { sso } = world;
  for (const group of groups.slice(0, 100)) {
    sso.CreateAccountAssignment(assignment(group));
    await settle();
  }
  expect(refusalOf(() => sso.CreateAccountAssignment(assignment(groups[100] ?? '')))).toBe(
    'ServiceQuotaExceededException: You have exceeded AWS SSO limits. Cannot create GroupAssignment more than 100 for id ' +
      `${dev}. Please refer to https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html`,
  );
});

test('a delegated administrator touches neither the management account nor its sets', async () => {
  const { aws, key } = world;
  const delegated = aws.as(callerIn(prod)).ssoAdmin;
  const denied = (operation: string) =>
    `AccessDeniedException: User: arn:aws:sts::${prod}:assumed-role/Deployer/session is not authorized to perform: ` +
    `sso:${operation} on resource: ${key.PermissionSetArn}`;
  const group = groups[0] ?? '';
  expect(refusalOf(() => delegated.CreateAccountAssignment(assignment(group, management)))).toBe(
    denied('CreateAccountAssignment'),
  );
  expect(refusalOf(() => delegated.CreateAccountAssignment(assignment(group)))).toBe('no refusal');
  await world.assign(management);
  expect(refusalOf(() => delegated.CreateAccountAssignment(assignment(groups[1] ?? '')))).toBe(
    denied('CreateAccountAssignment'),
  );
  expect(refusalOf(() => delegated.DeleteAccountAssignment(assignment(group)))).toBe(
    denied('DeleteAccountAssignment'),
  );
});
