import { AwsOrganization } from '../../../../sandbox/world/aws/organization.js';
import { callerIn, dev, management, prod, refusalOf, suspended } from '../../../helpers/aws.js';
import { createTestClock } from '../../../helpers/clock.js';
import { testSeed } from '../../../helpers/world.js';

const aws = new AwsOrganization(testSeed.aws, createTestClock('2027-01-01T12:00:00Z'));
const { arn } = callerIn(management);
const user = { ...callerIn(management), arn: `arn:aws:iam::${management}:user/sandbox` };
const as = (caller = callerIn(management)) => aws.as(caller).sts;
const denied = (caller: string, role: string) =>
  `AccessDenied: User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${role}`;

beforeAll(() => {
  makeRole('Long', { Principal: '*' }, { MaxSessionDuration: 7_200 });
});

function makeRole(RoleName: string, statement: object, more: object = {}): string {
  const Statement = { Effect: 'Allow', Action: 'sts:AssumeRole', ...statement };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  return aws.as(callerIn(dev)).iam.CreateRole({ RoleName, AssumeRolePolicyDocument, ...more }).Role.Arn;
}

test('a role that nobody made is taken to be there, in an active account', () => {
  const roleIn = (account: string) => ({
    RoleArn: `arn:aws:iam::${account}:role/path/Deployer`,
    RoleSessionName: 'test',
  });
  expect(as().AssumeRole(roleIn(prod))).toEqual({
    AssumedRoleUser: {
      Arn: `arn:aws:sts::${prod}:assumed-role/Deployer/test`,
      AssumedRoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}:test$/),
    },
    Credentials: {
      AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
      SecretAccessKey: expect.any(String),
      SessionToken: expect.any(String),
      Expiration: new Date('2027-01-01T13:00:00Z'),
    },
  });
  for (const account of [suspended, '999999999999']) {
    const request = roleIn(account);
    expect(refusalOf(() => as().AssumeRole(request))).toBe(denied(arn, request.RoleArn));
  }
});

test.each<[string, object, boolean]>([
  ['its account', { Principal: { AWS: management } }, true],
  ['its account’s root', { Principal: { AWS: `arn:aws:iam::${management}:root` } }, true],
  ['everyone', { Principal: '*' }, true],
  ['another account', { Principal: { AWS: prod } }, false],
  ['everyone, to do something else', { Principal: '*', Action: 'sts:TagSession' }, false],
  ['everyone, and denies it', { Principal: '*', Effect: 'Deny' }, false],
])('a role that was made and trusts %s', (what, statement, trusted) => {
  const RoleArn = makeRole(`Role-${what.replace(/\W/g, '')}`, statement);
  const refusal = refusalOf(() => as().AssumeRole({ RoleArn, RoleSessionName: 'test' }));
  expect(refusal).toBe(trusted ? 'no refusal' : denied(arn, RoleArn));
});

test('conditions of a trust policy are refused rather than passed over', () => {
  const Condition = { StringEquals: { 'sts:ExternalId': 'x' } };
  const RoleArn = makeRole('Conditional', { Principal: '*', Condition });
  expect(refusalOf(() => as().AssumeRole({ RoleArn, RoleSessionName: 'test' }))).toBe(
    'NotImplemented: The sandbox does not model conditions of trust policies for sts:AssumeRole.',
  );
});

test.each<[string, object, string]>([
  [
    'a session name that is too short',
    { RoleSessionName: 'x' },
    "1 validation error detected: Value 'x' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2",
  ],
  ['what is no role', { RoleArn: `arn:aws:iam::${dev}:user/sandbox` }, 'Request ARN is invalid'],
  [
    'a session of a minute',
    { DurationSeconds: 60 },
    "1 validation error detected: Value '60' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
  ],
  [
    'a session of a day',
    { DurationSeconds: 86_400 },
    "1 validation error detected: Value '86400' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200",
  ],
  [
    'more than the role’s longest session',
    { DurationSeconds: 7_201 },
    'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  ],
])('refuses %s', (_what, more, message) => {
  const RoleArn = `arn:aws:iam::${dev}:role/Long`;
  const request = { RoleArn, RoleSessionName: 'test', ...more };
  expect(refusalOf(() => as(user).AssumeRole(request))).toBe(`ValidationError: ${message}`);
});

test('a role that assumes a role gets an hour at most', () => {
  const request = {
    RoleArn: `arn:aws:iam::${prod}:role/Any`,
    RoleSessionName: 'test',
    DurationSeconds: 3_601,
  };
  expect(refusalOf(() => as().AssumeRole(request))).toBe(
    'ValidationError: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
  );
  expect(refusalOf(() => as(user).AssumeRole(request))).toBe('no refusal');
});
