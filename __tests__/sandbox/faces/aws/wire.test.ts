/** What goes over the wire, where the SDK shows none of it or never sends it. */
import { HttpRequest } from '@smithy/core/protocols';
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import { instanceArn } from '../../../helpers/aws.js';
import { REGION, serve, type Served } from './served.js';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.server.stop());

interface Sent {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

async function send(
  service: string,
  headers: Record<string, string>,
  body: string,
  tampered = body,
): Promise<Sent> {
  const { hostname, port, host } = new URL(served.endpoint);
  const signer = new SignatureV4({
    credentials: served.deployer,
    region: REGION,
    service,
    sha256: Hash.bind(null, 'sha256'),
  });
  const request = await signer.sign(
    new HttpRequest({
      method: 'POST',
      hostname,
      port: Number(port),
      path: '/',
      headers: { ...headers, host },
      body,
    }),
  );
  const response = await fetch(served.endpoint, { method: 'POST', headers: request.headers, body: tampered });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

const sendJson = (operation: string, input: string, tampered?: string) =>
  send(
    'sso',
    { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `SWBExternalService.${operation}` },
    input,
    tampered,
  );

const sendForm = (service: string, form: Record<string, string>) =>
  send(
    service,
    { 'content-type': 'application/x-www-form-urlencoded' },
    new URLSearchParams(form).toString(),
  );

const iam = (Action: string, form: Record<string, string> = {}) =>
  sendForm('iam', { Action, Version: '2010-05-08', ...form });

const refusal = ({ status, headers, body }: Sent) => {
  const said = JSON.parse(body) as { message?: string; Message?: string };
  return [status, headers.get('x-amzn-errortype'), said.message ?? said.Message];
};

test('writes times as seconds in JSON and as ISO 8601 in XML', async () => {
  const input = { InstanceArn: instanceArn, Name: 'Timed' };
  const { status, headers, body } = await sendJson('CreatePermissionSet', JSON.stringify(input));
  expect([status, headers.get('content-type')]).toEqual([200, 'application/x-amz-json-1.1']);
  const { PermissionSet } = JSON.parse(body) as { PermissionSet: object };
  expect(PermissionSet).toEqual({
    Name: 'Timed',
    PermissionSetArn: expect.any(String),
    CreatedDate: Date.parse('2027-01-01T12:00:00Z') / 1_000,
    SessionDuration: 'PT1H',
  });
  const trust = { Statement: { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' } };
  const role = await iam('CreateRole', { RoleName: 'A', AssumeRolePolicyDocument: JSON.stringify(trust) });
  expect(role.headers.get('content-type')).toBe('text/xml');
  expect(role.body).toMatch(
    /^<CreateRoleResponse xmlns="https:\/\/iam\.amazonaws\.com\/doc\/2010-05-08\/"><CreateRoleResult><Role>.*<CreateDate>2027-01-01T12:00:00Z<\/CreateDate>.*<\/Role><\/CreateRoleResult><ResponseMetadata><RequestId>[0-9a-f-]{36}<\/RequestId><\/ResponseMetadata><\/CreateRoleResponse>$/,
  );
});

test('writes refusals as each protocol has them', async () => {
  const json = await sendJson('DescribePermissionSet', '{}');
  expect(JSON.parse(json.body)).toEqual({
    __type: 'ValidationException',
    Message: expect.stringMatching(/^2 validation errors detected/),
  });
  const xml = await iam('GetRole', { RoleName: 'x' });
  expect(xml.status).toBe(404);
  expect(xml.body).toMatch(
    /^<ErrorResponse xmlns="https:\/\/iam\.amazonaws\.com\/doc\/2010-05-08\/"><Error><Type>Sender<\/Type><Code>NoSuchEntity<\/Code><Message>The role with name x cannot be found\.<\/Message><\/Error><RequestId>[0-9a-f-]{36}<\/RequestId><\/ErrorResponse>$/,
  );
});

test.each([
  ['no JSON', 'ListInstances', '{', 'The request body is no JSON.'],
  ['an unknown member', 'ListInstances', '{"Max":1}', 'Max is no member of ListInstancesRequest.'],
  [
    'a name of every object’s',
    'ListInstances',
    '{"__proto__":{}}',
    '__proto__ is no member of ListInstancesRequest.',
  ],
  [
    'a number for a string',
    'ListInstances',
    '{"NextToken":1}',
    'NUMBER_VALUE can not be converted to the type that the member has.',
  ],
  [
    'a structure for a list',
    'TagResource',
    '{"Tags":{}}',
    'Start of structure or map found where not expected.',
  ],
  ['a list for a structure', 'ListInstances', '[]', 'Start of structure or map found where not expected.'],
])('refuses %s', async (_what, operation, input, message) => {
  expect(refusal(await sendJson(operation, input))).toEqual([400, 'SerializationException', message]);
});

test.each<[string, Record<string, string>, string]>([
  ['an unknown parameter', { Max: '1' }, 'Max is no member of ListRolesRequest.'],
  ['a text for a number', { MaxItems: 'x' }, "'x' is not of the type that MaxItems has."],
  ['a structure for a text', { 'Marker.x': 'x' }, 'Marker has no members.'],
])('refuses %s', async (_what, form, message) => {
  const { status, body } = await iam('ListRoles', form);
  expect(status).toBe(400);
  expect(body).toContain(
    `<Code>ValidationError</Code><Message>${message.replaceAll("'", '&apos;')}</Message>`,
  );
});

test('takes null for absent', async () => {
  expect((await sendJson('ListInstances', '{"MaxResults":null}')).status).toBe(200);
});

test('takes an identifier that is exactly one of two', async () => {
  const sent = await send(
    'identitystore',
    { 'x-amz-target': 'AWSIdentityStore.GetGroupId' },
    JSON.stringify({ IdentityStoreId: 'd-9967000001', AlternateIdentifier: {} }),
  );
  expect(refusal(sent)).toEqual([
    400,
    'SerializationException',
    'AlternateIdentifier has exactly one of: ExternalId, UniqueAttribute.',
  ]);
});

test('refuses a request that was changed after it was signed', async () => {
  const [status, code] = refusal(await sendJson('ListInstances', '{}', '{"MaxResults":1}'));
  expect([status, code]).toEqual([400, 'InvalidSignatureException']);
});

test('refuses what is not signed at all, or by something else', async () => {
  const unsigned = await fetch(served.endpoint, { method: 'POST', body: 'Action=GetCallerIdentity' });
  expect([unsigned.status, await unsigned.text()]).toEqual([
    403,
    expect.stringContaining('<Code>MissingAuthenticationToken</Code>'),
  ]);
  const basic = { authorization: 'Basic x', 'x-amz-target': 'SWBExternalService.ListInstances' };
  const malformed = await fetch(served.endpoint, { method: 'POST', body: '{}', headers: basic });
  expect([malformed.status, malformed.headers.get('x-amzn-errortype')]).toEqual([
    400,
    'IncompleteSignatureException',
  ]);
});

test('names a service that it does not know', async () => {
  const { status, body } = await sendForm('ec2', { Action: 'DescribeRegions', Version: '2016-11-15' });
  expect(status).toBe(400);
  expect(body).toContain(
    '<Code>InvalidAction</Code><Message>The sandbox does not model 2016-11-15.DescribeRegions of ec2. ' +
      'Services that it models operations of: sso-admin, identitystore, organizations, iam, sts.</Message>',
  );
});

test('takes an operation of its own version and target only', async () => {
  const old = await sendForm('iam', { Action: 'ListRoles', Version: '2009-01-01' });
  expect(old.body).toContain('The sandbox does not model 2009-01-01.ListRoles of iam.');
  const other = await send('sso', { 'x-amz-target': 'AWSIdentityStore.ListInstances' }, '{}');
  expect(refusal(other)).toEqual([
    400,
    'UnknownOperationException',
    expect.stringMatching(/^The sandbox does not model AWSIdentityStore\.ListInstances of sso-admin\./),
  ]);
});
