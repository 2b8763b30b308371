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
