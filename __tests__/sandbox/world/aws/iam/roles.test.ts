import { callerIn, dev, prod, refusalOf } from '../../../../helpers/aws.js';
import { createAwsWorld } from '../../../../helpers/aws-world.js';
import {
  allowing,
  identityProviderMetadata,
  samlTrust,
  signingCertificate,
} from '../../../../helpers/saml-metadata.js';

const provider = `arn:aws:iam::${dev}:saml-provider/Entra`;
const trust = JSON.stringify(samlTrust(provider, 'https://signin.aws.amazon.com/saml'));
const managed = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const role = { RoleName: 'Emergency' };

let metadata: string;
beforeAll(async () => {
  metadata = identityProviderMetadata(await signingCertificate());
});

/** IAM of an account that trusts Entra. */
function createIam() {
  const { aws } = createAwsWorld();
  const { iam } = aws.as(callerIn(dev));
  iam.CreateSAMLProvider({ Name: 'Entra', SAMLMetadataDocument: metadata });
  return { aws, iam };
}

function createIamWithRole() {
  const { aws, iam } = createIam();
  iam.CreateRole({ ...role, AssumeRolePolicyDocument: trust });
  return { aws, iam };
}

test('a role is made with what is given, and defaults for the rest', () => {
  const { aws, iam } = createIam();
  iam.CreateRole({ ...role, AssumeRolePolicyDocument: trust });
  const { Role } = iam.GetRole(role);
  expect(Role).toEqual({
    Arn: `arn:aws:iam::${dev}:role/Emergency`,
    AssumeRolePolicyDocument: expect.stringMatching(/^%7B%22Version%22%3A/),
    CreateDate: new Date('2027-01-01T12:00:00Z'),
    Description: undefined,
    MaxSessionDuration: 3_600,
    Path: '/',
    RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
    RoleName: 'Emergency',
    Tags: [],
  });
  expect(decodeURIComponent(Role.AssumeRolePolicyDocument)).toBe(trust);
  const full = iam.CreateRole({
    RoleName: 'Full',
    AssumeRolePolicyDocument: trust,
    Description: 'When all else fails',
    MaxSessionDuration: 43_200,
    Path: '/emergency/',
    PermissionsBoundary: managed('PowerUserAccess'),
    Tags: [{ Key: 'a', Value: '1' }],
  });
  expect(full.Role).toMatchObject({
    Arn: `arn:aws:iam::${dev}:role/emergency/Full`,
    Description: 'When all else fails',
    MaxSessionDuration: 43_200,
    PermissionsBoundary: {
      PermissionsBoundaryArn: managed('PowerUserAccess'),
      PermissionsBoundaryType: 'Policy',
    },
    Tags: [{ Key: 'a', Value: '1' }],
  });
  expect(aws.made()).toEqual(
    expect.arrayContaining([`role Emergency in account ${dev}`, `role Full in account ${dev}`]),
  );
});

test('a role is updated setting by setting', () => {
  const { iam } = createIamWithRole();
  iam.UpdateRoleDescription({ ...role, Description: 'For emergencies' });
  iam.UpdateRole({ ...role, MaxSessionDuration: 7_200 });
  const other = JSON.stringify(samlTrust(provider, 'https://eu-west-1.signin.aws.amazon.com/saml'));
  iam.UpdateAssumeRolePolicy({ ...role, PolicyDocument: other });
  iam.PutRolePermissionsBoundary({ ...role, PermissionsBoundary: managed('PowerUserAccess') });
  iam.TagRole({ ...role, Tags: [{ Key: 'a', Value: '1' }] });
  const { Role } = iam.GetRole(role);
  expect(Role).toMatchObject({
    Description: 'For emergencies',
    MaxSessionDuration: 7_200,
    PermissionsBoundary: { PermissionsBoundaryArn: managed('PowerUserAccess') },
    Tags: [{ Key: 'a', Value: '1' }],
  });
  expect(decodeURIComponent(Role.AssumeRolePolicyDocument)).toBe(other);
  iam.DeleteRolePermissionsBoundary(role);
  iam.UntagRole({ ...role, TagKeys: ['a'] });
  iam.UpdateRole({ ...role, Description: '' });
  expect(iam.GetRole(role).Role).toMatchObject({
    Description: undefined,
    MaxSessionDuration: 3_600,
    Tags: [],
  });
  expect(iam.GetRole(role).Role.PermissionsBoundary).toBeUndefined();
  expect(iam.ListRoleTags(role).Tags).toEqual([]);
});

test('an update that a new role would be refused for is refused, and changes nothing', () => {
  const { iam } = createIamWithRole();
  const before = iam.GetRole(role);
  const refused = [
    () => iam.UpdateAssumeRolePolicy({ ...role, PolicyDocument: JSON.stringify(samlTrust('Entra', 'x')) }),
    () => iam.UpdateRole({ ...role, MaxSessionDuration: 43_201 }),
    () => iam.UpdateRoleDescription({ ...role, Description: 'x'.repeat(1_001) }),
    () => iam.PutRolePermissionsBoundary({ ...role, PermissionsBoundary: 'PowerUserAccess' }),
  ].map((call) => refusalOf(call).split(':')[0]);
  expect(refused).toEqual(['MalformedPolicyDocument', 'ValidationError', 'ValidationError', 'NoSuchEntity']);
  expect(iam.GetRole(role)).toEqual(before);
});

test('a role with policies is not deleted', () => {
  const { iam } = createIamWithRole();
  iam.AttachRolePolicy({ ...role, PolicyArn: managed('AdministratorAccess') });
  iam.PutRolePolicy({ ...role, PolicyName: 'p', PolicyDocument: JSON.stringify(allowing('s3:*')) });
  expect(refusalOf(() => iam.DeleteRole(role))).toBe(
    'DeleteConflict: Cannot delete entity, must detach all policies first.',
  );
  iam.DetachRolePolicy({ ...role, PolicyArn: managed('AdministratorAccess') });
  expect(refusalOf(() => iam.DeleteRole(role))).toBe(
    'DeleteConflict: Cannot delete entity, must delete policies first.',
  );
  iam.DeleteRolePolicy({ ...role, PolicyName: 'p' });
  iam.DeleteRole(role);
  expect(refusalOf(() => iam.GetRole(role))).toBe(
    'NoSuchEntity: The role with name Emergency cannot be found.',
  );
});

test.each<[string, object, string]>([
  [
    'a name too long',
    { RoleName: 'x'.repeat(65) },
    `ValidationError: 1 validation error detected: Value '${'x'.repeat(65)}' at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64`,
  ],
  [
    'a path without slashes',
    { Path: 'emergency' },
    "ValidationError: 1 validation error detected: Value 'emergency' at 'path' failed to satisfy constraint: Member must satisfy regular expression pattern: (\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)",
  ],
  [
    'a session too short',
    { MaxSessionDuration: 3_599 },
    "ValidationError: 1 validation error detected: Value '3599' at 'maxSessionDuration' failed to satisfy constraint: Member must have value greater than or equal to 3600",
  ],
  [
    'a session too long',
    { MaxSessionDuration: 43_201 },
    "ValidationError: 1 validation error detected: Value '43201' at 'maxSessionDuration' failed to satisfy constraint: Member must have value less than or equal to 43200",
  ],
  [
    'a boundary that is not there',
    { PermissionsBoundary: `arn:aws:iam::${dev}:policy/Boundary` },
    `NoSuchEntity: Scope ARN: arn:aws:iam::${dev}:policy/Boundary does not exist or is not attachable.`,
  ],
  [
    'a name that differs in case only',
    { RoleName: 'EMERGENCY' },
    'EntityAlreadyExists: Role with name EMERGENCY already exists.',
  ],
])('a role with %s is refused', (_what, input, message) => {
  const { iam } = createIamWithRole();
  const create = () => iam.CreateRole({ RoleName: 'New', AssumeRolePolicyDocument: trust, ...input });
  expect(refusalOf(create)).toBe(message);
});

describe('managed policies', () => {
  test('are attached, listed in pages and detached', () => {
    const { iam } = createIamWithRole();
    iam.CreatePolicy({ PolicyName: 'Own', Path: '/team/', PolicyDocument: '{}' });
    const own = `arn:aws:iam::${dev}:policy/team/Own`;
    for (const PolicyArn of [managed('job-function/Billing'), own, own])
      iam.AttachRolePolicy({ ...role, PolicyArn });
    const first = iam.ListAttachedRolePolicies({ ...role, MaxItems: 1 });
    expect(first).toMatchObject({
      AttachedPolicies: [{ PolicyArn: managed('job-function/Billing'), PolicyName: 'Billing' }],
      IsTruncated: true,
    });
    expect(iam.ListAttachedRolePolicies({ ...role, Marker: first.Marker ?? '' })).toEqual({
      AttachedPolicies: [{ PolicyArn: own, PolicyName: 'Own' }],
      IsTruncated: false,
    });
    iam.DetachRolePolicy({ ...role, PolicyArn: own });
    expect(refusalOf(() => iam.DetachRolePolicy({ ...role, PolicyArn: own }))).toBe(
      `NoSuchEntity: Policy ${own} was not found.`,
    );
  });

  test('have to exist in the account and its partition, ten of them at most', () => {
    const { iam } = createIamWithRole();
    for (const PolicyArn of [
      `arn:aws:iam::${dev}:policy/None`,
      `arn:aws:iam::${prod}:policy/Boundary`,
      'arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess',
      'ReadOnlyAccess',
    ]) {
      expect(refusalOf(() => iam.AttachRolePolicy({ ...role, PolicyArn }))).toBe(
        `NoSuchEntity: Policy ${PolicyArn} does not exist or is not attachable.`,
      );
    }
    for (let index = 0; index < 10; index += 1)
      iam.AttachRolePolicy({ ...role, PolicyArn: managed(`P${index}`) });
    iam.AttachRolePolicy({ ...role, PolicyArn: managed('P0') });
    expect(refusalOf(() => iam.AttachRolePolicy({ ...role, PolicyArn: managed('P10') }))).toBe(
      'LimitExceeded: Cannot exceed quota for PoliciesPerRole: 10',
    );
  });
});

describe('inline policies', () => {
  const put = (iam: ReturnType<typeof createIam>['iam'], PolicyName: string, document: unknown) =>
    iam.PutRolePolicy({ ...role, PolicyName, PolicyDocument: JSON.stringify(document) });

  test('are put, overwritten, read, listed and deleted', () => {
    const { iam } = createIamWithRole();
    put(iam, 'p', allowing('s3:GetObject'));
    put(iam, 'p', allowing("s3:Get*'"));
    const { PolicyDocument } = iam.GetRolePolicy({ ...role, PolicyName: 'p' });
    expect(PolicyDocument).not.toMatch(/[*']/);
    expect(JSON.parse(decodeURIComponent(PolicyDocument))).toEqual(allowing("s3:Get*'"));
    expect(iam.ListRolePolicies(role)).toEqual({ PolicyNames: ['p'], IsTruncated: false });
    iam.DeleteRolePolicy({ ...role, PolicyName: 'p' });
    for (const call of [iam.GetRolePolicy, iam.DeleteRolePolicy]) {
      expect(refusalOf(() => call({ ...role, PolicyName: 'p' }))).toBe(
        'NoSuchEntity: The role policy with name p cannot be found.',
      );
    }
  });

  test('of one role have 10,240 characters together, without white space', () => {
    const { iam } = createIamWithRole();
    const half = allowing(`s3:${'x'.repeat(5_000)}`);
    put(iam, 'a', half);
    iam.PutRolePolicy({
      ...role,
      PolicyName: 'b',
      PolicyDocument: JSON.stringify(half).replace('{', `{${' '.repeat(9_000)}`),
    });
    expect(refusalOf(() => put(iam, 'c', half))).toBe(
      'LimitExceeded: Maximum policy size of 10240 bytes exceeded for role Emergency',
    );
  });

  test.each<[string, unknown, string]>([
    ['a principal', { ...statement({ Principal: '*' }) }, 'Policy document should not specify a principal.'],
    ['no actions', statement({ Action: undefined }), 'Policy statement must contain actions.'],
    ['no resources', statement({ Resource: undefined }), 'Policy statement must contain resources.'],
    ['no effect', statement({ Effect: undefined }), 'Syntax errors in policy.'],
    ['no statement', { Version: '2012-10-17', Statement: [] }, 'Syntax errors in policy.'],
    ['another version', { ...statement({}), Version: '2020-01-01' }, 'Syntax errors in policy.'],
    ['no object', [], 'Syntax errors in policy.'],
  ])('with %s are refused', (_what, document, message) => {
    const { iam } = createIamWithRole();
    expect(refusalOf(() => put(iam, 'p', document))).toBe(`MalformedPolicyDocument: ${message}`);
  });

  test('have to be JSON', () => {
    const { iam } = createIamWithRole();
    expect(refusalOf(() => iam.PutRolePolicy({ ...role, PolicyName: 'p', PolicyDocument: '{' }))).toBe(
      'MalformedPolicyDocument: This policy contains invalid Json',
    );
  });
});

function statement(edits: object): object {
  return {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*', ...edits },
  };
}
