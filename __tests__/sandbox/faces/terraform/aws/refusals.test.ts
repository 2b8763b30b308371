import {
  assignment,
  awsConfig,
  callerIn,
  dev,
  groupId,
  instance,
  management,
  ofSet,
  prod,
  serveAws,
  suspended,
  type Blocks,
  type ServedAws,
} from '../../../../helpers/aws.js';

let aws: ServedAws;
beforeEach(async () => {
  aws = await serveAws();
});
afterEach(() => aws.stop());

const set = { aws_ssoadmin_permission_set: { a: { instance_arn: instance, name: 'A' } } };
const withSet = (more: Blocks): object => awsConfig({ ...set, ...more });
const response = 'https response error StatusCode: 400, RequestID: …';

test('an assignment that is there already', async () => {
  const first = { aws_ssoadmin_account_assignment: { one: assignment(aws.world, 'a', 'Admins', dev) } };
  await aws.apply(withSet(first));
  const twice = { ...first.aws_ssoadmin_account_assignment, two: assignment(aws.world, 'a', 'Admins', dev) };
  expect(await aws.refusal(withSet({ aws_ssoadmin_account_assignment: twice }))).toBe(
    `creating SSO Account Assignment for GROUP (${groupId(aws.world, 'Admins')}): already exists`,
  );
});

test('an AWS managed policy that is attached already', async () => {
  const arn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  const first = { one: { ...ofSet('a'), managed_policy_arn: arn } };
  await aws.apply(withSet({ aws_ssoadmin_managed_policy_attachment: first }));
  const both = { ...first, two: { ...ofSet('a'), managed_policy_arn: arn } };
  expect(await aws.refusal(withSet({ aws_ssoadmin_managed_policy_attachment: both }))).toMatch(
    /^attaching Managed Policy \(arn:aws:iam::aws:policy\/ReadOnlyAccess\) to SSO Permission Set \(arn:\S+\): already attached$/,
  );
});

test('a name that another permission set has', async () => {
  await aws.apply(awsConfig(set));
  const both = { ...set.aws_ssoadmin_permission_set, b: { instance_arn: instance, name: 'A' } };
  const provider = { region: 'eu-west-1', max_retries: 3 };
  expect(await aws.refusal(awsConfig({ aws_ssoadmin_permission_set: both }, { provider }))).toBe(
    'creating SSO Permission Set (A): operation error SSO Admin: CreatePermissionSet, exceeded maximum number of attempts, 3, ' +
      `${response}, ConflictException: PermissionSet with name A already exists.`,
  );
});

test('a session that is too long', async () => {
  const long = {
    aws_ssoadmin_permission_set: { a: { instance_arn: instance, name: 'A', session_duration: 'PT13H' } },
  };
  expect(await aws.refusal(awsConfig(long))).toBe(
    `creating SSO Permission Set (A): operation error SSO Admin: CreatePermissionSet, ${response}, ` +
      'ValidationException: SessionDuration PT13H must be between 1 and 12 hours',
  );
});

test('an account without the customer managed policy', async () => {
  const resources = {
    aws_ssoadmin_customer_managed_policy_attachment: {
      a: { ...ofSet('a'), customer_managed_policy_reference: [{ name: 'Boundary' }] },
    },
    aws_ssoadmin_account_assignment: {
      a: {
        ...assignment(aws.world, 'a', 'Admins', dev),
        depends_on: ['aws_ssoadmin_customer_managed_policy_attachment.a'],
      },
    },
  };
  expect(await aws.refusal(withSet(resources))).toBe(
    `waiting for SSO Account Assignment for GROUP (${groupId(aws.world, 'Admins')}) create: unexpected state 'FAILED', ` +
      `wanted target 'SUCCEEDED'. last error: Received a 404 status error: Not supported policy arn:aws:iam::${dev}:policy/Boundary.`,
  );
  aws.world.aws.as(callerIn(dev)).iam.CreatePolicy({ PolicyName: 'Boundary', PolicyDocument: '{}' });
  await aws.terraform.apply();
  expect((await aws.terraform.plan()).actions).toEqual({});
});

test('a suspended account', async () => {
  const message = await aws.refusal(
    withSet({ aws_ssoadmin_account_assignment: { a: assignment(aws.world, 'a', 'Admins', suspended) } }),
  );
  expect(message).toBe(
    `waiting for SSO Account Assignment for GROUP (${groupId(aws.world, 'Admins')}) create: unexpected state 'FAILED', ` +
      "wanted target 'SUCCEEDED'. last error: AWS SSO is unable to complete your request at this time. " +
      `Obtaining permissions to manage your AWS account '${suspended}' is taking longer than usual. ` +
      'Please try again in a few minutes. If this problem continues, contact AWS Support.',
  );
});

test('a policy that an account lacks, attached to a set that the account has', async () => {
  const assigned = { aws_ssoadmin_account_assignment: { a: assignment(aws.world, 'a', 'Admins', dev) } };
  await aws.apply(withSet(assigned));
  const attached = {
    ...assigned,
    aws_ssoadmin_customer_managed_policy_attachment: {
      a: { ...ofSet('a'), customer_managed_policy_reference: [{ name: 'Boundary' }] },
    },
  };
  expect(await aws.refusal(withSet(attached))).toMatch(
    /^waiting for SSO Permission Set \(arn:\S+\) provision: unexpected state 'FAILED', wanted target 'SUCCEEDED'\. last error: Received a 404 status error: Not supported policy arn:aws:iam::111111111111:policy\/Boundary\.$/,
  );
  aws.world.aws.as(callerIn(dev)).iam.CreatePolicy({ PolicyName: 'Boundary', PolicyDocument: '{}' });
  await aws.terraform.apply();
  expect((await aws.terraform.plan()).actions).toEqual({});
});

describe('a delegated administrator', () => {
  const provider = {
    region: 'eu-west-1',
    assume_role: [{ role_arn: `arn:aws:iam::${prod}:role/Deployer`, session_name: 'ci' }],
  };

  test('may give access to member accounts', async () => {
    const resources = {
      ...set,
      aws_ssoadmin_account_assignment: { a: assignment(aws.world, 'a', 'Admins', dev) },
    };
    await aws.apply(awsConfig(resources, { provider }));
    expect(await aws.actions(awsConfig(resources, { provider }))).toEqual({});
  });

  test('may not give access to the management account', async () => {
    const resources = {
      ...set,
      aws_ssoadmin_account_assignment: { a: assignment(aws.world, 'a', 'Admins', management) },
    };
    expect(await aws.refusal(awsConfig(resources, { provider }))).toMatch(
      /^creating SSO Account Assignment for GROUP \(\S+\): operation error SSO Admin: CreateAccountAssignment, https response error StatusCode: 400, RequestID: …, AccessDeniedException: User: arn:aws:sts::222222222222:assumed-role\/Deployer\/ci is not authorized to perform: sso:CreateAccountAssignment on resource: arn:aws:sso:::permissionSet\/ssoins-722300aabbcc0001\/ps-[0-9a-f]{16}$/,
    );
  });

  test('may not change a set that the management account has', async () => {
    const resources = {
      ...set,
      aws_ssoadmin_account_assignment: { a: assignment(aws.world, 'a', 'Admins', management) },
    };
    await aws.apply(awsConfig(resources));
    const changed = {
      ...resources,
      aws_ssoadmin_permission_set: { a: { ...set.aws_ssoadmin_permission_set.a, description: 'x' } },
    };
    expect(await aws.refusal(awsConfig(changed, { provider }))).toMatch(
      /^updating SSO Permission Set \(\S+\): operation error SSO Admin: UpdatePermissionSet, .* AccessDeniedException: User: arn:aws:sts::222222222222:assumed-role\/Deployer\/ci is not authorized to perform: sso:UpdatePermissionSet on resource: \S+$/,
    );
  });
});
