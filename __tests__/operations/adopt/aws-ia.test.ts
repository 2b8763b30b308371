import { existsSync, readdirSync, readFileSync } from 'node:fs';
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
} from './conversions.js';

const MAIN = `locals {
  shop  = "111122223333"
  books = ["444455556666", local.shop]
}

data "aws_iam_policy_document" "buckets" {
  statement {
    sid       = "OwnBuckets"
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["arn:aws:s3:::acme-&{aws:PrincipalTag/Team}/*"]
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["true"]
    }
  }
}

module "identity_center" {
  source  = "aws-ia/iam-identity-center/aws"
  version = "1.0.2"

  sso_groups = {
    Support : { group_name = "Support", group_description = "Helps customers" }
  }
  existing_sso_groups = {
    Developers : { group_name = "AWS Developers" }
  }

  permission_sets = {
    Developer = {
      description               = "Builds things"
      session_duration          = "PT8H"
      relay_state               = "https://eu-west-1.console.aws.amazon.com/"
      aws_managed_policies      = ["arn:aws:iam::aws:policy/PowerUserAccess", "arn:aws:iam::aws:policy/job-function/Billing"]
      customer_managed_policies = ["Guardrails"]
      inline_policy             = data.aws_iam_policy_document.buckets.json
      permissions_boundary = {
        customer_managed_policy_reference = { name = "Boundary", path = "/limits/" }
      }
      tags = { owner = "platform" }
    }
    ReadOnly = {
      aws_managed_policies = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
      inline_policy        = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "s3:*", Resource = "$\${aws:x}" }] })
    }
    Secret = {
      aws_managed_policies = [aws_iam_policy.mine.arn]
      ttl                  = 5
    }
  }

  account_assignments = {
    developers = {
      principal_name  = "AWS Developers"
      principal_type  = "GROUP"
      principal_idp   = "EXTERNAL"
      permission_sets = ["Developer", "ReadOnly"]
      account_ids     = local.books
    }
    support = {
      principal_name  = "Support"
      principal_type  = "GROUP"
      principal_idp   = "INTERNAL"
      permission_sets = ["ReadOnly"]
      account_ids     = ["Shop Production", var.books_account]
    }
    pat = {
      principal_name  = "pat@acme.example"
      principal_type  = "USER"
      principal_idp   = "EXTERNAL"
      permission_sets = ["AWSAdministratorAccess"]
      account_ids     = [local.shop, aws_organizations_account.new.id]
    }
  }

  sso_instance_access_control_attributes = [
    { attribute_name = "CostCenter", source = ["$\${path:enterprise.costCenter}"] }
  ]
  sso_applications = { Wiki = { name = "Wiki" } }
}
`;
const TFVARS = 'books_account = "444455556666"\n';

let workplace: Workplace;
afterEach(() => workplace.remove());

test('the module’s block becomes a config that gives what it gave', async () => {
  workplace = createWorkplace({ 'main.tf': MAIN, 'terraform.tfvars': TFVARS });
  const { unexpressed, counts } = await convertAll(workplace, 'aws-ia');
  expect(counts).toEqual({ accounts: 3, groups: 2, users: 1, permissionSets: 4, accessLines: 3, grants: 7 });
  expect(unexpressed.map(({ what, where, why }) => `${short(where)} ${what}: ${why}`)).toEqual([
    'main.tf:49 module.identity_center[0].permission_sets.Secret.ttl: This program doesn’t know "ttl" here, so nothing is made of it.',
    'main.tf:48 module.identity_center[0].permission_sets.Secret.aws_managed_policies[0]: Its value is not in the files: "${aws_iam_policy.mine.arn}". Write it out, or name the file that has it too.',
    'main.tf:73 module.identity_center[0].account_assignments.pat.account_ids[1]: Its value is not in the files: "${aws_organizations_account.new.id}". Write it out, or name the file that has it too.',
    'main.tf:80 module.identity_center[0].sso_applications.Wiki: The config is about access to AWS accounts, not to applications.',
    'main.tf:24 module.identity_center[0].sso_groups.Support: The module makes this group in Identity Center. Here groups come from Entra: there must be one of that name.',
  ]);
  fill(workplace, {
    'prod/accounts.yaml': (text) => text.replace('<FILL-IN>', "'777788889999'"),
    'prod/permission-sets.yaml': (text) => text.replaceAll('[<FILL-IN>]', '[AdministratorAccess]'),
  });
  const environment = load(workplace);
  expect(grantsOf(environment)).toEqual([
    'group AWS Developers: Developer in 111122223333',
    'group AWS Developers: Developer in 444455556666',
    'group AWS Developers: ReadOnly in 111122223333',
    'group AWS Developers: ReadOnly in 444455556666',
    'group Support: ReadOnly in 444455556666',
    'group Support: ReadOnly in 777788889999',
    'user pat@acme.example: AWSAdministratorAccess in 111122223333',
  ]);
  const { Developer } = environment.config.permissionSets;
  expect(Developer).toMatchObject({
    description: 'Builds things',
    session: 'PT8H',
    relayState: 'https://eu-west-1.console.aws.amazon.com/',
    policies: ['PowerUserAccess', 'job-function/Billing', { customer: 'Guardrails' }],
    boundary: { customer: 'Boundary', path: '/limits/' },
    tags: { owner: 'platform' },
  });
  expect(JSON.parse(environment.inlinePolicies['Developer'] ?? '')).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'OwnBuckets',
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:PutObject'],
        Resource: ['arn:aws:s3:::acme-${aws:PrincipalTag/Team}/*'],
        Condition: { Bool: { 'aws:SecureTransport': ['true'] } },
      },
    ],
  });
  expect(JSON.parse(environment.inlinePolicies['ReadOnly'] ?? '')).toMatchObject({
    Statement: [{ Resource: '${aws:x}' }],
  });
  expect(environment.config.aws.identityCenter.attributes).toEqual({
    CostCenter: '${path:enterprise.costCenter}',
  });
});

test('principals are keys of the module’s groups and users: grants are those of the names there', async () => {
  const assign = (name: string, type: string, idp: string) =>
    `{ principal_name = "${name}", principal_type = "${type}", principal_idp = "${idp}", permission_sets = ["ReadOnly"], account_ids = ["111122223333"] }`;
  workplace = createWorkplace({
    'terraform.tfvars': `permission_sets = { ReadOnly = { aws_managed_policies = ["arn:aws:iam::aws:policy/ReadOnlyAccess"] } }
existing_sso_groups = { devs = { group_name = "AWS Developers" }, both = { group_name = "Found" } }
sso_groups          = { help = { group_name = "Support", group_description = "a" }, both = { group_name = "Made" } }
existing_sso_users  = { pat = { user_name = "pat@acme.example" } }
sso_users           = { kim = { user_name = "kim@acme.example" } }
account_assignments = {
  a = ${assign('devs', 'GROUP', 'EXTERNAL')}
  b = ${assign('help', 'GROUP', 'INTERNAL')}
  c = ${assign('both', 'GROUP', 'EXTERNAL')}
  d = ${assign('both', 'GROUP', 'INTERNAL')}
  e = ${assign('pat', 'USER', 'EXTERNAL')}
  f = ${assign('kim', 'USER', 'INTERNAL')}
  g = ${assign('Elsewhere', 'GROUP', 'EXTERNAL')}
}
`,
  });
  await convertAll(workplace, 'aws-ia');
  fill(workplace);
  expect(grantsOf(load(workplace))).toEqual(
    [
      'group AWS Developers',
      'group Elsewhere',
      'group Found',
      'group Made',
      'group Support',
      'user kim@acme.example',
      'user pat@acme.example',
    ].map((who) => `${who}: ReadOnly in 111122223333`),
  );
});

test('a principal whose name is not in the files gets nothing, and is told', async () => {
  workplace = createWorkplace({
    'main.tf': `module "m" {
  source = "aws-ia/iam-identity-center/aws"
  permission_sets = { ReadOnly = { description = "a" } }
  existing_sso_groups = { devs = { group_name = data.x.y.name } }
  account_assignments = {
    a = { principal_name = "devs", principal_type = "GROUP", permission_sets = ["ReadOnly"], account_ids = ["111122223333"] }
  }
}
`,
  });
  const { unexpressed, counts } = await convertAll(workplace, 'aws-ia');
  expect(counts.grants).toBe(0);
  expect(unexpressed.map(({ why }) => why)).toEqual([
    'Its value is not in the files: "${data.x.y.name}". Write it out, or name the file that has it too.',
  ]);
});

test('what is missing is marked, and check tells each with file and line', async () => {
  workplace = createWorkplace({ 'main.tf': MAIN, 'terraform.tfvars': TFVARS });
  const { placeholders } = await convertAll(workplace, 'aws-ia');
  const errors = problemsOf(workplace)
    .split('\n')
    .flatMap((line) => (line.includes(': warning: ') ? [] : (/^(\S+:\d+) /.exec(line) ?? []).slice(1)));
  const marked = placeholders.map(({ file, line }) => short(`${file}:${line}`));
  expect(errors).toEqual(marked);
  expect(placeholders.map(({ text }) => text)).toEqual([
    'state: <FILL-IN> # FILL-IN: one backend for Terraform’s state, such as s3',
    'tenantId: <FILL-IN> # FILL-IN: the Entra tenant’s id',
    'displayName: <FILL-IN> # FILL-IN: the enterprise application’s name in Entra',
    'certificates: <FILL-IN> # FILL-IN: its signing certificates, by handles of your choice',
    'activeCertificate: <FILL-IN> # FILL-IN: the handle of the one that signs',
    'region: <FILL-IN> # FILL-IN: the primary Region of IAM Identity Center',
    'account: <FILL-IN> # FILL-IN: the id of the account to run in',
    'kind: <FILL-IN> # FILL-IN: management or delegated',
    'metadata: prod/aws-saml-metadata.xml # FILL-IN: save AWS’s service-provider SAML metadata there',
    'portalUrl: <FILL-IN> # FILL-IN: the access portal’s address',
    'shop-production: { id: <FILL-IN>, name: Shop Production }',
    'policies: [<FILL-IN>] # FILL-IN: it is assigned, and what it holds is not in these files',
    'policies: [<FILL-IN>] # FILL-IN: part of it could not be read: the environment’s file says which',
  ]);
});

test('access lines and permission sets are written as a person would', async () => {
  workplace = createWorkplace({ 'main.tf': MAIN, 'terraform.tfvars': TFVARS });
  await convertAll(workplace, 'aws-ia');
  const read = (name: string) => readFileSync(join(workplace.config, name), 'utf8');
  expect(read('prod/access.yaml')).toBe(`access:
  - groups: [aws-developers]
    permissionSets: [Developer, ReadOnly]
    accounts: [account-111122223333, account-444455556666]
  - { groups: [support], permissionSets: [ReadOnly], accounts: [account-444455556666, shop-production] }
  - { users: [pat], permissionSets: [AWSAdministratorAccess], accounts: [account-111122223333] }
`);
  expect(read('prod/permission-sets.yaml')).toContain(`
  Developer:
    description: Builds things
    session: PT8H
    relayState: https://eu-west-1.console.aws.amazon.com/
    tags: { owner: platform }
    policies: [PowerUserAccess, job-function/Billing, { customer: Guardrails }]
    boundary: { customer: Boundary, path: /limits/ }
    inline: policies/Developer.json
`);
});

test('accounts that are known beside give their handles, and units where they fit', async () => {
  workplace = createWorkplace({
    'terraform.tfvars': `permission_sets = { ReadOnly = { aws_managed_policies = ["ReadOnlyAccess"] } }
account_assignments = {
  all = { principal_name = "All", principal_type = "GROUP", permission_sets = ["ReadOnly"], account_ids = ["111122223333", "shop-dev"] }
}
`,
    'known.yaml': `aws:
  accounts:
    root: { id: '000000000001', management: true }
    shop: { id: '111122223333', ou: /Shops }
    shop-dev: { id: '444455556666', ou: /Shops }
    audit: { id: '777788889999', ou: /Security }
`,
  });
  await convertAll(workplace, 'aws-ia', 'known.yaml');
  expect(readFileSync(join(workplace.config, 'prod/access.yaml'), 'utf8')).toBe(
    "access:\n  - { groups: [all], permissionSets: [ReadOnly], accounts: ['ou:/Shops'] }\n",
  );
});

describe('what is refused, with nothing written', () => {
  const tell = async (files: Record<string, string>, accounts?: string) => {
    workplace = createWorkplace(files);
    const told = await refusal(workplace, 'aws-ia', accounts);
    expect(existsSync(workplace.config)).toBe(false);
    return told;
  };

  test('a file that is no HCL, with its line', async () => {
    expect(await tell({ 'main.tf': 'module "a" {\n  x = \n}\n' })).toBe(
      'main.tf:2: is not valid HCL: Invalid expression; Expected the start of an expression, but found an invalid expression token.\n\n1 error.',
    );
    expect(await tell({ 'a.tfvars': 'x = {\n  a = "b\n}\n' })).toMatch(
      /^a\.tfvars:2: is not valid HCL: Invalid multi-line string/,
    );
  });

  test('files of something else, or none', async () => {
    expect(await tell({ 'main.tf': 'locals {\n  a = 1\n}\n' })).toMatch(
      /^None of these files has inputs of this module: neither a module block with its source, nor a \.tfvars file with permission_sets/,
    );
    expect(await tell({ 'readme.txt': '' })).toMatch(
      /^No file there ends in \.tf or \.tf\.json or \.tfvars or \.tfvars\.json: /,
    );
  });

  test('what is nested too deeply, or too long', async () => {
    expect(await tell({ 'a.tfvars': `x = ${'['.repeat(5_000)}${']'.repeat(5_000)}\n` })).toBe(
      'a.tfvars:1: is nested deeper than 100 levels.\n\n1 error.',
    );
    expect(await tell({ 'a.tfvars': `x = "${'a'.repeat(3_000_000)}"\n` })).toBe(
      'a.tfvars has 3000007 bytes; this program reads 2048 KiB at most.',
    );
  });

  test('a file of accounts that is none', async () => {
    const told = await tell(
      { 'a.tfvars': 'x = 1\n', 'known.yaml': 'aws:\n  accounts:\n    a: { id: 12 }\n' },
      'known.yaml',
    );
    expect(told).toMatch(/^known\.yaml:3 aws\.accounts\.a\.id: is not a string of 12 digits/);
  });
});

test('Terraform’s JSON is read as its HCL is', async () => {
  const document = {
    statement: [{ actions: ['s3:*'], resources: ['arn:aws:s3:::&{aws:PrincipalTag/Team}'] }],
  };
  const main = {
    '//': { metadata: { version: '0.21.0' } },
    locals: [{ shop: '111122223333' }],
    variable: { books: { default: '444455556666' } },
    data: { aws_iam_policy_document: { own: document } },
    module: {
      center: {
        source: 'aws-ia/iam-identity-center/aws',
        permission_sets: {
          Own: { inline_policy: '${data.aws_iam_policy_document.own.json}', description: 'Costs $${x}' },
        },
        account_assignments: {
          own: {
            principal_name: 'Owners',
            principal_type: 'GROUP',
            permission_sets: ['Own'],
            account_ids: ['${local.shop}', '${var.books}', '${aws_organizations_account.new.id}'],
          },
        },
      },
    },
  };
  workplace = createWorkplace({ 'main.tf.json': JSON.stringify(main, null, '\t') });
  const { unexpressed } = await convertAll(workplace, 'aws-ia');
  expect(unexpressed.map(({ where, why }) => `${short(where)} ${why}`)).toEqual([
    'main.tf.json:52 Its value is not in the files: "${aws_organizations_account.new.id}". Write it out, or name the file that has it too.',
  ]);
  fill(workplace);
  const environment = load(workplace);
  expect(grantsOf(environment)).toEqual([
    'group Owners: Own in 111122223333',
    'group Owners: Own in 444455556666',
  ]);
  expect(environment.config.permissionSets['Own']?.description).toBe('Costs ${x}');
  expect(environment.inlinePolicies['Own']).toContain('"arn:aws:s3:::${aws:PrincipalTag/Team}"');
});

test('references that lead in a circle are told, and stop nothing', async () => {
  workplace = createWorkplace({
    'a.tf':
      'locals {\n  a = local.b\n  b = local.a\n}\nmodule "m" {\n  source = "aws-ia/iam-identity-center/aws"\n  permission_sets = local.a\n}\n',
  });
  const { unexpressed } = await convertAll(workplace, 'aws-ia');
  expect(unexpressed.map(({ why }) => why)).toEqual([
    'Its value is not in the files: "${local.b}". Write it out, or name the file that has it too.',
  ]);
});

test('an environment that is there already is not written over', async () => {
  workplace = createWorkplace({ 'main.tf': MAIN });
  await convertAll(workplace, 'aws-ia');
  const before = readFileSync(join(workplace.config, 'prod.yaml'), 'utf8');
  expect(await refusal(workplace, 'aws-ia')).toBe(
    'prod.yaml and prod stand there already. Nothing was written. Name another environment, or another folder with --config.',
  );
  expect(readFileSync(join(workplace.config, 'prod.yaml'), 'utf8')).toBe(before);
  expect(readdirSync(workplace.config)).toEqual(['prod', 'prod.yaml']);
});

describe('what is not understood whole gives nothing', () => {
  const assignment = (rest: string) =>
    `principal_name = "devs", principal_type = "GROUP", permission_sets = ["ReadOnly"], account_ids = ["111122223333"], ${rest}`;
  const block = (inputs: string, rest = '') => `module "m" {
  source = "aws-ia/iam-identity-center/aws"
  permission_sets = { ReadOnly = { aws_managed_policies = ["ReadOnlyAccess"] } }
  ${inputs}
  account_assignments = { a = { ${assignment(rest)} } }
}
`;
  const UNKNOWN = (value: string) =>
    `Its value is not in the files: "${value}". Write it out, or name the file that has it too.`;

  test.each([
    [
      'a block that may stand for none',
      block('count = var.on ? 1 : 0'),
      [
        UNKNOWN('${var.on ? 1 : 0}'),
        'How many of this module there are by its count, and of what, is not known: nothing is made of the whole block.',
      ],
    ],
    [
      'a block that stands for several',
      block('for_each = { x = 1 }'),
      [
        'How many of this module there are by its for_each, and of what, is not known: nothing is made of the whole block.',
      ],
    ],
    [
      'an assignment with a key that nobody knows',
      block('', 'condition = "x"'),
      [
        'This program doesn’t know "condition" here, and it may say who or where is not meant: nothing is made of what has it.',
      ],
    ],
    ['whose principal it is', block('', 'principal_idp = data.x.y.z'), [UNKNOWN('${data.x.y.z}')]],
    [
      'groups that are not known',
      block('existing_sso_groups = data.x.y.z'),
      [
        'It names "devs", and what existing_sso_groups has is not known: nothing is made of it.',
        UNKNOWN('${data.x.y.z}'),
      ],
    ],
    [
      'groups of which a key is not known',
      block('existing_sso_groups = { (data.x.y.z) = { group_name = "Others" } }'),
      [
        'It names "devs", and what existing_sso_groups has is not known: nothing is made of it.',
        UNKNOWN('${data.x.y.z}'),
      ],
    ],
  ])('%s', async (_what, main, why) => {
    workplace = createWorkplace({ 'main.tf': main });
    const { counts, unexpressed } = await convertAll(workplace, 'aws-ia');
    expect(counts.grants).toBe(0);
    expect(unexpressed.map((each) => each.why)).toEqual(why);
  });

  test('a value that several files give, as those of several environments do', async () => {
    workplace = createWorkplace({
      'main.tf': block('').replace('["111122223333"]', 'var.accounts'),
      'dev/a.tfvars': 'accounts = ["111122223333"]\n',
      'prod/a.tfvars': 'accounts = ["444455556666"]\n',
    });
    const { counts, unexpressed } = await convertAll(workplace, 'aws-ia');
    expect(counts.grants).toBe(0);
    expect(unexpressed.map(({ why }) => why)).toEqual([
      'Its value stands in several places: "accounts". Write it out, or convert with one of the files that have it.',
    ]);
  });

  test.each([
    ['an effect', 'effect = var.effect'],
    ['a condition', 'condition {\n test = "Bool"\n variable = var.x\n values = ["true"]\n }'],
    [
      'a condition’s argument',
      'condition {\n test = "Bool"\n variable = "x"\n values = ["true"]\n unless = 1\n }',
    ],
  ])('a policy document of which %s is not known', async (_what, statement) => {
    workplace = createWorkplace({
      'main.tf': `${block('').replace('["ReadOnlyAccess"] }', '["ReadOnlyAccess"], inline_policy = data.aws_iam_policy_document.p.json }')}
data "aws_iam_policy_document" "p" {
  statement {
    actions   = ["*"]
    resources = ["*"]
    ${statement}
  }
}
`,
    });
    const { unexpressed } = await convertAll(workplace, 'aws-ia');
    expect(unexpressed.map(({ why }) => why)).toEqual([UNKNOWN('${data.aws_iam_policy_document.p.json}')]);
    expect(problemsOf(workplace)).toContain('permissionSets.ReadOnly.policies');
  });
});

test('assignments name permission sets that are found by their keys, and a block with count = 1 is one', async () => {
  workplace = createWorkplace({
    'main.tf': `module "m" {
  source = "aws-ia/iam-identity-center/aws"
  count  = 1
  existing_permission_sets = { ro = { permission_set_name = "AWSReadOnlyAccess" } }
  account_assignments = {
    a = { principal_name = "Devs", principal_type = "GROUP", permission_sets = ["ro"], account_ids = ["111122223333"] }
  }
}
`,
  });
  await convertAll(workplace, 'aws-ia');
  expect(readFileSync(join(workplace.config, 'prod/access.yaml'), 'utf8')).toBe(
    'access:\n  - { groups: [devs], permissionSets: [AWSReadOnlyAccess], accounts: [account-111122223333] }\n',
  );
});
