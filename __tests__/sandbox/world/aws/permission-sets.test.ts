import { callerIn, dev, instanceArn, management, prod, refusalOf } from '../../../helpers/aws.js';
import { createAwsWorld } from '../../../helpers/aws-world.js';

const { sso } = createAwsWorld();
const create = (more: object) => () =>
  sso.CreatePermissionSet({ InstanceArn: instanceArn, Name: 'B', ...more });
const constraint = (value: string, member: string) =>
  `ValidationException: 1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must`;

test('has the id, the defaults and the tags that it is given', () => {
  const { sso } = createAwsWorld();
  const Tags = [{ Key: 'team', Value: 'platform' }];
  const { PermissionSet } = sso.CreatePermissionSet({
    InstanceArn: instanceArn,
    Name: 'B',
    Description: 'b',
    Tags,
  });
  expect(PermissionSet).toEqual({
    Name: 'B',
    PermissionSetArn: expect.stringMatching(
      /^arn:aws:sso:::permissionSet\/ssoins-722300aabbcc0001\/ps-[0-9a-f]{16}$/,
    ),
    CreatedDate: new Date('2027-01-01T12:00:00Z'),
    Description: 'b',
    RelayState: undefined,
    SessionDuration: 'PT1H',
  });
  const ResourceArn = PermissionSet.PermissionSetArn;
  expect(sso.ListTagsForResource({ InstanceArn: instanceArn, ResourceArn }).Tags).toEqual(Tags);
  sso.TagResource({
    InstanceArn: instanceArn,
    ResourceArn,
    Tags: [
      { Key: 'team', Value: 'core' },
      { Key: 'new', Value: 'yes' },
    ],
  });
  sso.UntagResource({ InstanceArn: instanceArn, ResourceArn, TagKeys: ['new', 'unheard of'] });
  expect(sso.ListTagsForResource({ InstanceArn: instanceArn, ResourceArn }).Tags).toEqual([
    { Key: 'team', Value: 'core' },
  ]);
});

test.each([
  ['a name that is taken', { Name: 'A' }, 'ConflictException: PermissionSet with name A already exists.'],
  [
    'a long name',
    { Name: 'x'.repeat(33) },
    `${constraint('x'.repeat(33), 'name')} have length less than or equal to 32`,
  ],
  [
    'a name with a blank',
    { Name: 'a b' },
    `${constraint('a b', 'name')} satisfy regular expression pattern: [\\w+=,.@-]+`,
  ],
  [
    'a long description',
    { Description: 'x'.repeat(701) },
    `${constraint('x'.repeat(701), 'description')} have length less than or equal to 700`,
  ],
  [
    'a long relay state',
    { RelayState: 'x'.repeat(241) },
    `${constraint('x'.repeat(241), 'relayState')} have length less than or equal to 240`,
  ],
  [
    'a session of half an hour',
    { SessionDuration: 'PT30M' },
    'ValidationException: SessionDuration PT30M must be between 1 and 12 hours',
  ],
  [
    'a session of a day',
    { SessionDuration: 'P1D' },
    'ValidationException: SessionDuration P1D must be between 1 and 12 hours',
  ],
  [
    'another instance',
    { InstanceArn: 'arn:aws:sso:::instance/ssoins-0000000000000000' },
    `AccessDeniedException: User: ${callerIn(management).arn} is not authorized to perform: sso:CreatePermissionSet on resource: arn:aws:sso:::instance/ssoins-0000000000000000`,
  ],
])('%s is refused', (_what, input, message) => {
  expect(refusalOf(create(input))).toBe(message);
});

test('several faults are told at once', () => {
  expect(refusalOf(create({ Description: '', RelayState: '\t' }))).toMatch(
    /^ValidationException: 2 validation errors detected: Value '' at 'description' .*; Value '\t' at 'relayState' /,
  );
});

test.each(['PT1H', 'PT12H', 'PT90M'])('a session of %s is taken', (SessionDuration) => {
  expect(refusalOf(create({ Name: SessionDuration, SessionDuration }))).toBe('no refusal');
});

test('a set that is not there is refused', () => {
  const PermissionSetArn = 'arn:aws:sso:::permissionSet/ssoins-722300aabbcc0001/ps-0000000000000000';
  expect(refusalOf(() => sso.DescribePermissionSet({ InstanceArn: instanceArn, PermissionSetArn }))).toBe(
    'ResourceNotFoundException: Could not find PermissionSet with id ps-0000000000000000',
  );
});

test('no set beyond the quota', () => {
  const { sso } = createAwsWorld();
  const createOne = (Name: string) => sso.CreatePermissionSet({ InstanceArn: instanceArn, Name });
  for (let count = 1; count < 3_500; count += 1) createOne(`set-${count}`);
  expect(refusalOf(() => createOne('one-more'))).toBe(
    'ServiceQuotaExceededException: You have exceeded AWS SSO limits. Cannot create PermissionSet more than 3500 for id ' +
      'ssoins-722300aabbcc0001. Please refer to https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html',
  );
});

test('an update clears what it leaves out', () => {
  const { sso, key } = createAwsWorld();
  sso.UpdatePermissionSet({
    ...key,
    Description: 'a',
    RelayState: 'https://a.example',
    SessionDuration: 'PT2H',
  });
  sso.UpdatePermissionSet({ ...key, Description: 'b' });
  expect(sso.DescribePermissionSet(key).PermissionSet).toMatchObject({
    Description: 'b',
    RelayState: undefined,
    SessionDuration: 'PT1H',
  });
});

test('a set is deleted once no account has it', async () => {
  const { sso, key, assign, unassign, aws } = createAwsWorld();
  await assign(dev);
  expect(refusalOf(() => sso.DeletePermissionSet(key))).toBe(
    'ConflictException: Could not delete because PermissionSet has ApplicationProfile associated with it',
  );
  await unassign(dev);
  sso.DeletePermissionSet(key);
  expect(aws.made()).toEqual([]);
});

test('lists come in pages', () => {
  const { sso, key } = createAwsWorld();
  const b = sso.CreatePermissionSet({ InstanceArn: instanceArn, Name: 'B' }).PermissionSet.PermissionSetArn;
  const first = sso.ListPermissionSets({ InstanceArn: instanceArn, MaxResults: 1 });
  expect(first.PermissionSets).toEqual([key.PermissionSetArn]);
  const second = sso.ListPermissionSets({
    InstanceArn: instanceArn,
    MaxResults: 1,
    NextToken: first.NextToken,
  });
  expect(second).toEqual({ PermissionSets: [b], NextToken: undefined });
  expect(refusalOf(() => sso.ListPermissionSets({ InstanceArn: instanceArn, NextToken: 'x' }))).toBe(
    'ValidationException: The NextToken is not valid.',
  );
});

test('a delegated administrator changes all sets but those of the management account', async () => {
  const { aws, key, assign } = createAwsWorld();
  const delegated = aws.as(callerIn(prod)).ssoAdmin;
  await assign(dev);
  expect(refusalOf(() => delegated.UpdatePermissionSet(key))).toBe('no refusal');
  await assign(management);
  const denied = (operation: string) =>
    `AccessDeniedException: User: arn:aws:sts::${prod}:assumed-role/Deployer/session is not authorized to perform: ` +
    `sso:${operation} on resource: ${key.PermissionSetArn}`;
  expect(refusalOf(() => delegated.UpdatePermissionSet(key))).toBe(denied('UpdatePermissionSet'));
  expect(
    refusalOf(() => delegated.ProvisionPermissionSet({ ...key, TargetType: 'ALL_PROVISIONED_ACCOUNTS' })),
  ).toBe(denied('ProvisionPermissionSet'));
  expect(refusalOf(() => delegated.DescribePermissionSet(key))).toBe('no refusal');
});
