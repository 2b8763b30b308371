import { existsSync, readFileSync } from 'node:fs';
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
  writeDeployer,
} from './conversions.js';

let workplace: Workplace;
afterEach(() => workplace.remove());

const FILES = {
  'permission_sets/templates/Builder.json': `{
\t"Name": "Builder",
\t"Description": "Builds things",
\t"SessionDuration": "PT4H",
\t"ManagedPolicies": ["arn:aws:iam::aws:policy/PowerUserAccess"],
\t"CustomerManagedPolicies": ["Guardrails", "limits/deep/More"],
\t"CustomPolicy": { "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": ["iam:*"], "Resource": "*" }] },
\t"CustomerPermissionBoundary": { "Path": "pbounds/", "Name": "Boundary" }
}`,
  'permission_sets/templates/Viewer.json': `{
  "Name": "Viewer",
  "Description": "Looks",
  "SessionDuration": "PT12H",
  "ManagedPolicies": ["arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"],
  "PermissionBoundary": { "PolicyType": "AWS", "Policy": "arn:aws:iam::aws:policy/ReadOnlyAccess" }
}`,
  'assignments/templates/builders.yaml': `Assignments:
- PrincipalId: Builders
  PrincipalType: GROUP
  PermissionSetName: Builder
  Target:
  - '000011112222' # by its id
  - Development
  - shop-prod
- PrincipalId: Builders
  PrincipalType: GROUP
  PermissionSetName: Viewer
  Target:
  - ROOT
  - old
  Exclusions:
  - audit
`,
  'assignments/templates/sam.json': `{ "Assignments": [
  { "PrincipalId": "sam@acme.example", "PrincipalType": "USER", "PermissionSetName": "SecurityAudit", "Target": ["ACCOUNTTAG:tier=prod&&pci=yes||tier=dev"] }
] }`,
};
const KNOWN = `aws:
  accounts:
    root: { id: '999900001111', management: true, tags: { tier: prod, pci: 'yes' } }
    audit: { id: '111100002222', ou: /Security }
    shop-prod: { id: '111100003333', ou: /Workloads/Production, tags: { tier: prod, pci: 'yes' } }
    books-prod: { id: '111100004444', ou: /Workloads/Production, tags: { tier: prod } }
    shop-dev: { id: '000011112222', ou: /Workloads/Development, tags: { tier: dev } }
    books-dev: { id: '111100005555', ou: /Workloads/Development, tags: { tier: dev } }
    lab: { id: '111100006666', ou: /Workloads/Development/Lab }
    old: { id: '111100007777', ou: /Workloads/Development, status: suspended }
`;

const withAccounts = () => createWorkplace({ ...FILES, '../known.yaml': KNOWN });

test('templates and the organization’s accounts become a config that gives what they gave', async () => {
  workplace = withAccounts();
  const { unexpressed } = await convertAll(workplace, 'pipeline', '../known.yaml');
  expect(unexpressed.map(({ what, where, why }) => `${short(where)} ${what}: ${why}`)).toEqual([
    'assignments/templates/builders.yaml:7 Assignments[0].Target[1]: "Development" has units below it. The sample’s page says that their accounts are not meant, and its code takes them: they are left out. Add them if people have access there.',
    'assignments/templates/builders.yaml:9 group "Builders": Viewer in old: The account is suspended, and a suspended account gets nothing.',
  ]);
  fill(workplace, {
    'prod/permission-sets.yaml': (text) => text.replace('[<FILL-IN>]', '[SecurityAudit]'),
  });
  writeDeployer(workplace, '111100002222', 'delegated');
  const environment = load(workplace);
  expect(grantsOf(environment)).toEqual(
    [
      ...['000011112222', '111100003333', '111100005555'].map((id) => `group Builders: Builder in ${id}`),
      ...['000011112222', '111100003333', '111100004444', '111100005555', '111100006666'].map(
        (id) => `group Builders: Viewer in ${id}`,
      ),
      ...['000011112222', '111100003333', '111100005555'].map(
        (id) => `user sam@acme.example: SecurityAudit in ${id}`,
      ),
    ].sort(),
  );
  expect(readFileSync(join(workplace.config, 'prod/access.yaml'), 'utf8')).toBe(`access:
  - { groups: [builders], permissionSets: [Builder], accounts: ['ou:/Workloads/Development/*', shop-prod] }
  - { groups: [builders], permissionSets: [Viewer], accounts: ['ou:/Workloads'] }
  - { users: [sam], permissionSets: [SecurityAudit], accounts: ['ou:/Workloads/Development/*', shop-prod] }
`);
  expect(environment.config.permissionSets).toMatchObject({
    Builder: {
      policies: ['PowerUserAccess', { customer: 'Guardrails' }, { customer: 'More', path: '/limits/deep/' }],
      boundary: { customer: 'Boundary', path: '/pbounds/' },
    },
    Viewer: { policies: ['job-function/ViewOnlyAccess'], boundary: 'ReadOnlyAccess', session: 'PT12H' },
  });
  expect(JSON.parse(environment.inlinePolicies['Builder'] ?? '')).toEqual({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: ['iam:*'], Resource: '*' }],
  });
});

test('without the organization’s accounts, ids are taken and everything else is told', async () => {
  workplace = createWorkplace(FILES);
  const { unexpressed, counts } = await convertAll(workplace, 'pipeline');
  expect(counts.grants).toBe(1);
  expect(unexpressed.map(({ why }) => why)).toEqual([
    ...['Development', 'shop-prod', 'ROOT', 'old'].map(
      (name) =>
        `"${name}" may stand for an account, a unit or several. Name a file with the organization’s accounts with --accounts, or write it by hand.`,
    ),
    '"audit" may stand for an account, a unit or several. Name a file with the organization’s accounts with --accounts, or write it by hand.',
    'What it excludes is not known here, so nothing is made of the whole assignment.',
    '"ACCOUNTTAG:tier=prod&&pci=yes||tier=dev" may stand for an account, a unit or several. Name a file with the organization’s accounts with --accounts, or write it by hand.',
  ]);
});

test('files of something else, and broken ones, are refused with their lines', async () => {
  workplace = createWorkplace({ 'a.yaml': 'kind: Pod\n' });
  expect(await refusal(workplace, 'pipeline')).toBe(
    'None of these files is a template of this sample: none has Assignments, or the Name of a permission set. a.yaml was looked at.',
  );
  workplace.remove();
  workplace = createWorkplace({ 'a.yaml': 'Assignments:\n  - {\n', 'b.json': '[1]' });
  expect(await refusal(workplace, 'pipeline')).toMatch(/^a\.yaml:\d+: is not valid YAML: /);
  expect(existsSync(workplace.config)).toBe(false);
  workplace.remove();
  workplace = createWorkplace({ 'b.json': '{ "Assignments": [ }' });
  expect(await refusal(workplace, 'pipeline')).toMatch(/^b\.json:1: is not valid JSON: /);
});

test('a unit’s id is told as one, whether or not the accounts are known', async () => {
  workplace = createWorkplace({
    'a.yaml': `Assignments:
  - { SID: a, Target: [ou-abcd-12345678], PrincipalType: GROUP, PrincipalId: Devs, PermissionSetName: ReadOnly }
`,
  });
  const { unexpressed } = await convertAll(workplace, 'pipeline');
  expect(unexpressed.map(({ why }) => why)).toEqual([
    '"ou-abcd-12345678" is the id of a unit, and the config has units by their names. Write the unit’s name, or the access lines by hand with its path.',
  ]);
});

test('aliases that expand to too much are refused', async () => {
  const bomb = Array.from(
    { length: 12 },
    (_, at) => `l${at + 1}: &l${at + 1} [${Array(10).fill(`*l${at}`).join(', ')}]`,
  );
  workplace = createWorkplace({ 'a.yaml': `l0: &l0 x\n${bomb.join('\n')}\nAssignments: *l12\n` });
  expect(await refusal(workplace, 'pipeline')).toMatch(
    /^a\.yaml:\d+ \S+: holds aliases that expand to too many values\./,
  );
});

test('names that would break a file out of its lines are harmless in it', async () => {
  workplace = createWorkplace({
    'a.json': JSON.stringify({
      Assignments: [
        {
          PrincipalId: 'x\ny: {',
          PrincipalType: 'GROUP',
          PermissionSetName: 'S # "\'',
          Target: ['111122223333'],
        },
        { PrincipalId: 'x', PrincipalType: 'ROBOT', 'a\n\u2028b: c': 1 },
      ],
    }),
  });
  await convertAll(workplace, 'pipeline');
  const text = readFileSync(join(workplace.config, 'prod.yaml'), 'utf8');
  expect(text.split('\n').filter((line) => !/^(#|[a-z ]+\w:| {2}- prod|$)/i.test(line))).toEqual([]);
  expect(readFileSync(join(workplace.config, 'prod/groups.yaml'), 'utf8')).toBe(
    'groups:\n  x-y: { name: "x\\ny: {" }\n',
  );
});

const ORGANIZATION = `aws:
  accounts:
    root: { id: '100000000001', management: true }
    prod: { id: '100000000004', ou: /Workloads, tags: { env: prod, team: R } }
    dev: { id: '100000000005', ou: /Workloads, tags: { env: dev, team: R } }
    dev2: { id: '100000000006', ou: /Workloads, tags: { env: dev, team: 'R&D' } }
    server-a: { id: '100000000007', ou: /Servers, name: server-a }
    twin1: { id: '100000000008', ou: /Twins, name: Twin }
    twin2: { id: '100000000009', ou: /Twins, name: Twin }
`;
const assigned = (rest: string, ending = '\n') =>
  [
    'Assignments:',
    '- PrincipalId: Devs',
    '  PrincipalType: GROUP',
    '  PermissionSetName: Builder',
    rest,
    '',
  ].join(ending);
const tell = async (assignments: string, more: Record<string, string> = {}) => {
  workplace = createWorkplace({ 'a.yaml': assignments, ...more, '../known.yaml': ORGANIZATION });
  const { counts, unexpressed } = await convertAll(workplace, 'pipeline', '../known.yaml');
  return {
    grants: counts.grants,
    accounts: counts.accounts,
    why: unexpressed.map(({ where, why }) => `${short(where)} ${why}`),
  };
};

const NO_TAGS =
  'is not wholly tags as key=value, joined by && or || with no spaces around. Write the access lines by hand.';
const NO_SUCH = 'Name a file with the organization’s accounts with --accounts, or write it by hand.';

test.each([
  ['prod', []],
  ['', []],
  ["['ACCOUNTTAG: env=prod']", [`"ACCOUNTTAG: env=prod" ${NO_TAGS}`]],
  ["['ACCOUNTTAG:team=R || env=prod']", [`"ACCOUNTTAG:team=R || env=prod" ${NO_TAGS}`]],
  ["['ACCOUNTTAG:env=prod|team=R']", [`"ACCOUNTTAG:env=prod|team=R" ${NO_TAGS}`]],
  ["['ACCOUNTTAG:']", [`"ACCOUNTTAG:" ${NO_TAGS}`]],
  [
    "['ACCOUNTTAG:env=prod||env=prd']",
    [`"ACCOUNTTAG:env=prod||env=prd" names a tag that no account has: env=prd. ${NO_SUCH}`],
  ],
  ['[Prod]', ['"Prod" is neither an account nor a unit that has accounts. Write it by hand.']],
  ["['100000000010']", ['"100000000010" is the id of none of the organization’s accounts.']],
  ['[Twin]', ['Several accounts are called "Twin": write the id.']],
  [
    '[server-a]',
    ['"server-a" has "r-" in it, so the sample’s code takes it for the root, with every account.'],
  ],
  ['[prod, ~]', []],
])('exclusions that are not known leave their whole assignment out: %s', async (exclusions, why) => {
  const {
    grants,
    accounts,
    why: all,
  } = await tell(assigned(`  Target: [Workloads]\n  Exclusions: ${exclusions}`));
  expect({ grants, accounts }).toEqual({ grants: 0, accounts: 7 });
  expect(all).toEqual(
    [...why, 'What it excludes is not known here, so nothing is made of the whole assignment.'].map(
      (each) => `a.yaml:6 ${each}`,
    ),
  );
});

test.each([
  ["['ACCOUNTTAG:env=dev&&team']", 0, [`"ACCOUNTTAG:env=dev&&team" ${NO_TAGS}`]],
  ["['ACCOUNTTAG:team=R&D']", 0, [`"ACCOUNTTAG:team=R&D" ${NO_TAGS}`]],
  ["['ACCOUNTTAG:env=dev&&team=R||env=x']", 1, []],
  ["['ACCOUNTTAG:env=nowhere']", 0, ['"ACCOUNTTAG:env=nowhere" are tags that no account has.']],
  ['Workloads', 0, ['It is not a list, so nothing is made of it.']],
  ['[~, dev]', 1, ['It holds nothing where a value is wanted.']],
  ['[Twin]', 0, ['Several accounts are called "Twin": write the id.']],
  [
    '[server-a]',
    1,
    [
      '"server-a" has "r-" in it, so the sample’s code takes it for the root. Here it is what has this name alone: add the other accounts if people have access there.',
    ],
  ],
  [
    '["Workloads "]',
    0,
    ['"Workloads " is neither an account nor a unit that has accounts. Write it by hand.'],
  ],
])('of targets, what is understood whole is taken: %s', async (target, grants, why) => {
  expect(await tell(assigned(`  Target: ${target}`))).toEqual({
    grants,
    accounts: 7,
    why: why.map((each) => `a.yaml:5 ${each}`),
  });
});

test('an assignment with a key that nobody knows gives nothing, and one without a principal', async () => {
  const { grants, why } = await tell(
    `${assigned('  Target: [Workloads]\n  exclusions: [prod]')}- { PrincipalType: GROUP, PermissionSetName: Builder, Target: [dev], PrincipalId: ~ }\nExclusions: [dev]\n`,
  );
  expect(grants).toBe(0);
  expect(why).toEqual([
    'a.yaml:8 This program doesn’t know "Exclusions" here, so nothing is made of it.',
    'a.yaml:6 This program doesn’t know "exclusions" here, and it may say who or where is not meant: nothing is made of what has it.',
    'a.yaml:7 It has no PrincipalId, so nothing is made of it.',
  ]);
});

test('line ends of Windows, a byte-order mark, anchors and merge keys change nothing', async () => {
  const rest = [
    '  Target: [Workloads]',
    '  Exclusions: &out',
    '  - prod',
    '- <<: { Exclusions: *out }',
    '  Target: [Workloads]',
  ];
  const who = ['  PrincipalId: Ops', '  PrincipalType: GROUP', '  PermissionSetName: Builder'];
  const text = `\ufeff${assigned([...rest, ...who].join('\r\n'), '\r\n')}`;
  expect(await tell(text)).toEqual({ grants: 4, accounts: 7, why: [] });
});

test.each([
  [
    'a key that stands twice',
    '  Exclusions: [prod]\n  Target: [dev]\n  Exclusions: []',
    /^a\.yaml:7 .* is defined twice/,
  ],
  ['a quote without its end', '  Target: ["dev]', /^a\.yaml:\d+: is not valid YAML/],
  ['a tab as indent', '\tTarget: [dev]', /^a\.yaml:5: is not valid YAML/],
])('%s is refused', async (_what, rest, message) => {
  workplace = createWorkplace({ 'a.yaml': assigned(rest) });
  expect(await refusal(workplace, 'pipeline')).toMatch(message);
});

test.each([
  [
    '"PermissionBoundary": { "PolicyType": "Own", "Policy": "x" }',
    '"own" is no type of policy that this program knows: AWS or Customer.',
  ],
  ['"PermissionBoundary": { "Policy": "x" }', 'It has no PolicyType, so nothing is made of it.'],
  [
    '"AwsPermissionBoundaryArn": "ReadOnlyAccess", "CustomerPermissionBoundary": { "Name": "x" }',
    'It has several permissions boundaries, and can have one.',
  ],
  ['"AwsPermissionBoundaryArn": ""', 'It is no permissions boundary that can be read.'],
])('a boundary that is not understood is to be filled in: %s', async (boundary, reason) => {
  const { why } = await tell(assigned('  Target: [dev]'), {
    'set.json': `{ "Name": "Builder", "ManagedPolicies": ["PowerUserAccess"], ${boundary} }`,
  });
  expect(why).toEqual([`set.json:1 ${reason}`]);
  expect(readFileSync(join(workplace.config, 'prod/permission-sets.yaml'), 'utf8')).toContain('FILL-IN');
});
