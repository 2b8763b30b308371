import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  convertAll,
  createWorkplace,
  fill,
  grantsOf,
  load,
  refusal,
  short,
  type Workplace,
} from './conversions.js';

let workplace: Workplace;
afterEach(() => workplace.remove());

const IAM = `providers: []
policySets:
  - deploymentTargets: { organizationalUnits: [Root] }
    identityCenterDependency: true
    policies:
      - { name: Guardrails, policy: iam-policies/guardrails.json }
identityCenter:
  name: center
  delegatedAdminAccount: Audit
  identityCenterPermissionSets:
    - name: Builder
      description: Builds things
      sessionDuration: 90
      policies:
        awsManaged: [arn:aws:iam::aws:policy/PowerUserAccess, ReadOnlyAccess]
        customerManaged: [Own]
        acceleratorManaged: [Guardrails]
        inlinePolicy: iam-policies/builder.json
        permissionsBoundary:
          customerManagedPolicy: { name: Boundary, path: /limits/ }
    - name: Auditor
      policies:
        awsManaged: [SecurityAudit]
        permissionsBoundary: { awsManagedPolicyName: ReadOnlyAccess }
      sessionDuration: 60
  identityCenterAssignments:
    - name: builders
      permissionSetName: Builder
      principals:
        - { type: GROUP, name: Builders }
        - { type: USER, name: sam@acme.example }
      deploymentTargets:
        organizationalUnits: [Workloads/Dev]
        accounts: [Network]
    - name: auditors
      permissionSetName: Auditor
      principals:
        - { type: GROUP, name: Auditors }
      principalId: a4e81468-1001-70f0-9c12-56a6aa967ca4
      deploymentTargets:
        organizationalUnits: [Root]
        excludedAccounts: [Management, Dev1]
`;
const ACCOUNTS = `mandatoryAccounts:
  - { name: Management, email: root@acme.example, organizationalUnit: Root }
  - { name: LogArchive, email: logs@acme.example, organizationalUnit: Security }
  - { name: Audit, email: audit@acme.example, organizationalUnit: Security }
workloadAccounts:
  - { name: Network, email: net@acme.example, organizationalUnit: Infrastructure }
  - { name: Dev1, email: dev1@acme.example, organizationalUnit: Workloads/Dev }
  - { name: Dev2, email: dev2@acme.example, organizationalUnit: Workloads/Dev }
  - { name: Lab, email: lab@acme.example, organizationalUnit: Workloads/Dev/Lab }
accountIds:
  - { email: ROOT@acme.example, accountId: '000000000001' }
  - { email: logs@acme.example, accountId: '000000000002' }
  - { email: audit@acme.example, accountId: '000000000003' }
  - { email: net@acme.example, accountId: '000000000004' }
  - { email: dev1@acme.example, accountId: '000000000005' }
  - { email: dev2@acme.example, accountId: '000000000006' }
`;
const FILES = {
  'iam-config.yaml': IAM,
  'accounts-config.yaml': ACCOUNTS,
  'iam-policies/builder.json': '{ "Version": "2012-10-17", "Statement": [] }',
  'network-config.yaml': 'vpcs: !include vpcs.yaml\n',
};

test('the accelerator’s config becomes a config that gives what it gave', async () => {
  workplace = createWorkplace(FILES);
  const { unexpressed, placeholders } = await convertAll(workplace, 'lza');
  expect(unexpressed.map(({ what, where, why }) => `${short(where)} ${what}: ${why}`)).toEqual([
    'iam-config.yaml:2 policySets: It is not about IAM Identity Center, so it stays where it is.',
    'iam-config.yaml:39 identityCenter.identityCenterAssignments[1].principalId: It is an id of Identity Center, and the config names people and groups. Add who that is by hand.',
  ]);
  expect(placeholders.map(({ text }) => text)).toContain(
    'lab: { id: <FILL-IN>, name: Lab, ou: /Workloads/Dev/Lab }',
  );
  fill(workplace, { 'prod/accounts.yaml': (text) => text.replace('<FILL-IN>', "'000000000007'") });
  const environment = load(workplace);
  expect(environment.config.aws.deployer).toEqual({ account: '000000000003', kind: 'delegated' });
  expect(grantsOf(environment)).toEqual([
    ...['2', '3', '4', '6', '7'].map((id) => `group Auditors: Auditor in 00000000000${id}`),
    ...['4', '5', '6'].map((id) => `group Builders: Builder in 00000000000${id}`),
    ...['4', '5', '6'].map((id) => `user sam@acme.example: Builder in 00000000000${id}`),
  ]);
  expect(readFileSync(join(workplace.config, 'prod/access.yaml'), 'utf8')).toBe(`access:
  - { groups: [auditors], permissionSets: [Auditor], accounts: ['ou:/'], except: [dev1] }
  - groups: [builders]
    users: [sam]
    permissionSets: [Builder]
    accounts: ['ou:/Workloads/Dev/*', network]
`);
  expect(environment.config.permissionSets).toMatchObject({
    Builder: {
      session: 'PT1H30M',
      policies: ['PowerUserAccess', 'ReadOnlyAccess', { customer: 'Own' }, { customer: 'Guardrails' }],
      boundary: { customer: 'Boundary', path: '/limits/' },
    },
    Auditor: { session: 'PT1H', policies: ['SecurityAudit'], boundary: 'ReadOnlyAccess' },
  });
  expect(environment.inlinePolicies['Builder']).toBe('{\n  "Version": "2012-10-17",\n  "Statement": []\n}\n');
});

test('without accounts-config.yaml, accounts by name are to be filled in, and units are told', async () => {
  workplace = createWorkplace({ 'iam-config.yaml': IAM });
  const { unexpressed, counts } = await convertAll(workplace, 'lza');
  expect(counts).toMatchObject({ accounts: 4, grants: 2 });
  expect(unexpressed.map(({ where, why }) => `${short(where)} ${short(why)}`)).toEqual([
    'iam-config.yaml:2 It is not about IAM Identity Center, so it stays where it is.',
    'iam-config.yaml:18 iam-policies/builder.json does not exist. So the permission set has no inline policy here.',
    'iam-config.yaml:33 Which accounts are in "Workloads/Dev" is not known. Name accounts-config.yaml too, or a file with the organization’s accounts with --accounts.',
    'iam-config.yaml:39 It is an id of Identity Center, and the config names people and groups. Add who that is by hand.',
    'iam-config.yaml:41 Which accounts are in "Root" is not known. Name accounts-config.yaml too, or a file with the organization’s accounts with --accounts.',
  ]);
});

test.each([
  [
    'which the delegated administrator can’t give',
    '  delegatedAdminAccount: Audit\n',
    'A delegated administrator can’t grant access to the management account: run this program there.',
  ],
  [
    'of a permission set that serves others too',
    '',
    'The permission set serves other accounts too, and here the management account has permission sets of its own: define another one for it.',
  ],
])('what the management account has, %s, is told and stays outside', async (_what, delegated, why) => {
  const iam = IAM.replace('excludedAccounts: [Management, Dev1]', 'excludedAccounts: [Dev1]');
  workplace = createWorkplace({
    ...FILES,
    'iam-config.yaml': iam.replace('  delegatedAdminAccount: Audit\n', delegated),
  });
  const { unexpressed } = await convertAll(workplace, 'lza');
  expect(unexpressed.at(-1)).toMatchObject({
    what: 'group "Auditors": Auditor in Management',
    why: `${why} Until then this assignment stays as it is, outside the config.`,
  });
  fill(workplace, { 'prod/accounts.yaml': (text) => text.replace('<FILL-IN>', "'000000000007'") });
  expect(grantsOf(load(workplace)).filter((grant) => grant.endsWith('000000000001'))).toEqual([]);
});

test('other files, and a tag that only the accelerator reads, are refused', async () => {
  workplace = createWorkplace({ 'accounts-config.yaml': ACCOUNTS });
  expect(await refusal(workplace, 'lza')).toBe(
    'None of these files has identityCenter, as iam-config.yaml of Landing Zone Accelerator has.',
  );
  workplace.remove();
  workplace = createWorkplace({ 'iam-config.yaml': 'identityCenter: !include center.yaml\n' });
  expect(await refusal(workplace, 'lza')).toBe(
    [
      'iam-config.yaml:1: has a tag that a config can’t hold (Unresolved tag: !include).',
      '  Only the tool whose file it is knows what a tag stands for: write that in its place, the other file’s content for !include, and convert again.',
      '',
      '1 error.',
    ].join('\n'),
  );
});
