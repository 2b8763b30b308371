import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { federation } from './federation.js';

const cwd = mkdtempSync(join(tmpdir(), 'convert-cli-'));
afterAll(() => rmSync(cwd, { recursive: true }));

writeFileSync(
  join(cwd, 'terraform.tfvars'),
  `permission_sets = { ReadOnly = { aws_managed_policies = ["arn:aws:iam::aws:policy/ReadOnlyAccess"] } }
account_assignments = {
  all = { principal_name = "Everybody", principal_type = "GROUP", permission_sets = ["ReadOnly"], account_ids = ["111122223333", "Shop"] }
}
`,
);

test('convert says what it wrote, what is to be filled in, and what comes next; then it writes over nothing', async () => {
  const { code, stdout } = await federation(['convert', 'prod', 'terraform.tfvars', '--from', 'aws-ia'], {
    cwd,
  });
  expect(code).toBe(0);
  expect(stdout).toBe(`Written:
  config/prod.yaml
  config/prod/accounts.yaml
  config/prod/groups.yaml
  config/prod/permission-sets.yaml
  config/prod/access.yaml

2 accounts, 1 group, 0 users, 1 permission set; 1 access line for 2 grants.

To fill in:
  config/prod.yaml:13 state: <FILL-IN> # FILL-IN: one backend for Terraform’s state, such as s3
  config/prod.yaml:16 tenantId: <FILL-IN> # FILL-IN: the Entra tenant’s id
  config/prod.yaml:18 displayName: <FILL-IN> # FILL-IN: the enterprise application’s name in Entra
  config/prod.yaml:19 certificates: <FILL-IN> # FILL-IN: its signing certificates, by handles of your choice
  config/prod.yaml:20 activeCertificate: <FILL-IN> # FILL-IN: the handle of the one that signs
  config/prod.yaml:24 region: <FILL-IN> # FILL-IN: the primary Region of IAM Identity Center
  config/prod.yaml:26 account: <FILL-IN> # FILL-IN: the id of the account to run in
  config/prod.yaml:27 kind: <FILL-IN> # FILL-IN: management or delegated
  config/prod.yaml:29 metadata: prod/aws-saml-metadata.xml # FILL-IN: save AWS’s service-provider SAML metadata there
  config/prod.yaml:30 portalUrl: <FILL-IN> # FILL-IN: the access portal’s address
  config/prod/accounts.yaml:4 shop: { id: <FILL-IN>, name: Shop }

Next: fill in what is missing, then federation check prod. Nothing in the clouds was read or changed.
`);
  const again = await federation(['convert', 'prod', 'terraform.tfvars', '--from', 'aws-ia', '--json'], {
    cwd,
  });
  expect(again.code).toBe(1);
  expect(JSON.parse(again.stdout)).toEqual({
    error: {
      kind: 'user',
      message:
        'config/prod.yaml and config/prod stand there already. Nothing was written. Name another environment, or another folder with --config.',
    },
  });
  const other = await federation(
    ['convert', 'test', '.', '--from', 'aws-ia', '--json', '--config', 'other'],
    { cwd },
  );
  expect(JSON.parse(other.stdout)).toMatchObject({
    environment: 'test',
    counts: { accounts: 2, groups: 1, users: 0, permissionSets: 1, accessLines: 1, grants: 2 },
    files: [
      'other/test.yaml',
      'other/test/accounts.yaml',
      'other/test/groups.yaml',
      'other/test/permission-sets.yaml',
      'other/test/access.yaml',
    ],
    unexpressed: [],
  });
  expect(readdirSync(join(cwd, 'other'))).toEqual(['test', 'test.yaml']);
});

test('a format that it doesn’t know is refused with those that it knows', async () => {
  const { code, stderr } = await federation(['convert', 'prod', 'x', '--from', 'pulumi'], { cwd });
  expect(code).toBe(1);
  expect(stderr).toContain('Allowed choices are aws-ia, cloudposse, pipeline, lza.');
});
