import { callerIn, dev, instanceArn, management, refusalOf } from '../../../helpers/aws.js';
import { createAwsWorld } from '../../../helpers/aws-world.js';

const InstanceArn = instanceArn;
const config = (...attributes: [string, ...string[]][]) => ({
  InstanceArn,
  InstanceAccessControlAttributeConfiguration: {
    AccessControlAttributes: attributes.map(([Key, ...Source]) => ({ Key, Value: { Source } })),
  },
});
const title: [string, string] = ['Title', '${path:title}'];

test('is made once, described, replaced as a whole, and taken away', () => {
  const { aws, sso } = createAwsWorld();
  sso.CreateInstanceAccessControlAttributeConfiguration(config(title));
  expect(sso.DescribeInstanceAccessControlAttributeConfiguration({ InstanceArn })).toEqual({
    Status: 'ENABLED',
    InstanceAccessControlAttributeConfiguration: {
      AccessControlAttributes: [{ Key: 'Title', Value: { Source: ['${path:title}'] } }],
    },
  });
  expect(refusalOf(() => sso.CreateInstanceAccessControlAttributeConfiguration(config(title)))).toBe(
    `ConflictException: InstanceAccessControlAttributeConfiguration for ${instanceArn} already exists.`,
  );
  sso.UpdateInstanceAccessControlAttributeConfiguration(config(['Team', '${path:enterprise.department}']));
  expect(aws.made()).toContain('attribute for access control Team');
  expect(aws.made()).not.toContain('attribute for access control Title');
  sso.DeleteInstanceAccessControlAttributeConfiguration({ InstanceArn });
  expect(aws.made()).not.toContain('attribute for access control Team');
});

test('nothing is described, replaced or taken away where there is none', () => {
  const { sso } = createAwsWorld();
  const none = `ResourceNotFoundException: Could not find an InstanceAccessControlAttributeConfiguration of ${instanceArn}`;
  expect(refusalOf(() => sso.DescribeInstanceAccessControlAttributeConfiguration({ InstanceArn }))).toBe(
    none,
  );
  expect(refusalOf(() => sso.UpdateInstanceAccessControlAttributeConfiguration(config(title)))).toBe(none);
  expect(refusalOf(() => sso.DeleteInstanceAccessControlAttributeConfiguration({ InstanceArn }))).toBe(none);
});

test('the delegated administrator may, in the instance’s Region only', () => {
  const { aws } = createAwsWorld();
  const delegated = aws.as(callerIn(dev)).ssoAdmin;
  delegated.CreateInstanceAccessControlAttributeConfiguration(config(title));
  const elsewhere = aws.as(callerIn(management, 'us-east-1')).ssoAdmin;
  expect(
    refusalOf(() => elsewhere.DescribeInstanceAccessControlAttributeConfiguration({ InstanceArn })),
  ).toMatch(/^AccessDeniedException: .* sso:DescribeInstanceAccessControlAttributeConfiguration on resource/);
});

const many = Array.from({ length: 51 }, (_, index): [string, string] => [`Key${index}`, '${path:title}']);

test.each<[string, [string, ...string[]][], string]>([
  ['51 attributes', many, 'InstanceAccessControlAttributeConfiguration holds more than 50 attributes'],
  ['an odd key', [['a#b', 'x']], "InstanceAccessControlAttributeConfiguration has the key 'a#b'"],
  ['an odd source', [['a', '#']], "InstanceAccessControlAttributeConfiguration has the source '#'"],
  [
    'two sources',
    [['a', 'x', 'y']],
    "InstanceAccessControlAttributeConfiguration has 2 sources for the key 'a'",
  ],
  [
    'one key twice, whatever the case',
    [
      ['Team', 'x'],
      ['team', 'y'],
    ],
    "InstanceAccessControlAttributeConfiguration has the key 'team' twice",
  ],
])('%s: refused', (_, attributes, refusal) => {
  const { sso } = createAwsWorld();
  const create = () => sso.CreateInstanceAccessControlAttributeConfiguration(config(...attributes));
  expect(refusalOf(create)).toBe(`ValidationException: ${refusal}`);
});

test('50 attributes are fine', () => {
  const { sso } = createAwsWorld();
  sso.CreateInstanceAccessControlAttributeConfiguration(config(...many.slice(1)));
});
