import {
  awsConfig,
  callerIn,
  dev,
  management,
  prod,
  serveAws,
  type ServedAws,
} from '../../../../helpers/aws.js';
import {
  allowing,
  identityProviderMetadata,
  samlTrust,
  signingCertificate,
} from '../../../../helpers/saml-metadata.js';

let metadata: string;
let renewed: string;
beforeAll(async () => {
  const certificate = await signingCertificate();
  metadata = identityProviderMetadata(certificate);
  renewed = identityProviderMetadata(certificate, await signingCertificate('next'));
});

let aws: ServedAws;
beforeEach(async () => {
  aws = await serveAws();
});
afterEach(() => aws.stop());

const CONSOLE = 'https://signin.aws.amazon.com/saml';
const managed = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const provider = (account: string) => ({
  region: 'eu-west-1',
  allowed_account_ids: [account],
  assume_role: [{ role_arn: `arn:aws:iam::${account}:role/Deployer` }],
});

interface Edits {
  saml?: object;
  role?: object;
  inline?: object;
  attachment?: object;
  workload?: object;
}

/**
 * The emergency lane: a SAML provider and a role with policies in `dev`, and a role in the management account that
 * trusts the first one.
 */
function everything({ saml, role, inline, attachment, workload }: Edits = {}): object {
  const trust = samlTrust('${aws_iam_saml_provider.entra.arn}', CONSOLE);
  return awsConfig(
    {
      aws_iam_saml_provider: {
        entra: { provider: 'aws.emergency', name: 'Entra', saml_metadata_document: metadata, ...saml },
      },
      aws_iam_role: {
        jump: {
          provider: 'aws.emergency',
          name: 'Emergency',
          assume_role_policy: JSON.stringify(trust),
          ...role,
        },
        workload: {
          name: 'EmergencyTarget',
          assume_role_policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Principal: { AWS: '${aws_iam_role.jump.arn}' }, Action: 'sts:AssumeRole' },
            ],
          }),
          ...workload,
        },
      },
      aws_iam_role_policy: {
        jump: {
          provider: 'aws.emergency',
          name: 'assume',
          role: '${aws_iam_role.jump.name}',
          policy: JSON.stringify(allowing('sts:AssumeRole')),
          ...inline,
        },
      },
      aws_iam_role_policy_attachment: {
        jump: {
          provider: 'aws.emergency',
          role: '${aws_iam_role.jump.name}',
          policy_arn: managed('ReadOnlyAccess'),
          ...attachment,
        },
      },
    },
    { provider: [{ region: 'eu-west-1' }, { alias: 'emergency', ...provider(dev) }] },
  );
}

const iamIn = (account: string) => aws.world.aws.as(callerIn(account)).iam;
const jump = { RoleName: 'Emergency' };

test('two provider configurations at once make what each account is to have, and find nothing to change then', async () => {
  await aws.apply(everything());
  expect(aws.world.aws.made()).toEqual([
    `role EmergencyTarget in account ${management}`,
    `SAML provider Entra in account ${dev}`,
    `role Emergency in account ${dev}`,
  ]);
  expect(iamIn(dev).ListAttachedRolePolicies(jump).AttachedPolicies).toEqual([
    { PolicyArn: managed('ReadOnlyAccess'), PolicyName: 'ReadOnlyAccess' },
  ]);
  expect(iamIn(dev).ListRolePolicies(jump).PolicyNames).toEqual(['assume']);
  expect(await aws.actions(everything())).toEqual({});
  await aws.terraform.apply('-refresh-only');
  expect(await aws.actions(everything())).toEqual({});
  await aws.terraform.destroy();
  expect(aws.world.aws.made()).toEqual([]);
});

const ROLE = 'aws_iam_role.jump';

test.each<[string, () => Edits, string, () => unknown]>([
  [
    'the metadata',
    () => ({ saml: { saml_metadata_document: renewed } }),
    'aws_iam_saml_provider.entra',
    () =>
      iamIn(dev).GetSAMLProvider({ SAMLProviderArn: `arn:aws:iam::${dev}:saml-provider/Entra` })
        .SAMLMetadataDocument === renewed,
  ],
  [
    "the provider's tags",
    () => ({ saml: { tags: { a: '1' } } }),
    'aws_iam_saml_provider.entra',
    () =>
      iamIn(dev).ListSAMLProviderTags({ SAMLProviderArn: `arn:aws:iam::${dev}:saml-provider/Entra` }).Tags[0]
        ?.Value === '1',
  ],
  [
    'the trust policy',
    () => ({
      role: {
        assume_role_policy: JSON.stringify(
          samlTrust(
            '${aws_iam_saml_provider.entra.arn}',
            CONSOLE,
            'https://eu-west-1.signin.aws.amazon.com/saml',
          ),
        ),
      },
    }),
    ROLE,
    () => iamIn(dev).GetRole(jump).Role.AssumeRolePolicyDocument.includes('eu-west-1'),
  ],
  [
    'the description',
    () => ({ role: { description: 'New' } }),
    ROLE,
    () => iamIn(dev).GetRole(jump).Role.Description === 'New',
  ],
  [
    'the session duration',
    () => ({ role: { max_session_duration: 43_200 } }),
    ROLE,
    () => iamIn(dev).GetRole(jump).Role.MaxSessionDuration === 43_200,
  ],
  [
    'the boundary',
    () => ({ role: { permissions_boundary: managed('PowerUserAccess') } }),
    ROLE,
    () => iamIn(dev).GetRole(jump).Role.PermissionsBoundary?.PermissionsBoundaryArn,
  ],
  [
    "the role's tags",
    () => ({ role: { tags: { a: '1' } } }),
    ROLE,
    () => iamIn(dev).ListRoleTags(jump).Tags[0]?.Value === '1',
  ],
  ['whether policies are forced off', () => ({ role: { force_detach_policies: true } }), ROLE, () => true],
  [
    'the inline policy',
    () => ({ inline: { policy: JSON.stringify(allowing('s3:*')) } }),
    'aws_iam_role_policy.jump',
    () =>
      iamIn(dev)
        .GetRolePolicy({ ...jump, PolicyName: 'assume' })
        .PolicyDocument.includes('s3'),
  ],
])('a change of %s updates in place, and back', async (_what, edits, address, arrived) => {
  await aws.apply(everything());
  expect(await aws.actions(everything(edits()))).toEqual({ [address]: 'update' });
  await aws.terraform.apply();
  expect(arrived()).toBeTruthy();
  expect(await aws.actions(everything(edits()))).toEqual({});
  await aws.apply(everything());
  expect(await aws.actions(everything())).toEqual({});
  expect(iamIn(dev).GetRole(jump).Role).toMatchObject({
    Description: undefined,
    MaxSessionDuration: 3_600,
    Tags: [],
  });
  expect(iamIn(dev).GetRole(jump).Role.PermissionsBoundary).toBeUndefined();
});

test.each<[string, Edits, readonly string[]]>([
  [
    "the role's name",
    { role: { name: 'Other' } },
    [ROLE, 'aws_iam_role_policy.jump', 'aws_iam_role_policy_attachment.jump'],
  ],
  ["the inline policy's name", { inline: { name: 'other' } }, ['aws_iam_role_policy.jump']],
  [
    'the managed policy',
    { attachment: { policy_arn: managed('ViewOnlyAccess') } },
    ['aws_iam_role_policy_attachment.jump'],
  ],
  ["the provider's name", { saml: { name: 'Other' } }, ['aws_iam_saml_provider.entra']],
])('a change of %s replaces', async (_what, edits, addresses) => {
  await aws.apply(everything());
  const actions = Object.entries(await aws.actions(everything(edits)));
  expect(actions.filter(([, action]) => action === 'replace').map(([address]) => address)).toEqual(addresses);
  await aws.terraform.apply();
  expect(await aws.actions(everything(edits))).toEqual({});
});

test('a role that is replaced under its name loses its policies, which the next plan makes again', async () => {
  await aws.apply(everything());
  const edits = { role: { path: '/emergency/' } };
  expect(await aws.actions(everything(edits))).toEqual({
    [ROLE]: 'replace',
    'aws_iam_role.workload': 'update',
  });
  await aws.terraform.apply();
  expect(await aws.actions(everything(edits))).toEqual({
    'aws_iam_role_policy.jump': 'create',
    'aws_iam_role_policy_attachment.jump': 'create',
  });
});

test('policies that name their role by id are replaced with it', async () => {
  const byId = { role: '${aws_iam_role.jump.id}' };
  const edits = { inline: byId, attachment: byId };
  await aws.apply(everything(edits));
  const moved = { ...edits, role: { path: '/emergency/' } };
  expect(await aws.actions(everything(moved))).toMatchObject({
    [ROLE]: 'replace',
    'aws_iam_role_policy.jump': 'replace',
    'aws_iam_role_policy_attachment.jump': 'replace',
  });
  await aws.terraform.apply();
  expect(await aws.actions(everything(moved))).toEqual({});
});

test('a policy that only looks different is no change', async () => {
  await aws.apply(everything());
  const { Statement } = samlTrust('${aws_iam_saml_provider.entra.arn}', CONSOLE) as { Statement: object[] };
  const same = {
    role: { assume_role_policy: JSON.stringify({ Statement: Statement[0], Version: '2012-10-17' }, null, 2) },
    inline: { policy: JSON.stringify(allowing('sts:AssumeRole'), null, 4) },
  };
  expect(await aws.actions(everything(same))).toEqual({});
});

test('what was changed or deleted outside is put right', async () => {
  await aws.apply(everything());
  const iam = iamIn(dev);
  iam.UpdateRole({ ...jump, MaxSessionDuration: 7_200 });
  iam.DeleteRolePolicy({ ...jump, PolicyName: 'assume' });
  iam.DetachRolePolicy({ ...jump, PolicyArn: managed('ReadOnlyAccess') });
  expect(await aws.actions(everything())).toEqual({
    [ROLE]: 'update',
    'aws_iam_role_policy.jump': 'create',
    'aws_iam_role_policy_attachment.jump': 'create',
  });
  await aws.terraform.apply();
  expect(await aws.actions(everything())).toEqual({});
});

test('every resource is imported by its import id, and then needs no change', async () => {
  await aws.apply(everything());
  const ids = {
    'aws_iam_saml_provider.entra': `arn:aws:iam::${dev}:saml-provider/Entra`,
    [ROLE]: 'Emergency',
    'aws_iam_role.workload': 'EmergencyTarget',
    'aws_iam_role_policy.jump': 'Emergency:assume',
    'aws_iam_role_policy_attachment.jump': `Emergency/${managed('ReadOnlyAccess')}`,
  };
  await aws.terraform.run('state', 'rm', ...Object.keys(ids));
  for (const [address, id] of Object.entries(ids)) await aws.terraform.import(address, id);
  expect((await aws.terraform.plan()).actions).toEqual({});
});

test.each([
  ['aws_iam_role_policy.jump', 'role_policy id must be of the form <role name>:<policy name>'],
  ['aws_iam_role_policy_attachment.jump', 'unexpected format of ID ("x"), expected <role-name>/<policy_arn>'],
  [ROLE, 'Cannot import non-existent remote object'],
])('an import of %s by another id is refused', async (address, message) => {
  await aws.terraform.write(everything());
  await aws.terraform.init();
  await expect(aws.terraform.import(address, 'x')).rejects.toThrow(`Error: ${message}\n`);
});

test('a role goes with policies that Terraform never saw only where that is forced', async () => {
  const alone = (more: object = {}) =>
    awsConfig({
      aws_iam_role: {
        a: {
          name: 'A',
          assume_role_policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { AWS: prod }, Action: 'sts:AssumeRole' }],
          }),
          ...more,
        },
      },
    });
  await aws.apply(alone());
  const attach = () =>
    iamIn(management).AttachRolePolicy({ RoleName: 'A', PolicyArn: managed('ReadOnlyAccess') });
  attach();
  await expect(aws.terraform.destroy('-refresh=false')).rejects.toThrow(
    /Error: deleting IAM Role \(A\): operation error IAM: DeleteRole, https response error StatusCode: 409, RequestID: \S+, DeleteConflict: Cannot delete entity, must detach all policies first\./,
  );
  await aws.apply(alone({ force_detach_policies: true }));
  await aws.terraform.destroy('-refresh=false');
  expect(aws.world.aws.made()).toEqual([]);
});

test.each<[string, () => Edits, string]>([
  [
    "a service provider's metadata",
    () => ({ saml: { saml_metadata_document: metadata.replaceAll('IDPSSODescriptor', 'SPSSODescriptor') } }),
    'creating IAM SAML Provider (Entra): operation error IAM: CreateSAMLProvider, https response error StatusCode: 400, RequestID: …, InvalidInput: Could not parse metadata',
  ],
  [
    "another account's SAML provider",
    () => ({
      role: {
        assume_role_policy: JSON.stringify(samlTrust(`arn:aws:iam::${prod}:saml-provider/Entra`, CONSOLE)),
      },
    }),
    `creating IAM Role (Emergency): operation error IAM: CreateRole, https response error StatusCode: 400, RequestID: …, MalformedPolicyDocument: Invalid principal in policy: "FEDERATED":"arn:aws:iam::${prod}:saml-provider/Entra"`,
  ],
  [
    'a managed policy that is not there',
    () => ({ attachment: { policy_arn: `arn:aws:iam::${dev}:policy/None` } }),
    `attaching IAM Policy (arn:aws:iam::${dev}:policy/None) to IAM Role (Emergency): operation error IAM: AttachRolePolicy, https response error StatusCode: 404, RequestID: …, NoSuchEntity: Policy arn:aws:iam::${dev}:policy/None does not exist or is not attachable.`,
  ],
])('%s is refused in AWS’s words', async (_what, edits, message) => {
  expect(await aws.refusal(everything(edits()))).toBe(message);
});
