import {
  awsConfig,
  dev,
  identityStore,
  instance,
  instanceArn,
  management,
  prod,
  serveAws,
  type ServedAws,
} from '../../../../helpers/aws.js';

let aws: ServedAws;
beforeEach(async () => {
  aws = await serveAws();
});
afterEach(() => aws.stop());

const caller = { aws_caller_identity: { this: {} } };
const role = (account: string, more: object = {}) => ({
  region: 'eu-west-1',
  assume_role: [{ role_arn: `arn:aws:iam::${account}:role/path/Deployer`, session_name: 'ci' }],
  ...more,
});

test.each([
  [
    'the management account by default',
    { region: 'eu-west-1' },
    management,
    `arn:aws:iam::${management}:user/sandbox`,
  ],
  ["an assumed role's account", role(dev), dev, `arn:aws:sts::${dev}:assumed-role/Deployer/ci`],
])('calls as %s', async (_what, provider, account, arn) => {
  const output = {
    account: { value: '${data.aws_caller_identity.this.account_id}' },
    arn: { value: '${data.aws_caller_identity.this.arn}' },
  };
  await aws.apply(awsConfig({}, { provider, data: caller, output }));
  expect(await aws.terraform.outputs()).toEqual({ account, arn });
});

test.each([
  [
    'is not among the allowed',
    { region: 'eu-west-1', allowed_account_ids: [dev, prod] },
    `AWS account ID not allowed: ${management}`,
  ],
  [
    'is forbidden',
    { region: 'eu-west-1', forbidden_account_ids: [management] },
    `AWS account ID not allowed: ${management}`,
  ],
  [
    "is an assumed role's and not allowed",
    role(dev, { allowed_account_ids: [management] }),
    `AWS account ID not allowed: ${dev}`,
  ],
  ['is not in the organization', role('999999999999'), 'Cannot assume IAM Role'],
])('refuses an account that %s', async (_what, provider, message) => {
  expect(await aws.refusal(awsConfig({}, { provider }))).toBe(message);
});

test('takes an account that is allowed', async () => {
  const provider = role(dev, { allowed_account_ids: [dev] });
  await expect(aws.apply(awsConfig({}, { provider }))).resolves.toContain('Apply complete!');
});

test('refuses a provider without a Region', async () => {
  expect(await aws.refusal(awsConfig({}, { provider: {} }))).toBe('invalid AWS Region: ');
});

test('finds the instance in its Region alone, with two configurations at once', async () => {
  const both = awsConfig(
    { aws_ssoadmin_permission_set: { a: { instance_arn: instance, name: 'A' } } },
    {
      provider: [
        { region: 'eu-west-1', default_tags: [{ tags: { stage: 'prod' } }] },
        { alias: 'away', region: 'us-east-1', ...{ assume_role: role(dev).assume_role } },
      ],
      data: {
        aws_ssoadmin_instances: { this: {}, away: { provider: 'aws.away' } },
        aws_caller_identity: { this: {}, away: { provider: 'aws.away' } },
      },
      output: {
        here: {
          value: ['${data.aws_ssoadmin_instances.this}', '${data.aws_caller_identity.this.account_id}'],
        },
        away: {
          value: ['${data.aws_ssoadmin_instances.away}', '${data.aws_caller_identity.away.account_id}'],
        },
        set: { value: '${aws_ssoadmin_permission_set.a.region}' },
      },
    },
  );
  await aws.apply(both);
  expect(await aws.terraform.outputs()).toEqual({
    here: [
      { arns: [instanceArn], id: 'eu-west-1', identity_store_ids: ['d-9967000001'], region: 'eu-west-1' },
      management,
    ],
    away: [{ arns: [], id: 'us-east-1', identity_store_ids: [], region: 'us-east-1' }, dev],
    set: 'eu-west-1',
  });
});

test("a resource's own Region comes before the provider's", async () => {
  const elsewhere = {
    aws_ssoadmin_permission_set: { a: { instance_arn: instanceArn, name: 'A', region: 'us-east-1' } },
  };
  expect(await aws.refusal(awsConfig(elsewhere))).toBe(
    'creating SSO Permission Set (A): operation error SSO Admin: CreatePermissionSet, https response error StatusCode: 400, RequestID: …, ' +
      `AccessDeniedException: User: arn:aws:iam::${management}:user/sandbox is not authorized to perform: sso:CreatePermissionSet ` +
      `on resource: ${instanceArn}`,
  );
});

describe('tags', () => {
  const provider = { region: 'eu-west-1', default_tags: [{ tags: { stage: 'prod', team: 'any' } }] };
  const tagged = (tags: object | null, more: { provider?: object } = { provider }): object =>
    awsConfig(
      { aws_ssoadmin_permission_set: { a: { instance_arn: instance, name: 'A', tags } } },
      {
        ...more,
        output: {
          tags: { value: '${aws_ssoadmin_permission_set.a.tags}' },
          all: { value: '${aws_ssoadmin_permission_set.a.tags_all}' },
        },
      },
    );

  test("come over the provider's default tags", async () => {
    await aws.apply(tagged({ team: 'platform' }));
    expect(await aws.terraform.outputs()).toEqual({
      tags: { team: 'platform' },
      all: { stage: 'prod', team: 'platform' },
    });
    expect(await aws.actions(tagged({ team: 'platform' }))).toEqual({});
  });

  test('are added, changed and taken away', async () => {
    await aws.apply(tagged({ team: 'platform', old: 'yes' }));
    await aws.apply(tagged({ team: 'core', new: 'yes' }));
    expect(await aws.terraform.outputs()).toMatchObject({ all: { stage: 'prod', team: 'core', new: 'yes' } });
    await aws.apply(tagged(null));
    expect(await aws.terraform.outputs()).toEqual({ all: { stage: 'prod', team: 'any' } });
    expect(await aws.actions(tagged(null))).toEqual({});
  });
});

describe('look-ups', () => {
  const found = (kind: string, attributes: object, output: string) =>
    awsConfig(
      {},
      {
        data: { [`aws_identitystore_${kind}`]: { one: { identity_store_id: identityStore, ...attributes } } },
        output: { found: { value: `\${data.aws_identitystore_${kind}.one.${output}}` } },
      },
    );
  const by = (path: string, value: string) => ({
    alternate_identifier: [{ unique_attribute: [{ attribute_path: path, attribute_value: value }] }],
  });

  test('find a group by name and by id', async () => {
    await aws.apply(found('group', by('DisplayName', 'Admins'), 'group_id'));
    const { found: id } = await aws.terraform.outputs();
    expect(id).toMatch(/^9967000001-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    await aws.apply(found('group', { group_id: id }, 'display_name'));
    expect(await aws.terraform.outputs()).toEqual({ found: 'Admins' });
  });

  test('find a user by name and by id', async () => {
    await aws.apply(found('user', by('UserName', 'ada@test.example'), 'user_id'));
    const { found: id } = await aws.terraform.outputs();
    await aws.apply(found('user', { user_id: id }, 'user_name'));
    expect(await aws.terraform.outputs()).toEqual({ found: 'ada@test.example' });
  });

  test.each([
    [
      'a group by a name',
      'group',
      by('DisplayName', 'Nobody'),
      'Group (d-9967000001)',
      'GetGroupId',
      'GROUP',
    ],
    ['a user by a name', 'user', by('UserName', 'nobody'), 'User (d-9967000001)', 'GetUserId', 'USER'],
  ])('fail for %s that is not there', async (_what, kind, attributes, what, operation, type) => {
    expect(await aws.refusal(found(kind, attributes, 'id'))).toBe(
      `reading IdentityStore ${what}: operation error identitystore: ${operation}, https response error StatusCode: 400, ` +
        `RequestID: …, ResourceNotFoundException: ${type} not found.`,
    );
  });

  test('fail for a group id that is not there', async () => {
    const id = '9967000001-00000000-0000-0000-0000-000000000000';
    expect(await aws.refusal(found('group', { group_id: id }, 'id'))).toBe(
      `reading IdentityStore Group (${id}): couldn't find resource`,
    );
  });
});
