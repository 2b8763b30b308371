import {
  assignment,
  awsConfig,
  callerIn,
  dev,
  groupId,
  instance,
  instanceArn,
  management,
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

const policy = (...actions: string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
});

interface Edits {
  set?: object;
  managed?: object;
  customer?: object;
  inline?: string;
  boundary?: object;
  assignment?: object;
}

/** A permission set with all that one can have, given to a group in an account: the policies first, as a chain. */
function everything(edits: Edits = {}): object {
  const rest = ofSet('developer');
  return awsConfig({
    aws_ssoadmin_permission_set: {
      developer: { instance_arn: instance, name: 'Developer', description: 'Develops', ...edits.set },
    },
    aws_ssoadmin_managed_policy_attachment: {
      developer: { ...rest, managed_policy_arn: 'arn:aws:iam::aws:policy/PowerUserAccess', ...edits.managed },
    },
    aws_ssoadmin_customer_managed_policy_attachment: {
      developer: {
        ...rest,
        customer_managed_policy_reference: [{ name: 'Boundary', ...edits.customer }],
        depends_on: ['aws_ssoadmin_managed_policy_attachment.developer'],
      },
    },
    aws_ssoadmin_permission_set_inline_policy: {
      developer: {
        ...rest,
        inline_policy: edits.inline ?? JSON.stringify(policy('s3:GetObject', 's3:ListBucket')),
        depends_on: ['aws_ssoadmin_customer_managed_policy_attachment.developer'],
      },
    },
    aws_ssoadmin_permissions_boundary_attachment: {
      developer: {
        ...rest,
        permissions_boundary: [
          edits.boundary ?? { customer_managed_policy_reference: [{ name: 'Boundary' }] },
        ],
        depends_on: ['aws_ssoadmin_permission_set_inline_policy.developer'],
      },
    },
    aws_ssoadmin_account_assignment: {
      developer: {
        ...assignment(aws.world, 'developer', 'Developers', prod),
        ...edits.assignment,
        depends_on: ['aws_ssoadmin_permissions_boundary_attachment.developer'],
      },
    },
  });
}

const outOfDateAccounts = () => {
  const { ssoAdmin } = aws.world.aws.as(callerIn(management));
  const [PermissionSetArn = ''] = ssoAdmin.ListPermissionSets({ InstanceArn: instanceArn }).PermissionSets;
  const key = { InstanceArn: instanceArn, PermissionSetArn };
  return ssoAdmin.ListAccountsForProvisionedPermissionSet({
    ...key,
    ProvisioningStatus: 'LATEST_PERMISSION_SET_NOT_PROVISIONED',
  }).AccountIds;
};

test('makes every kind of resource and then finds nothing to change', async () => {
  await aws.apply(everything());
  expect(aws.world.aws.made()).toEqual([
    'permission set Developer',
    `permission set Developer in account ${prod}`,
    `GROUP ${groupId(aws.world, 'Developers')} with Developer in account ${prod}`,
  ]);
  expect(await aws.actions(everything())).toEqual({});
});

test('destroys assignments before their policies, and policies before their set', async () => {
  await aws.apply(everything());
  aws.calls.length = 0;
  await aws.terraform.destroy();
  expect(aws.world.aws.made()).toEqual([]);
  expect(aws.calls.filter((call) => /^(Delete|Detach)/.test(call))).toEqual([
    'DeleteAccountAssignment',
    'DeletePermissionsBoundaryFromPermissionSet',
    'DeleteInlinePolicyFromPermissionSet',
    'DetachCustomerManagedPolicyReferenceFromPermissionSet',
    'DetachManagedPolicyFromPermissionSet',
    'DeletePermissionSet',
  ]);
});

test.each<[string, Edits, string]>([
  ['the description', { set: { description: 'Builds' } }, 'aws_ssoadmin_permission_set'],
  [
    'the relay state',
    { set: { relay_state: 'https://console.aws.amazon.com/s3' } },
    'aws_ssoadmin_permission_set',
  ],
  ['the session duration', { set: { session_duration: 'PT8H' } }, 'aws_ssoadmin_permission_set'],
  ['the tags', { set: { tags: { team: 'platform' } } }, 'aws_ssoadmin_permission_set'],
  [
    'the inline policy',
    { inline: JSON.stringify(policy('s3:PutObject')) },
    'aws_ssoadmin_permission_set_inline_policy',
  ],
])('a change of %s updates in place and reaches the accounts', async (_what, edits, type) => {
  await aws.apply(everything());
  expect(await aws.actions(everything(edits))).toEqual({ [`${type}.developer`]: 'update' });
  await aws.terraform.apply();
  expect(await aws.actions(everything(edits))).toEqual({});
  expect(outOfDateAccounts()).toEqual([]);
});

test.each<[string, Edits, string]>([
  [
    'the managed policy',
    { managed: { managed_policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' } },
    'managed_policy_attachment',
  ],
  ['the customer managed policy', { customer: { name: 'Other' } }, 'customer_managed_policy_attachment'],
  [
    'the path of the customer managed policy',
    { customer: { path: '/team/' } },
    'customer_managed_policy_attachment',
  ],
  [
    'the kind of boundary',
    { boundary: { managed_policy_arn: 'arn:aws:iam::aws:policy/PowerUserAccess' } },
    'permissions_boundary_attachment',
  ],
  [
    "the boundary's path",
    { boundary: { customer_managed_policy_reference: [{ name: 'Boundary', path: '/team/' }] } },
    'permissions_boundary_attachment',
  ],
  ['the account', { assignment: { target_id: dev } }, 'account_assignment'],
])('a change of %s replaces that one resource', async (_what, edits, type) => {
  await aws.apply(everything());
  expect(await aws.actions(everything(edits))).toEqual({ [`aws_ssoadmin_${type}.developer`]: 'replace' });
});

test('a boundary of one kind becomes one of the other', async () => {
  await aws.apply(everything());
  const edits = { boundary: { managed_policy_arn: 'arn:aws:iam::aws:policy/PowerUserAccess' } };
  await aws.apply(everything(edits));
  expect(await aws.actions(everything(edits))).toEqual({});
  await aws.apply(everything());
  expect(await aws.actions(everything())).toEqual({});
});

test('a change of the name replaces the set and all that hangs on it', async () => {
  await aws.apply(everything());
  const types = [
    'permission_set',
    'managed_policy_attachment',
    'customer_managed_policy_attachment',
    'permission_set_inline_policy',
    'permissions_boundary_attachment',
    'account_assignment',
  ];
  const replaced = types.map((type) => [`aws_ssoadmin_${type}.developer`, 'replace']);
  expect(await aws.actions(everything({ set: { name: 'Builder' } }))).toEqual(Object.fromEntries(replaced));
  await aws.terraform.apply();
  expect(aws.world.aws.made()[0]).toBe('permission set Builder');
});

test('a setting that is taken away is cleared', async () => {
  await aws.apply(
    everything({
      set: { description: 'Develops', relay_state: 'https://a.example', session_duration: 'PT8H' },
    }),
  );
  await aws.apply(everything({ set: { description: null } }));
  const { ssoAdmin } = aws.world.aws.as(callerIn(management));
  const [PermissionSetArn = ''] = ssoAdmin.ListPermissionSets({ InstanceArn: instanceArn }).PermissionSets;
  expect(
    ssoAdmin.DescribePermissionSet({ InstanceArn: instanceArn, PermissionSetArn }).PermissionSet,
  ).toMatchObject({
    Description: undefined,
    RelayState: undefined,
    SessionDuration: 'PT1H',
  });
});

test('an inline policy that only looks different is no change', async () => {
  await aws.apply(everything());
  const { Version, Statement } = policy('s3:ListBucket', 's3:GetObject');
  const reordered = JSON.stringify(
    { Statement: Statement.map((one) => ({ ...one, Resource: ['*'] })), Version },
    null,
    2,
  );
  expect(await aws.actions(everything({ inline: reordered }))).toEqual({});
});

test('what was removed in AWS is planned again', async () => {
  await aws.apply(everything());
  const { ssoAdmin } = aws.world.aws.as(callerIn(management));
  const [PermissionSetArn = ''] = ssoAdmin.ListPermissionSets({ InstanceArn: instanceArn }).PermissionSets;
  const key = { InstanceArn: instanceArn, PermissionSetArn };
  ssoAdmin.DetachManagedPolicyFromPermissionSet({
    ...key,
    ManagedPolicyArn: 'arn:aws:iam::aws:policy/PowerUserAccess',
  });
  ssoAdmin.DeleteInlinePolicyFromPermissionSet(key);
  ssoAdmin.DeletePermissionsBoundaryFromPermissionSet(key);
  expect(await aws.actions(everything())).toEqual({
    'aws_ssoadmin_managed_policy_attachment.developer': 'create',
    'aws_ssoadmin_permission_set_inline_policy.developer': 'create',
    'aws_ssoadmin_permissions_boundary_attachment.developer': 'create',
  });
});

test('two policies of a set that nothing chains are both attached', async () => {
  const resources = {
    aws_ssoadmin_permission_set: { a: { instance_arn: instance, name: 'A' } },
    aws_ssoadmin_managed_policy_attachment: Object.fromEntries(
      ['ReadOnlyAccess', 'PowerUserAccess', 'SecurityAudit', 'job-function/Billing'].map((name) => [
        name.replace('/', '-'),
        { ...ofSet('a'), managed_policy_arn: `arn:aws:iam::aws:policy/${name}` },
      ]),
    ),
  };
  await aws.apply(awsConfig(resources));
  expect(await aws.actions(awsConfig(resources))).toEqual({});
  await aws.terraform.destroy();
  expect(aws.world.aws.made()).toEqual([]);
});
