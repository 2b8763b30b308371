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
  expect(counts).toMatchObject({ accounts: 2, grants: 2 });
  expect(unexpressed.map(({ where, why }) => `${short(where)} ${short(why)}`)).toEqual([
    'iam-config.yaml:2 It is not about IAM Identity Center, so it stays where it is.',
    'iam-config.yaml:18 iam-policies/builder.json does not exist. So the permission set has no inline policy here.',
    'iam-config.yaml:33 Which accounts are in "Workloads/Dev" is not known. Name accounts-config.yaml too, or a file with the organization’s accounts with --accounts.',
    'iam-config.yaml:39 It is an id of Identity Center, and the config names people and groups. Add who that is by hand.',
    'iam-config.yaml:41 Which accounts are in "Root" is not known. Name accounts-config.yaml too, or a file with the organization’s accounts with --accounts.',
    'iam-config.yaml:42 Which account "Management" is, is not known: none has this name, or the files don’t tell it.',
    'iam-config.yaml:42 Which account "Dev1" is, is not known: none has this name, or the files don’t tell it.',
    'iam-config.yaml:42 What it excludes is not known here, so nothing is made of the whole assignment.',
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

const assign = (targets: string, principals = '[{ type: GROUP, name: Devs }]') => `identityCenter:
  name: center
  identityCenterPermissionSets:
    - { name: Builder, policies: { awsManaged: [PowerUserAccess] } }
  identityCenterAssignments:
    - name: a
      permissionSetName: Builder
      principals: ${principals}
      deploymentTargets: ${targets}
`;

const told = async (files: Record<string, string>, accounts?: string) => {
  workplace = createWorkplace(files);
  const { counts, unexpressed } = await convertAll(workplace, 'lza', accounts);
  return {
    counts,
    why: unexpressed.map(({ where, why }) => short(`${short(where)} ${why}`)),
  };
};

const WHOLE = 'What it excludes is not known here, so nothing is made of the whole assignment.';

test.each([
  ['no list', 'Dev1', []],
  ['nothing', '', []],
  ['a list of nothing', '[~]', []],
  ['a list within it', '[[Dev1]]', ['It holds several values where a text is wanted.']],
  [
    'a replacement',
    '["{{ ProdAccount }}"]',
    ['Its value is put in by the accelerator: "{{ ProdAccount }}". Write it out.'],
  ],
  [
    'a lookup',
    "['${ACCEL_LOOKUP::Account:x}']",
    ['Its value is put in by the accelerator: "${ACCEL_LOOKUP::Account:x}". Write it out.'],
  ],
  [
    'a name in another case',
    '[dev1]',
    ['Which account "dev1" is, is not known: none has this name, or the files don’t tell it.'],
  ],
  [
    'one that is known and one that is not',
    '[Dev1, Prod]',
    ['Which account "Prod" is, is not known: none has this name, or the files don’t tell it.'],
  ],
])('excluded accounts that are %s leave their whole assignment out', async (_what, excluded, why) => {
  const targets = `\n        organizationalUnits: [Workloads/Dev]\n        excludedAccounts: ${excluded}`;
  const { counts, why: all } = await told({ ...FILES, 'iam-config.yaml': assign(targets) });
  expect(counts).toMatchObject({ accounts: 7, groups: 0, grants: 0 });
  expect(all).toEqual([...why, WHOLE].map((each) => `iam-config.yaml:11 ${each}`));
});

test.each([
  [
    'a target with a key that nobody knows',
    assign('{ organizationalUnits: [Workloads/Dev], excludedOrganizationalUnits: [Workloads/Dev/Lab] }'),
    'iam-config.yaml:9 This program doesn’t know "excludedOrganizationalUnits" here, and it may say who or where is not meant: nothing is made of what has it.',
  ],
  [
    'a principal with a key that nobody knows',
    assign('{ accounts: [Network] }', '[{ type: GROUP, name: Devs, unless: x }]'),
    'iam-config.yaml:8 This program doesn’t know "unless" here, and it may say who or where is not meant: nothing is made of what has it.',
  ],
  [
    'an account that is not one of all',
    assign('{ accounts: [network] }'),
    'iam-config.yaml:9 Which account "network" is, is not known: none has this name, or the files don’t tell it.',
  ],
  [
    'a unit that is written otherwise',
    assign('{ organizationalUnits: [/Workloads/Dev] }'),
    'iam-config.yaml:9 No account is in the unit "/Workloads/Dev".',
  ],
  [
    'a principal that is a replacement',
    assign('{ accounts: [Network] }', "[{ type: GROUP, name: '{{ Group }}' }]"),
    'iam-config.yaml:8 Its value is put in by the accelerator: "{{ Group }}". Write it out.',
  ],
])('%s gives nothing', async (_what, iam, why) => {
  const { counts, why: all } = await told({ ...FILES, 'iam-config.yaml': iam });
  expect(counts).toMatchObject({ accounts: 7, groups: 0, grants: 0 });
  expect(all).toEqual([why]);
});

test('a unit is that of accounts-config.yaml, whatever other accounts the organization has', async () => {
  const known = `aws:
  accounts:
    root: { id: '000000000001', name: Management, management: true }
    dev1: { id: '000000000005', name: Dev1, ou: /Workloads/Dev }
    stranger: { id: '000000000009', ou: /Workloads/Dev }
`;
  const { counts, why } = await told(
    {
      ...FILES,
      'iam-config.yaml': assign('{ organizationalUnits: [Workloads/Dev] }'),
      '../known.yaml': known,
    },
    '../known.yaml',
  );
  expect(why).toEqual([]);
  expect(counts).toMatchObject({ accounts: 3, grants: 1 });
});

test('without all accounts of accounts-config.yaml, nobody knows who is in a unit', async () => {
  const accounts = ACCOUNTS.replace('name: Lab', "name: '{{ Lab }}'");
  const { counts, why } = await told({
    'iam-config.yaml': assign('{ organizationalUnits: [Workloads/Dev] }'),
    'accounts-config.yaml': accounts,
  });
  expect(counts.grants).toBe(0);
  expect(why).toEqual([
    'iam-config.yaml:9 Which accounts are in "Workloads/Dev" is not known. Name accounts-config.yaml too, or a file with the organization’s accounts with --accounts.',
  ]);
});

test.each([
  [
    'an inline policy with texts that are put in',
    'inlinePolicy: p.json',
    'p.json has texts that the accelerator puts others in place of, so the permission set has no inline policy here. Write them out.',
  ],
  [
    'two boundaries',
    'permissionsBoundary: { awsManagedPolicyName: ReadOnlyAccess, customerManagedPolicy: { name: Limit } }',
    'It has several permissions boundaries, and can have one.',
  ],
  ['an empty boundary', 'permissionsBoundary: {}', 'It is no permissions boundary that can be read.'],
  [
    'a boundary without a name',
    'permissionsBoundary: { customerManagedPolicy: { path: /x/ } }',
    'It has no name, so nothing is made of it.',
  ],
  [
    'a boundary that is a replacement',
    "permissionsBoundary: { awsManagedPolicyName: '{{ Limit }}' }",
    'Its value is put in by the accelerator: "{{ Limit }}". Write it out.',
  ],
])('a permission set with %s is to be filled in', async (_what, policy, reason) => {
  const iam = assign('{ accounts: [Network] }').replace(
    'awsManaged: [PowerUserAccess]',
    `awsManaged: [PowerUserAccess], ${policy}`,
  );
  const document =
    '{ "Statement": [{ "Effect": "Deny", "Action": "*", "Resource": "arn:${PARTITION}:s3:::x" }] }';
  const { why } = await told({ ...FILES, 'iam-config.yaml': iam, 'p.json': document });
  expect(why).toEqual([`iam-config.yaml:4 ${reason}`]);
  expect(readFileSync(join(workplace.config, 'prod/permission-sets.yaml'), 'utf8')).toContain('FILL-IN');
});
