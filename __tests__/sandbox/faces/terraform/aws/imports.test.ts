import {
  assignment,
  awsConfig,
  groupId,
  instance,
  instanceArn,
  ofSet,
  prod,
  serveAws,
  type ServedAws,
} from '../../../../helpers/aws.js';

let aws: ServedAws;
beforeEach(async () => {
  aws = await serveAws();
});
afterEach(() => aws.stop());

const managed = 'arn:aws:iam::aws:policy/job-function/Billing';

const config = (): object =>
  awsConfig(
    {
      aws_ssoadmin_permission_set: {
        a: { instance_arn: instance, name: 'A', relay_state: 'https://a.example', tags: { team: 'a' } },
      },
      aws_ssoadmin_managed_policy_attachment: { a: { ...ofSet('a'), managed_policy_arn: managed } },
      aws_ssoadmin_customer_managed_policy_attachment: {
        a: { ...ofSet('a'), customer_managed_policy_reference: [{ name: 'Boundary' }] },
      },
      aws_ssoadmin_permission_set_inline_policy: {
        a: { ...ofSet('a'), inline_policy: '{"Version": "2012-10-17", "Statement": []}' },
      },
      aws_ssoadmin_permissions_boundary_attachment: {
        a: {
          ...ofSet('a'),
          permissions_boundary: [{ customer_managed_policy_reference: [{ name: 'Boundary' }] }],
        },
      },
      aws_ssoadmin_account_assignment: {
        a: {
          ...assignment(aws.world, 'a', 'Admins', prod),
          depends_on: ['permission_set_inline_policy', 'permissions_boundary_attachment'].map(
            (type) => `aws_ssoadmin_${type}.a`,
          ),
        },
      },
    },
    { output: { arn: { value: '${aws_ssoadmin_permission_set.a.arn}' } } },
  );

test('every resource is imported by its import id, and then needs no change', async () => {
  await aws.apply(config());
  const { arn } = await aws.terraform.outputs();
  const ids = {
    permission_set: `${arn},${instanceArn}`,
    managed_policy_attachment: `${managed},${arn},${instanceArn}`,
    customer_managed_policy_attachment: `Boundary,/,${arn},${instanceArn}`,
    permission_set_inline_policy: `${arn},${instanceArn}`,
    permissions_boundary_attachment: `${arn},${instanceArn}`,
    account_assignment: `${groupId(aws.world, 'Admins')},GROUP,${prod},AWS_ACCOUNT,${arn},${instanceArn}`,
  };
  for (const [type, id] of Object.entries(ids)) {
    await aws.terraform.run('state', 'rm', `aws_ssoadmin_${type}.a`);
    await aws.terraform.import(`aws_ssoadmin_${type}.a`, id);
  }
  expect((await aws.terraform.plan()).actions).toEqual({});
});

test.each([
  ['permission_set', 'unexpected format for ID ("x"), expected PERMISSION_SET_ARN,INSTANCE_ARN'],
  ['managed_policy_attachment', 'parsing ID: expected MANAGED_POLICY_ARN,PERMISSION_SET_ARN,INSTANCE_ARN'],
  [
    'customer_managed_policy_attachment',
    'unexpected format for ID (x), expected CUSTOMER_MANAGED_POLICY_NAME,CUSTOMER_MANAGED_POLICY_PATH,PERMISSION_SET_ARN,INSTANCE_ARN',
  ],
  [
    'permission_set_inline_policy',
    'unexpected format for ID ("x"), expected PERMISSION_SET_ARN,INSTANCE_ARN',
  ],
  [
    'permissions_boundary_attachment',
    'unexpected format for ID (x), expected PERMISSION_SET_ARN,INSTANCE_ARN',
  ],
  [
    'account_assignment',
    'unexpected format for ID ("x"), expected PRINCIPAL_ID,PRINCIPAL_TYPE,TARGET_ID,TARGET_TYPE,PERMISSION_SET_ARN,INSTANCE_ARN',
  ],
])('an import of %s by another id is refused', async (type, message) => {
  await aws.terraform.write(config());
  await aws.terraform.init();
  await expect(aws.terraform.import(`aws_ssoadmin_${type}.a`, 'x')).rejects.toThrow(`Error: ${message}\n`);
});

test('an import of what is not there is refused', async () => {
  await aws.terraform.write(config());
  await aws.terraform.init();
  const id = `arn:aws:sso:::permissionSet/ssoins-722300aabbcc0001/ps-0000000000000000,${instanceArn}`;
  await expect(aws.terraform.import('aws_ssoadmin_permission_set.a', id)).rejects.toThrow(
    'Cannot import non-existent remote object',
  );
});
