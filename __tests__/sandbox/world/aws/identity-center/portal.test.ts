import type { PortalSession } from '../../../../../sandbox/world/aws/identity-center/portal-session.js';
import type { World } from '../../../../../sandbox/world/world.js';
import { callerIn, dev, groupId, instanceArn, management, prod, refusalOf } from '../../../../helpers/aws.js';
import { settle } from '../../../../helpers/aws-world.js';
import { identityProviderMetadata } from '../../../../helpers/saml-metadata.js';
import {
  attribute,
  createSigner,
  samlResponse,
  type SamlAttributeSpec,
  type SamlSigner,
} from '../../../../helpers/saml.js';
import { deleteGroupInAws } from '../../../../helpers/scim.js';
import { createTestWorld, testSeed } from '../../../../helpers/world.js';

let signer: SamlSigner;
let world: World;
beforeAll(async () => {
  signer = await createSigner();
});
beforeEach(() => {
  world = createTestWorld({
    ...testSeed,
    aws: {
      ...testSeed.aws,
      scim: { tenant: 'tenant-1' },
      provisioned: { groups: ['Admins', 'Developers'], users: ['ada@test.example', 'bob@test.example'] },
    },
  });
  world.aws.identityCenter.changeIdentitySource(identityProviderMetadata(signer.certificate));
});

const sso = () => world.aws.as(callerIn(management)).ssoAdmin;
const portal = () => world.aws.identityCenter.portal;

function signIn(user: string, attributes: readonly SamlAttributeSpec[] = []): PortalSession {
  const { identityCenter } = world.aws;
  const [recipient = ''] = identityCenter.assertionConsumerUrls;
  const nameId = `${user}@test.example`;
  const response = samlResponse(signer, { recipient, audience: identityCenter.entityId, nameId, attributes });
  return identityCenter.signIn(response, recipient);
}

function permissionSet(Name: string, SessionDuration?: string): string {
  const input = {
    InstanceArn: instanceArn,
    Name,
    RelayState: 'https://console.aws.amazon.com/s3',
    ...(SessionDuration ? { SessionDuration } : {}),
  };
  return sso().CreatePermissionSet(input).PermissionSet.PermissionSetArn;
}

interface Assigned {
  readonly set: string;
  readonly account: string;
  readonly group?: string;
  readonly user?: string;
}

const subject = ({ set, account, group, user }: Assigned) => ({
  InstanceArn: instanceArn,
  PermissionSetArn: set,
  PrincipalId: group === undefined ? userId(user ?? '') : groupId(world, group),
  PrincipalType: group === undefined ? ('USER' as const) : ('GROUP' as const),
  TargetId: account,
  TargetType: 'AWS_ACCOUNT' as const,
});

async function assign(assigned: Assigned): Promise<void> {
  sso().CreateAccountAssignment(subject(assigned));
  await settle();
}

async function unassign(assigned: Assigned): Promise<void> {
  sso().DeleteAccountAssignment(subject(assigned));
  await settle();
}

function userId(name: string): string {
  return world.aws.as(callerIn(management)).identityStore.GetUserId({
    IdentityStoreId: testSeed.aws.identityStoreId,
    AlternateIdentifier: {
      UniqueAttribute: { AttributePath: 'UserName', AttributeValue: `${name}@test.example` },
    },
  }).UserId;
}

/** Everything that the portal offers, as `account: permission sets`. */
const offered = (session: PortalSession): string[] =>
  portal()
    .ListAccounts(session)
    .accountList.map(({ accountId, accountName }) => {
      const { roleList } = portal().ListAccountRoles(session, { accountId });
      return `${accountName}: ${roleList.map(({ roleName }) => roleName).join(', ')}`;
    });

test('the portal offers what the person and their groups were assigned, and nothing else', async () => {
  const [reader, admin] = [permissionSet('Reader'), permissionSet('Admin')];
  await assign({ set: reader, account: prod, group: 'Developers' });
  await assign({ set: reader, account: dev, group: 'Developers' });
  await assign({ set: admin, account: dev, group: 'Admins' });
  await assign({ set: reader, account: dev, user: 'ada' });
  await assign({ set: admin, account: prod, user: 'bob' });
  expect(offered(signIn('ada'))).toEqual(['dev: Admin, Reader', 'prod: Reader']);
  expect(offered(signIn('bob'))).toEqual(['dev: Reader', 'prod: Admin, Reader']);
});

test('what is taken away is gone at once', async () => {
  const set = permissionSet('Reader');
  await assign({ set, account: dev, user: 'ada' });
  await assign({ set, account: prod, group: 'Developers' });
  const session = signIn('ada');
  await unassign({ set, account: dev, user: 'ada' });
  expect(offered(session)).toEqual(['prod: Reader']);
  await deleteGroupInAws(world, 'Developers');
  expect(offered(session)).toEqual([]);
});

test('a person without a grant sees nothing, and gets nothing', async () => {
  await assign({ set: permissionSet('Admin'), account: dev, group: 'Admins' });
  const bob = signIn('bob');
  expect(portal().ListAccounts(bob)).toEqual({ accountList: [] });
  const denied = 'ForbiddenException: No access';
  expect(refusalOf(() => portal().ListAccountRoles(bob, { accountId: dev }))).toBe(denied);
  const input = { accountId: dev, roleName: 'Admin' };
  expect(refusalOf(() => portal().GetRoleCredentials(bob, input))).toBe(denied);
  const ada = signIn('ada');
  expect(refusalOf(() => portal().GetRoleCredentials(ada, { ...input, roleName: 'Other' }))).toBe(denied);
  expect(refusalOf(() => portal().GetRoleCredentials(ada, { ...input, accountId: prod }))).toBe(denied);
});

test('credentials are for the permission set’s role, for as long as its session', async () => {
  const set = permissionSet('Reader', 'PT4H30M');
  await assign({ set, account: dev, user: 'ada' });
  const session = signIn('ada');
  const credentials = () => portal().GetRoleCredentials(session, { accountId: dev, roleName: 'Reader' });
  const { roleCredentials, sandbox } = credentials();
  expect(roleCredentials).toEqual({
    accessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/) as string,
    secretAccessKey: expect.any(String) as string,
    sessionToken: expect.any(String) as string,
    expiration: Date.parse('2027-01-01T16:30:00Z'),
  });
  expect(sandbox).toEqual({
    assumedRoleArn: expect.stringMatching(
      /^arn:aws:sts::111111111111:assumed-role\/AWSReservedSSO_Reader_[0-9a-f]{16}\/ada@test\.example$/,
    ) as string,
    sessionTags: new Map(),
    relayState: 'https://console.aws.amazon.com/s3',
  });
  expect(credentials().sandbox.assumedRoleArn).toBe(sandbox.assumedRoleArn);
  expect(credentials().roleCredentials.accessKeyId).not.toBe(roleCredentials.accessKeyId);
});

test('a role that was gone in between has another name', async () => {
  const assigned = { set: permissionSet('Reader'), account: dev, user: 'ada' };
  await assign(assigned);
  const session = signIn('ada');
  const role = () =>
    portal().GetRoleCredentials(session, { accountId: dev, roleName: 'Reader' }).sandbox.assumedRoleArn;
  const before = role();
  await unassign(assigned);
  await assign(assigned);
  expect(role()).not.toBe(before);
});

describe('a session ends', () => {
  const ended = 'UnauthorizedException: Session token not found or invalid';
  const list = (session: PortalSession) => refusalOf(() => portal().ListAccounts(session));

  test('after eight hours', async () => {
    const session = signIn('ada');
    await world.clock.advance(8 * 3_600_000 - 1);
    expect(list(session)).toBe('no refusal');
    await world.clock.advance(1);
    expect(list(session)).toBe(ended);
    const input = { accountId: dev, roleName: 'Reader' };
    expect(refusalOf(() => portal().ListAccountRoles(session, input))).toBe(ended);
    expect(refusalOf(() => portal().GetRoleCredentials(session, input))).toBe(ended);
  });

  test('when the person signs out', () => {
    const [session, another] = [signIn('ada'), signIn('ada')];
    portal().Logout(session);
    expect(list(session)).toBe(ended);
    expect(list(another)).toBe('no refusal');
    expect(refusalOf(() => portal().Logout(session))).toBe(ended);
  });

  test('when the person is deleted or disabled in AWS', async () => {
    const sessions = [signIn('ada'), signIn('bob')] as const;
    const { scim } = world.aws;
    const { token } = scim.createAccessToken();
    const user = (name: string) => `${scim.endpoints[0]}/Users/${userId(name)}`;
    await scim.request({ method: 'DELETE', url: user('ada'), token });
    const Operations = [{ op: 'replace', path: 'active', value: false }];
    const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations };
    await scim.request({ method: 'PATCH', url: user('bob'), token, body });
    expect(sessions.map(list)).toEqual([ended, ended]);
  });
});

describe('session tags', () => {
  const control = (key: string, ...values: string[]) =>
    attribute(`https://aws.amazon.com/SAML/Attributes/AccessControl:${key}`, ...values);
  const enable = (mapping: Readonly<Record<string, string>> = {}) =>
    sso().CreateInstanceAccessControlAttributeConfiguration({
      InstanceArn: instanceArn,
      InstanceAccessControlAttributeConfiguration: {
        AccessControlAttributes: Object.entries(mapping).map(([Key, source]) => ({
          Key,
          Value: { Source: [source] },
        })),
      },
    });
  const tags = (...attributes: SamlAttributeSpec[]) => Object.fromEntries(signIn('ada', attributes).tags);
  const refusal = (...attributes: SamlAttributeSpec[]) => refusalOf(() => signIn('ada', attributes));

  test('aren’t passed on while attributes for access control aren’t enabled', () => {
    expect(tags(control('Team', 'Dev'))).toEqual({});
    enable();
    expect(tags(control('Team', 'Dev'), attribute('https://aws.amazon.com/other', 'x'))).toEqual({
      Team: 'Dev',
    });
  });

  test('come from SAML and from the user in AWS, where AWS’s own mapping wins', () => {
    enable({ team: '${path:enterprise.department}', Name: '${path:name.familyName}' });
    expect(tags(control('Team', 'Sent'), control('Cost', '7'))).toEqual({
      Cost: '7',
      team: 'Dev',
      Name: 'Adams',
    });
  });

  test('of what the user lacks, or of what no user has, aren’t there', () => {
    enable({ Title: '${path:title}', Shoe: '${path:shoeSize}', Fixed: 'Dev', Proto: '${path:constructor}' });
    expect(tags(control('Title', 'Sent'))).toEqual({});
  });

  test('are in the role session', async () => {
    enable({ Team: '${path:enterprise.department}' });
    await assign({ set: permissionSet('Reader'), account: dev, user: 'ada' });
    const { sandbox } = portal().GetRoleCredentials(signIn('ada'), { accountId: dev, roleName: 'Reader' });
    expect(sandbox.sessionTags).toEqual(new Map([['Team', 'Dev']]));
  });

  test('sent otherwise than AWS asks end in an error', () => {
    enable();
    const seen = (reason: string) =>
      `PortalError: An unexpected error has occurred. Sandbox: The response has ${reason}.`;
    const name = 'https://aws.amazon.com/SAML/Attributes/AccessControl:Team';
    expect(refusal(control('Team', 'a', 'b'))).toBe(seen(`several values of ${name}`));
    expect(refusal(control('Team', 'a'), control('Team', 'b'))).toBe(seen(`${name} twice`));
    expect(refusal(control('Team', '<b>a</b>'))).toBe(seen(`XML as the value of ${name}`));
    const many = Array.from({ length: 51 }, (_, index) => control(`K${index}`, 'x'));
    expect(refusal(...many)).toBe(seen('51 attributes for access control, and 50 are the most'));
  });
});
