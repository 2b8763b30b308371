import type { AttachedPolicy } from '../../../operations/permissions/attached-policies.js';
import { type Permissions, reportPermissions } from '../../../operations/permissions/permissions.js';
import { allow, documentsOf, MOST_CHARACTERS } from '../../../operations/permissions/policy-document.js';
import { renderPermissions } from '../../../operations/permissions/render.js';
import { createWorkspace, federation } from '../../cli/federation.js';
import { emergencyConfig, loadConfig, smallConfig, type SmallConfig } from '../../helpers/config.js';
import { synthesize } from '../../helpers/synthesize.js';
import { loadSandboxEnvironment } from '../sandbox-environment.js';

function report(config: SmallConfig): Permissions {
  const environment = loadConfig(config);
  return reportPermissions(environment, synthesize(environment));
}

const statement = (policies: readonly AttachedPolicy[], sid: string) =>
  policies.flatMap(({ policy }) => policy.Statement).find(({ Sid }) => Sid === sid);

const summary = (policies: readonly AttachedPolicy[]) =>
  policies.map(({ file, role, policy }) => [file, role, policy.Statement.map(({ Sid }) => Sid).join(' ')]);

function deployedBy(deployer: Record<string, string>): SmallConfig {
  const config = smallConfig();
  config.aws.deployer = deployer;
  return config;
}

test('without a role of the deployer’s, whoever runs the program needs it all', () => {
  expect(summary(report(smallConfig()).toApply.aws)).toEqual([
    ['apply-deployer.json', undefined, 'Find IdentityCenter Provision Accounts IdentityStore'],
  ]);
});

test('what stands in no stack takes no right', () => {
  const { toApply } = report(smallConfig());
  const actions = toApply.aws.flatMap(({ policy }) => policy.Statement.flatMap(({ Action }) => Action));
  expect(actions.filter((action) => /InlinePolicy|Boundary|AccessControl|^iam:|User/.test(action))).toEqual(
    [],
  );
  expect(toApply.graph).toEqual([
    'AppRoleAssignment.ReadWrite.All',
    'Application.ReadWrite.All',
    'Group.Read.All',
  ]);
});

test('emergency access takes rights on what it makes in its accounts, and on nothing else there', () => {
  const { toApply, toLook } = report(emergencyConfig());
  expect(summary(toApply.aws).slice(1)).toEqual([
    ['apply-222222222222.json', 'arn:aws:iam::222222222222:role/FederationDeployer', 'Roles'],
    ['apply-444444444444.json', 'arn:aws:iam::444444444444:role/FederationDeployer', 'Roles Provider'],
  ]);
  expect(toApply.aws[2]?.policy.Statement.map(({ Resource }) => Resource)).toEqual([
    ['arn:aws:iam::444444444444:role/BreakGlass'],
    ['arn:aws:iam::444444444444:saml-provider/EntraEmergencyAccess'],
  ]);
  for (const { aws } of [toApply, toLook])
    expect(statement(aws, 'Become')?.Resource).toEqual([
      'arn:aws:iam::222222222222:role/FederationDeployer',
      'arn:aws:iam::444444444444:role/FederationDeployer',
    ]);
});

test('grants in the management account take the rights by which AWS makes roles there', () => {
  const config = smallConfig();
  expect(statement(report(config).toApply.aws, 'ReservedRoles')).toBeUndefined();
  config.permissionSets['Billing'] = { policies: ['job-function/Billing'] };
  config.access.push({ groups: ['admins'], permissionSets: ['Billing'], accounts: ['management'] });
  expect(statement(report(config).toApply.aws, 'ReservedRoles')).toMatchObject({
    Action: expect.arrayContaining(['iam:CreateRole', 'iam:PutRolePolicy']),
    Resource: [
      'arn:aws:iam::000000000001:role/aws-reserved/sso.amazonaws.com/*',
      'arn:aws:iam::000000000001:role/AWSReservedSSO_*',
    ],
  });
});

test('a delegated administrator gets no right on the management account, nor what AWS refuses one anyway', () => {
  const { toApply, toLook } = report(deployedBy({ account: '111111111111', kind: 'delegated' }));
  const accounts = statement(toApply.aws, 'Accounts')?.Resource ?? [];
  expect(accounts).toContain('arn:aws:sso:::account/222222222222');
  expect(accounts).not.toContain('arn:aws:sso:::account/000000000001');
  expect(statement(toApply.aws, 'IdentityStore')?.Resource[0]).toBe(
    'arn:aws:identitystore::000000000001:identitystore/d-9967000001',
  );
  expect(statement(toLook.aws, 'IdentityCenter')?.Action).not.toContain(
    'sso:ListAccountAssignmentsForPrincipal',
  );
});

test('in AWS GovCloud, ARNs are of its partition', () => {
  const environment = loadConfig(smallConfig());
  const { config } = environment;
  const inGovCloud = {
    ...environment,
    config: { ...config, aws: { ...config.aws, region: 'us-gov-west-1' } },
  };
  const { toApply } = reportPermissions(inGovCloud, synthesize(environment));
  expect(JSON.stringify(toApply.aws)).not.toContain('arn:aws:');
});

describe('state in S3', () => {
  const s3 = { bucket: 'state', key: 'federation/test.tfstate', region: 'eu-west-1' };
  const withState = (more: object): Permissions => {
    const config = smallConfig();
    return report({ ...config, state: { s3: { ...s3, ...more } } } as unknown as SmallConfig);
  };

  test('is read and written by the caller, and its lock alone is deleted', () => {
    const kmsKeyId = 'arn:aws:kms:eu-west-1:000000000001:key/0f3c';
    const { aws } = withState({ kmsKeyId }).toApply;
    expect(aws[0]?.policy.Statement.slice(0, 4).map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [['s3:ListBucket'], ['arn:aws:s3:::state']],
      [
        ['s3:GetObject', 's3:PutObject'],
        ['arn:aws:s3:::state/federation/test.tfstate', 'arn:aws:s3:::state/federation/test.tfstate.tflock'],
      ],
      [['s3:DeleteObject'], ['arn:aws:s3:::state/federation/test.tfstate.tflock']],
      [['kms:Decrypt', 'kms:GenerateDataKey'], [kmsKeyId]],
    ]);
  });

  test('or by the role that the config names for it', () => {
    const role = 'arn:aws:iam::000000000001:role/State';
    const { aws } = withState({ role }).toApply;
    expect(statement(aws, 'Become')?.Resource).toEqual([role]);
    expect(aws.find((each) => each.role === role)?.file).toBe('apply-state.json');
  });
});

describe('IAM’s limit of 6,144 characters', () => {
  const withAccounts = (count: number): SmallConfig => {
    const config = smallConfig();
    for (let account = 0; account < count; account += 1)
      config.aws.accounts[`a${account}`] = { id: String(500_000_000_000 + account), ou: '/Many' };
    return config;
  };
  test('is kept by dividing what is too long, and nothing is lost by it', () => {
    const resources = Array.from(
      { length: 400 },
      (_, index) => `arn:aws:iam::111111111111:role/Role${index}`,
    );
    const documents = documentsOf([
      allow('First', ['sts:AssumeRole'], ['*']),
      allow('Roles', ['iam:GetRole'], resources),
    ]);
    expect(documents.length).toBeGreaterThan(2);
    expect(documents.filter((each) => JSON.stringify(each).length > MOST_CHARACTERS)).toEqual([]);
    const statements = documents.flatMap(({ Statement }) => Statement);
    expect(statements.flatMap(({ Resource }) => Resource)).toEqual(['*', ...resources]);
    expect(new Set(statements.map(({ Sid }) => Sid)).size).toBe(statements.length);
  });

  test('and by naming no account where there are more than 100', () => {
    const most = report(withAccounts(200));
    expect(statement(most.toApply.aws, 'Accounts')?.Resource).toContain('arn:aws:sso:::account/*');
  });
});

test('the command prints it in JSON, and asks no cloud', async () => {
  const { cwd, remove } = createWorkspace();
  const { code, stdout } = await federation(['permissions', 'sandbox', '--json'], { cwd });
  remove();
  const environment = loadSandboxEnvironment();
  expect([code, JSON.parse(stdout)]).toEqual([0, reportPermissions(environment, synthesize(environment))]);
});

test('the text says which policy is for whom, and what no policy can say', () => {
  const environment = loadSandboxEnvironment();
  const text = renderPermissions(reportPermissions(environment, synthesize(environment)));
  const lines = text.split('\n').filter((line) => /^\S/.test(line) && !/^[{}]/.test(line));
  expect(lines).toEqual([
    'To plan and apply sandbox',
    'apply-caller.json: an IAM policy for whoever runs this program',
    'apply-deployer.json: an IAM policy for arn:aws:iam::210987650001:role/FederationDeployer',
    'apply-210987650103.json: an IAM policy for arn:aws:iam::210987650103:role/FederationDeployer',
    'apply-210987650301.json: an IAM policy for arn:aws:iam::210987650301:role/FederationDeployer',
    'apply-210987650303.json: an IAM policy for arn:aws:iam::210987650303:role/FederationDeployer',
    'Microsoft Graph, application permissions with admin consent:',
    'To look at sandbox (status, drift, handover, accounts, aws-config)',
    'look-caller.json: an IAM policy for whoever runs this program',
    'look-deployer.json: an IAM policy for arn:aws:iam::210987650001:role/FederationDeployer',
    'look-210987650103.json: an IAM policy for arn:aws:iam::210987650103:role/FederationDeployer',
    'look-210987650301.json: an IAM policy for arn:aws:iam::210987650301:role/FederationDeployer',
    'look-210987650303.json: an IAM policy for arn:aws:iam::210987650303:role/FederationDeployer',
    'Microsoft Graph, application permissions with admin consent:',
    '- The instance’s id stands in no config: write it in place of the `*` in `instance/*` and `permissionSet/*` to narrow them.',
    '- The role FederationDeployer has to trust whoever runs this program.',
    '- What is to look is for the role FederationDeployer, too: who may become it has all that it has. docs/permissions.md says how a pipeline only looks.',
    '- The role FederationDeployer in each account has to trust whoever runs this program, and the role FederationDeployer.',
    '- The statements Reserved… are for what AWS does itself with the deployer’s rights. AWS has no complete list of it: they are what is known.',
    '- What the config no longer has is taken away with the former rights: replace them after that apply.',
    '- State: reading, writing and locking it at its HTTP address.',
  ]);
});
