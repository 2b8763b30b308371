import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  convertAll,
  createWorkplace,
  fill,
  grantsOf,
  load,
  problemsOf,
  refusal,
  short,
  type Workplace,
  writeDeployer,
} from './conversions.js';

let workplace: Workplace;
afterEach(() => workplace.remove());

const STACK = `
teams:
  cloud: &cloud
    Cloud Team:
      permission_sets: [AdministratorAccess]

components:
  terraform:
    vpc:
      vars: { cidr: 10.0.0.0/16 }
    aws-sso:
      vars:
        enabled: true
        groups: [Cloud Team]
        session_duration: PT4H
        account_map:
          full_account_map: { core-root: "000000000012", plat-dev: "333344445555" }
          root_account_account_name: core-root
        account_assignments:
          core-root:
            groups:
              Finance:
                permission_sets: [BillingReadOnly]
              <<: *cloud
          plat-dev:
            groups:
              <<: *cloud
            users:
              pat@acme.example:
                permission_sets: [ReadOnlyAccess]
          plat-new:
            groups:
              <<: *cloud
`;
const SETS = `locals {
  administrator_access_permission_set = [{
    name                                = "AdministratorAccess",
    description                         = "Everything",
    relay_state                         = "",
    session_duration                    = "",
    tags                                = {},
    inline_policy                       = ""
    policy_attachments                  = ["arn:\${local.aws_partition}:iam::aws:policy/AdministratorAccess"]
    customer_managed_policy_attachments = [{ name = "Extra", path = "/own/" }]
  }]
  billing_read_only_permission_set = {
    name                                = "BillingReadOnly"
    policy_attachments                  = ["arn:aws:iam::aws:policy/AWSBillingReadOnlyAccess"]
    customer_managed_policy_attachments = []
  }
}
`;

test('an Atmos stack and the component’s locals become a config that gives what they gave', async () => {
  workplace = createWorkplace({ 'stack.yaml': STACK, 'policies.tf': SETS });
  const { unexpressed } = await convertAll(workplace, 'cloudposse');
  expect(unexpressed.map(({ what, where, why }) => `${short(where)} ${what}: ${why}`)).toEqual([
    'stack.yaml:14 components.terraform.aws-sso.vars.groups[0]: The component makes this group in Identity Center. Here groups come from Entra: there must be one of that name.',
    'stack.yaml:15 components.terraform.aws-sso.vars.session_duration: This program doesn’t know this input, so nothing is made of it.',
    'stack.yaml:4 group "Cloud Team": AdministratorAccess in core-root: The permission set serves other accounts too, and here the management account has permission sets of its own: define another one for it. Until then this assignment stays as it is, outside the config.',
  ]);
  fill(workplace, {
    'prod/accounts.yaml': (text) => text.replace('<FILL-IN>', "'777788889999'"),
    'prod/permission-sets.yaml': (text) => text.replace('[<FILL-IN>]', '[ReadOnlyAccess]'),
  });
  writeDeployer(workplace, '000000000012', 'management');
  const environment = load(workplace);
  expect(grantsOf(environment)).toEqual([
    'group Cloud Team: AdministratorAccess in 333344445555',
    'group Cloud Team: AdministratorAccess in 777788889999',
    'group Finance: BillingReadOnly in 000000000012',
    'user pat@acme.example: ReadOnlyAccess in 333344445555',
  ]);
  expect(environment.config.permissionSets['AdministratorAccess']).toMatchObject({
    description: 'Everything',
    policies: ['AdministratorAccess', { customer: 'Extra', path: '/own/' }],
  });
});

test('the modules’ lists are read from blocks and from .tfvars files', async () => {
  workplace = createWorkplace({
    'main.tf': `module "sets" {
  source = "github.com/cloudposse/terraform-aws-sso//modules/permission-sets?ref=1.2.0"
  permission_sets = [
    { name = "Auditor", policy_attachments = ["arn:aws:iam::aws:policy/SecurityAudit"], inline_policy = "{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[]}" },
  ]
}
module "assignments" {
  source              = "cloudposse/sso/aws//modules/account-assignments"
  account_assignments = var.assignments
}
`,
    'main.auto.tfvars': `assignments = [
  { account = "111122223333", permission_set_name = "Auditor", permission_set_arn = "x", principal_type = "GROUP", principal_name = "Auditors" },
  { account = "444455556666", permission_set_name = "Auditor", permission_set_arn = "x", principal_type = "USER", principal_name = "sam@acme.example" },
]
`,
  });
  expect((await convertAll(workplace, 'cloudposse')).unexpressed).toEqual([]);
  fill(workplace);
  const environment = load(workplace);
  expect(grantsOf(environment)).toEqual([
    'group Auditors: Auditor in 111122223333',
    'user sam@acme.example: Auditor in 444455556666',
  ]);
  expect(environment.inlinePolicies['Auditor']).toBe('{\n  "Version": "2012-10-17",\n  "Statement": []\n}\n');
});

test('a component that is switched off gives nothing, and that is told', async () => {
  workplace = createWorkplace({ 'stack.yaml': STACK.replace('enabled: true', 'enabled: false') });
  const { counts, unexpressed } = await convertAll(workplace, 'cloudposse');
  expect(counts).toMatchObject({ accounts: 0, grants: 0 });
  expect(unexpressed.map(({ why }) => why)).toEqual([
    'It is switched off, so nothing is made of what stands beside it.',
  ]);
});

test('files without such inputs are refused', async () => {
  workplace = createWorkplace({ 'main.tf': 'module "vpc" {\n  source = "acme/vpc/aws"\n}\n' });
  expect(await refusal(workplace, 'cloudposse')).toBe(
    'None of these files has inputs of these modules: neither a module block with its source, nor a .tfvars file with permission_sets, account_assignments.',
  );
});

const tell = async (files: Record<string, string>, accounts?: string) => {
  workplace = createWorkplace(files);
  const { counts, unexpressed } = await convertAll(workplace, 'cloudposse', accounts);
  return { grants: counts.grants, why: unexpressed.map(({ where, why }) => `${short(where)} ${why}`) };
};

const list = (principal: string, account = '"111122223333"') => `module "assignments" {
  source = "cloudposse/sso/aws//modules/account-assignments"
  account_assignments = [
    { account = ${account}, permission_set_name = "Auditor", permission_set_arn = "x", principal_type = "GROUP", ${principal} }
  ]
}
`;

test.each([
  ['principal_name = null', 'It has no principal_name, so nothing is made of it.'],
  ['principal_name = ""', 'It has no principal_name, so nothing is made of it.'],
  [
    'principal_name = "A", condition = "x"',
    'This program doesn’t know "condition" here, and it may say who or where is not meant: nothing is made of what has it.',
  ],
])('an assignment of the list with %s gives nothing', async (principal, reason) => {
  const { grants, why } = await tell({ 'main.tf': list(principal) });
  expect(grants).toBe(0);
  expect(why.map((each) => each.replace(/^\S+ /, ''))).toEqual([reason]);
});

test('a component whose switch is not known, or that Atmos does not deploy, gives nothing', async () => {
  const unknown = await tell({ 'stack.yaml': STACK.replace('enabled: true', 'enabled: "{{ .x }}"') });
  expect(unknown).toEqual({
    grants: 0,
    why: [
      'stack.yaml:13 Whether it is switched on is not known, so nothing is made of what stands beside it.',
    ],
  });
  workplace.remove();
  for (const metadata of ['type: abstract', 'enabled: false']) {
    const stack = STACK.replace('    aws-sso:\n', `    aws-sso:\n      metadata: { ${metadata} }\n`);
    expect(await tell({ 'stack.yaml': stack, 'policies.tf': SETS })).toEqual({
      grants: 0,
      why: [
        'stack.yaml:20 Its metadata says that this component is not deployed itself, so nothing is made of it.',
      ],
    });
    workplace.remove();
  }
  workplace = createWorkplace({});
});

test('a key beside an account’s groups and users, or a group’s permission sets, leaves those out', async () => {
  const stack = STACK.replace(
    '            users:\n',
    '            except: [x]\n            users:\n',
  ).replace(
    'permission_sets: [BillingReadOnly]',
    'permission_sets: [BillingReadOnly]\n                when: x',
  );
  const { grants, why } = await tell({ 'stack.yaml': stack });
  expect(grants).toBe(1);
  expect(why.filter((each) => each.includes('who or where'))).toEqual(
    [
      'stack.yaml:24 This program doesn’t know "when"',
      'stack.yaml:29 This program doesn’t know "except"',
    ].map(
      (each) => `${each} here, and it may say who or where is not meant: nothing is made of what has it.`,
    ),
  );
});

test('a permission set that is defined twice is to be filled in', async () => {
  const { why } = await tell({
    'main.tf': `${list('principal_name = "A"')}module "sets" {
  source = "cloudposse/sso/aws//modules/permission-sets"
  permission_sets = [
    { name = "Auditor", policy_attachments = ["AdministratorAccess"] },
    { name = "Auditor", policy_attachments = ["SecurityAudit"] },
  ]
}
`,
  });
  expect(why.map((each) => each.replace(/^\S+ /, ''))).toEqual([
    'The permission set "Auditor" is defined twice: the first one holds.',
  ]);
  expect(problemsOf(workplace)).toContain('permissionSets.Auditor.policies');
});

test('an account map keeps what is known of an account, and a name that stands for two accounts is neither', async () => {
  const known = `aws:
  accounts:
    root: { id: '000000000012', management: true }
    platform: { id: '333344445555', ou: /Platform }
    other: { id: '666677778888', name: plat-new, ou: /Other }
`;
  const map = STACK.replace('"333344445555" }', '"333344445555", plat-new: "999900001111" }');
  const { grants, why } = await tell(
    { 'stack.yaml': map, 'policies.tf': SETS, '../known.yaml': known },
    '../known.yaml',
  );
  expect(grants).toBe(3);
  expect(why).toContain('stack.yaml:31 Several accounts are called "plat-new": write the id.');
  expect(readFileSync(join(workplace.config, 'prod/accounts.yaml'), 'utf8')).toContain(
    "platform: { id: '333344445555', ou: /Platform }",
  );
});
