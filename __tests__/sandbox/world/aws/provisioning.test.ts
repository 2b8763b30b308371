import { callerIn, dev, instanceArn, management, prod, refusalOf, suspended } from '../../../helpers/aws.js';
import { createAwsWorld, settle, type AwsWorld } from '../../../helpers/aws-world.js';

const all = { TargetType: 'ALL_PROVISIONED_ACCOUNTS' } as const;
const conflict = 'ConflictException: There is a conflicting operation in process.';
const throttled = 'ThrottlingException: There are too many requests processing. Please try again later.';

let world: AwsWorld;
beforeEach(() => {
  world = createAwsWorld();
});

test('an account lacks a change until the set is provisioned again', async () => {
  const { sso, key, assign, provision } = world;
  await assign(dev);
  const lacking = () =>
    sso.ListAccountsForProvisionedPermissionSet({
      ...key,
      ProvisioningStatus: 'LATEST_PERMISSION_SET_NOT_PROVISIONED',
    }).AccountIds;
  sso.AttachManagedPolicyToPermissionSet({ ...key, ManagedPolicyArn: 'arn:aws:iam::aws:policy/A' });
  expect(lacking()).toEqual([dev]);
  expect(await provision()).toBeUndefined();
  expect(lacking()).toEqual([]);
  expect(
    sso.ListPermissionSetsProvisionedToAccount({ InstanceArn: instanceArn, AccountId: dev }).PermissionSets,
  ).toEqual([key.PermissionSetArn]);
});

test('is in progress first', () => {
  const { sso, key } = world;
  expect(sso.ProvisionPermissionSet({ ...key, ...all }).PermissionSetProvisioningStatus).toEqual({
    PermissionSetArn: key.PermissionSetArn,
    RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    CreatedDate: new Date('2027-01-01T12:00:00Z'),
    Status: 'IN_PROGRESS',
  });
});

test('takes as long as the world says', async () => {
  const { sso, key, aws } = world;
  aws.latency = 5_000;
  sso.ProvisionPermissionSet({ ...key, ...all });
  await settle();
  const { PermissionSet } = sso.CreatePermissionSet({ InstanceArn: instanceArn, Name: 'B' });
  expect(PermissionSet.CreatedDate).toEqual(new Date('2027-01-01T12:00:05Z'));
});

test.each<[string, (world: AwsWorld) => unknown]>([
  ['a new provisioning', ({ sso, key }) => sso.ProvisionPermissionSet({ ...key, ...all })],
  ['an update', ({ sso, key }) => sso.UpdatePermissionSet(key)],
  ['a deletion', ({ sso, key }) => sso.DeletePermissionSet(key)],
  [
    'an attachment',
    ({ sso, key }) =>
      sso.AttachManagedPolicyToPermissionSet({ ...key, ManagedPolicyArn: 'arn:aws:iam::aws:policy/A' }),
  ],
  ['an inline policy', ({ sso, key }) => sso.PutInlinePolicyToPermissionSet({ ...key, InlinePolicy: '{}' })],
])('%s conflicts with a provisioning of the same set', async (_what, call) => {
  world.sso.ProvisionPermissionSet({ ...world.key, ...all });
  expect(refusalOf(() => call(world))).toBe(conflict);
  await settle();
  expect(refusalOf(() => call(world))).toBe('no refusal');
});

test('three sets are provisioned at once, and no more', () => {
  const { sso } = world;
  const provisionNew = (Name: string) => {
    const { PermissionSetArn } = sso.CreatePermissionSet({ InstanceArn: instanceArn, Name }).PermissionSet;
    return () => sso.ProvisionPermissionSet({ InstanceArn: instanceArn, PermissionSetArn, ...all });
  };
  const refusals = ['B', 'C', 'D', 'E'].map((name) => refusalOf(provisionNew(name)));
  expect(refusals).toEqual(['no refusal', 'no refusal', 'no refusal', throttled]);
});

test('fails where an account lost its last assignment meanwhile', async () => {
  const { sso, key, assign, unassign } = world;
  await assign(dev);
  const gone = unassign(dev);
  const { RequestId } = sso.ProvisionPermissionSet({ ...key, ...all }).PermissionSetProvisioningStatus;
  await gone;
  const request = { InstanceArn: instanceArn, ProvisionPermissionSetRequestId: RequestId };
  expect(sso.DescribePermissionSetProvisioningStatus(request).PermissionSetProvisioningStatus).toMatchObject({
    Status: 'FAILED',
    FailureReason: `Received a 404 status error: Permission set provision not found in AWS account ${dev}.`,
  });
});

const references = {
  policy: 'AttachCustomerManagedPolicyReferenceToPermissionSet',
  boundary: 'PutPermissionsBoundaryToPermissionSet',
};

test.each(Object.keys(references))('an account must have the customer managed %s', async (kind) => {
  const { sso, key, assign, aws } = world;
  const CustomerManagedPolicyReference = { Name: 'Boundary' };
  if (kind === 'policy')
    sso.AttachCustomerManagedPolicyReferenceToPermissionSet({ ...key, CustomerManagedPolicyReference });
  else
    sso.PutPermissionsBoundaryToPermissionSet({
      ...key,
      PermissionsBoundary: { CustomerManagedPolicyReference },
    });
  expect(await assign(prod)).toBeUndefined();
  expect(await assign(dev)).toBe(
    `Received a 404 status error: Not supported policy arn:aws:iam::${dev}:policy/Boundary.`,
  );
  const { iam } = aws.as(callerIn(dev));
  iam.CreatePolicy({ PolicyName: 'Boundary', PolicyDocument: '{}' });
  expect(await assign(dev)).toBeUndefined();
  expect(refusalOf(() => iam.CreatePolicy({ PolicyName: 'Boundary', PolicyDocument: '{}' }))).toBe(
    'EntityAlreadyExists: A policy called Boundary already exists. Duplicate names are not allowed.',
  );
});

test("an account's role has ten policies at most", async () => {
  const { sso, key, assign } = world;
  for (let count = 0; count < 11; count += 1) {
    sso.AttachManagedPolicyToPermissionSet({ ...key, ManagedPolicyArn: `arn:aws:iam::aws:policy/A${count}` });
  }
  expect(await assign(dev)).toBe('Received a 409 status error: Cannot exceed quota for PoliciesPerRole: 10');
});

test.each([
  [
    suspended,
    `AWS SSO is unable to complete your request at this time. Obtaining permissions to manage your AWS account '${suspended}' is ` +
      'taking longer than usual. Please try again in a few minutes. If this problem continues, contact AWS Support.',
  ],
  ['999999999999', 'Received a 404 status error: AWS account 999999999999 not found.'],
])('account %s gets nothing', async (account, reason) => {
  expect(await world.assign(account)).toBe(reason);
  expect(world.aws.made()).toEqual(['permission set A']);
});

test('one account can be provisioned without an assignment', async () => {
  const { sso, key, aws } = world;
  sso.ProvisionPermissionSet({ ...key, TargetType: 'AWS_ACCOUNT', TargetId: dev });
  await settle();
  expect(aws.made()).toEqual(['permission set A', `permission set A in account ${dev}`]);
  const delegated = aws.as(callerIn(prod)).ssoAdmin;
  expect(
    refusalOf(() =>
      delegated.ProvisionPermissionSet({ ...key, TargetType: 'AWS_ACCOUNT', TargetId: management }),
    ),
  ).toMatch(
    /^AccessDeniedException: User: \S+ is not authorized to perform: sso:ProvisionPermissionSet on resource: \S+$/,
  );
});

test('a request that is not there is refused', () => {
  const request = { InstanceArn: instanceArn, ProvisionPermissionSetRequestId: 'x' };
  expect(refusalOf(() => world.sso.DescribePermissionSetProvisioningStatus(request))).toBe(
    'ResourceNotFoundException: Could not find a request with id x',
  );
});
