import {
  awsConfig,
  callerIn,
  instance,
  instanceArn,
  management,
  serveAws,
  type ServedAws,
} from '../../../../helpers/aws.js';

const ADDRESS = 'aws_ssoadmin_instance_access_control_attributes.this';

let aws: ServedAws;
beforeEach(async () => {
  aws = await serveAws();
});
afterEach(() => aws.stop());

const config = (attributes: Record<string, string | string[]>, arn = instance): object =>
  awsConfig({
    aws_ssoadmin_instance_access_control_attributes: {
      this: {
        instance_arn: arn,
        attribute: Object.entries(attributes).map(([key, source]) => ({
          key,
          value: [{ source: [source].flat() }],
        })),
      },
    },
  });
const title = { Title: '$${path:title}' };
const sso = () => aws.world.aws.as(callerIn(management)).ssoAdmin;

test('are made, edited in place whatever their order, and destroyed', async () => {
  await aws.apply(config({ ...title, Team: '$${path:enterprise.department}' }));
  expect((await aws.terraform.plan()).actions).toEqual({});
  expect(await aws.actions(config({ Team: '$${path:enterprise.department}', ...title }))).toEqual({});
  const edited = config({ Title: '$${path:userType}' });
  expect(await aws.actions(edited)).toEqual({ [ADDRESS]: 'update' });
  await aws.apply(edited);
  expect((await aws.terraform.plan()).actions).toEqual({});
  expect(
    sso().DescribeInstanceAccessControlAttributeConfiguration({ InstanceArn: instanceArn }),
  ).toMatchObject({
    InstanceAccessControlAttributeConfiguration: {
      AccessControlAttributes: [{ Key: 'Title', Value: { Source: ['${path:userType}'] } }],
    },
  });
  await aws.terraform.destroy();
  expect(aws.world.aws.made()).toEqual([]);
});

test('what someone disabled in the console is made again, and needs no deletion', async () => {
  await aws.apply(config(title));
  sso().DeleteInstanceAccessControlAttributeConfiguration({ InstanceArn: instanceArn });
  expect((await aws.terraform.plan()).actions).toEqual({ [ADDRESS]: 'create' });
});

test('are imported by the instance’s ARN, and then need no change', async () => {
  await aws.apply(config(title));
  await aws.terraform.run('state', 'rm', ADDRESS);
  await aws.terraform.import(ADDRESS, instanceArn);
  expect((await aws.terraform.plan()).actions).toEqual({});
});

test('another instance’s are other ones', async () => {
  await aws.apply(config(title));
  expect(await aws.actions(config(title, 'arn:aws:sso:::instance/ssoins-0000000000000000'))).toEqual({
    [ADDRESS]: 'replace',
  });
});

test('a second configuration, two sources and what isn’t an ARN are refused', async () => {
  sso().CreateInstanceAccessControlAttributeConfiguration({
    InstanceArn: instanceArn,
    InstanceAccessControlAttributeConfiguration: { AccessControlAttributes: [] },
  });
  const creating = `creating SSO Instance Access Control Attributes (${instanceArn}): operation error SSO Admin: CreateInstanceAccessControlAttributeConfiguration`;
  expect(await aws.refusal(config(title))).toMatch(
    new RegExp(`^${escape(creating)}, exceeded .*already exists`),
  );
  sso().DeleteInstanceAccessControlAttributeConfiguration({ InstanceArn: instanceArn });
  expect(await aws.refusal(config({ Title: ['a', 'b'] }))).toMatch(
    new RegExp(`^${escape(creating)}, .*has 2 sources for the key 'Title'$`),
  );
  expect(await aws.refusal(config(title, 'x'))).toBe(
    '"instance_arn" (x) is an invalid ARN: arn: invalid prefix',
  );
});

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
