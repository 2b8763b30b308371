import type { Environment } from '../../../model/environment.js';
import { explainDiagnostic } from '../../../operations/explain/explain-diagnostic.js';
import type { Diagnostic } from '../../../operations/terraform-message.js';
import { loadSandboxEnvironment } from '../sandbox-environment.js';

const provisioned = loadSandboxEnvironment();
/** The same where provisioning is set up elsewhere. */
const environment: Environment = {
  ...provisioned,
  config: { ...provisioned.config, entra: { ...provisioned.config.entra, provisioning: 'existing' } },
};
const terraform = 'terraform -chdir=cdktf.out/stacks/sandbox';

function explain(
  summary: string,
  { detail = '', address }: Partial<Diagnostic> = {},
  of: Environment = environment,
): string | undefined {
  return explainDiagnostic({ severity: 'error', summary, detail, address }, { environment: of, terraform });
}

describe('Terraform’s refusals in config words', () => {
  test('a group that isn’t in AWS', () => {
    expect(
      explain(
        'reading IdentityStore Group (d-9967000001): operation error identitystore: GetGroupId, https response error StatusCode: 400, RequestID: 1, ResourceNotFoundException: GROUP not found.',
        { address: 'data.aws_identitystore_group.group_payments-developers' },
      ),
    ).toBe(
      [
        'The group "AWS Payments Developers" (groups.payments-developers, config/sandbox/teams/payments.yaml:2) isn\'t in AWS yet, so it can\'t be given access there.',
        '  It gets there once it is assigned to the application and a provisioning cycle (every 40 minutes) has run.',
        '  To assign it without the rest: terraform -chdir=cdktf.out/stacks/sandbox apply -target=azuread_app_role_assignment.assigned_payments-developers',
        '  Plan again after the cycle. Until then, leave it out of `access`, unless it was only renamed: it would lose its grants.',
      ].join('\n'),
    );
  });

  test('a user who isn’t in AWS', () => {
    expect(
      explain('reading IdentityStore User (d-9967000001): ResourceNotFoundException: USER not found.', {
        address: 'data.aws_identitystore_user.user_external-auditor',
      }),
    ).toContain(
      'The user "pat.okafor@auditors.example" (users.external-auditor, config/sandbox/teams/security.yaml:6) isn\'t in AWS yet',
    );
  });

  test('a group that isn’t in AWS after all that was done to bring it', () => {
    expect(
      explain(
        'reading IdentityStore Group (d-9967000001): ResourceNotFoundException: GROUP not found.',
        { address: 'data.aws_identitystore_group.group_payments-developers' },
        provisioned,
      ),
    ).toBe(
      [
        'The group "AWS Payments Developers" (groups.payments-developers, config/sandbox/teams/payments.yaml:2) isn\'t in AWS, though it was provisioned on demand: Entra left it out, or AWS refused it.',
        '  Entra says why: Enterprise applications, "AWS IAM Identity Center", Provisioning logs.',
        '  If it says that it wasn’t assigned yet, lengthen entra.provisioning.wait. Then apply again.',
      ].join('\n'),
    );
  });

  test('a group that isn’t in Entra', () => {
    expect(
      explain("No group found matching specified filter (displayName eq 'AWS Finance')", {
        address: 'data.azuread_group.group_finance',
      }),
    ).toBe(
      [
        'The group "AWS Finance" (groups.finance, config/sandbox/teams/finance.yaml:2) isn\'t in Entra.',
        '  Correct its `name`, rename it in Entra first, or let this program make it with `managed`.',
      ].join('\n'),
    );
  });

  test('a group whose name several have in Entra', () => {
    expect(
      explain('More than one group found matching specified filter', {
        address: 'data.azuread_group.group_finance',
      }),
    ).toBe(
      [
        'There are several groups with the name of the group "AWS Finance" (groups.finance, config/sandbox/teams/finance.yaml:2) in Entra.',
        '  Say which one is meant with `objectId`.',
      ].join('\n'),
    );
  });

  test('a group whose handle was renamed, and whose name was the handle', () => {
    const groups = { ...environment.config.groups, finance: { renamedFrom: 'AWS Finance' } };
    const renamed = { ...environment, config: { ...environment.config, groups } } as Environment;
    const address = 'data.azuread_group.group_finance';
    expect(explain('No group found matching specified filter', { address }, renamed)).toMatch(
      / isn't in Entra\.\n {2}With its handle, its name changed too\. Where only the handle is to change, add `name: AWS Finance`, the name it has\.$/,
    );
  });

  test('a user who isn’t in Entra', () => {
    expect(
      explain('User with UPN "pat.okafor@auditors.example" was not found', {
        address: 'data.azuread_user.user_external-auditor',
      }),
    ).toBe(
      [
        'The user "pat.okafor@auditors.example" (users.external-auditor, config/sandbox/teams/security.yaml:6) isn\'t in Entra.',
        '  Correct its `userPrincipalName`.',
      ].join('\n'),
    );
  });

  test('an owner who isn’t in Entra', () => {
    expect(
      explain('User with UPN "tomas.lind@acme.example" was not found', {
        address: 'data.azuread_users.application-owners',
      }),
    ).toBe(
      [
        'Among the application’s owners (entra.application.owners, config/sandbox.yaml:21), "tomas.lind@acme.example" isn\'t in Entra.',
        '  Correct the user principal name.',
      ].join('\n'),
    );
  });

  test('a permission set that was renamed', () => {
    const detail =
      'Resource aws_ssoadmin_permission_set.permission-set_Administrator has lifecycle.prevent_destroy set, but the plan calls for this resource to be destroyed.';
    expect(explain('Instance cannot be destroyed', { detail })).toBe(
      [
        'This plan would destroy the permission set "AdministratorAccess" (permissionSets.Administrator, config/sandbox/permission-sets.yaml:2), which is protected.',
        "  AWS can't rename a permission set, and a new one would take away everyone's access in between. Undo the change of `name`;",
        '  or add a new permission set under a new handle, move the access lines to it, apply, and only then take the old one out.',
      ].join('\n'),
    );
  });

  test('a permission set whose handle was renamed, and with it its name', () => {
    const { config } = environment;
    const permissionSets = { Viewer: { ...config.permissionSets.ReadOnly, renamedFrom: 'ReadOnly' } };
    const detail =
      'Resource aws_ssoadmin_permission_set.permission-set_Viewer has lifecycle.prevent_destroy set, but the plan calls for this resource to be destroyed.';
    const diagnostic = { severity: 'error', summary: 'Instance cannot be destroyed', detail } as const;
    const renamed = { ...environment, config: { ...config, permissionSets } } as typeof environment;
    expect(explainDiagnostic(diagnostic, { environment: renamed, terraform })?.split('\n')[1]).toBe(
      "  With its handle, its name would change too, and AWS can't rename a permission set. Add `name: ReadOnly`, the name it has.",
    );
  });

  test('a certificate that was edited', () => {
    const detail =
      'Resource azuread_service_principal_token_signing_certificate.certificate_c2026 has lifecycle.prevent_destroy set, but the plan calls for this resource to be destroyed.';
    expect(explain('Instance cannot be destroyed', { detail })).toBe(
      [
        'This plan would destroy the certificate "c2026" (entra.application.certificates.c2026, config/sandbox.yaml:25), which is protected.',
        "  A signing certificate can't be edited: signing in would stop at once. Undo the change and add another certificate under a new",
        '  handle; retire the old one with `retired: true` once AWS trusts the new one.',
      ].join('\n'),
    );
  });

  test('an application of another tenant', () => {
    const detail =
      'Resource azuread_application.application has lifecycle.prevent_destroy set, but the plan calls for this resource to be destroyed.';
    expect(explain('Instance cannot be destroyed', { detail })).toBe(
      [
        'This plan would destroy the application (entra.application, config/sandbox.yaml:19), which is protected.',
        '  Another tenant or template needs another environment. Undo the change, or destroy the environment with: federation destroy',
      ].join('\n'),
    );
  });

  test('a state that someone has locked', () => {
    const detail = [
      'Error message: state locked',
      'Lock Info:',
      '  ID:        6f1b2c9e-7a54-4f0b-9d0e-2c6a4f1b8d31',
      '  Path:      ',
      '  Operation: OperationTypeApply',
      '  Who:       ada@build-7',
      '  Version:   1.11.4',
      '  Created:   2026-11-01 09:12:33.5 +0000 UTC',
      '  Info:      ',
    ].join('\n');
    expect(explain('Error acquiring the state lock', { detail })).toBe(
      [
        'The state is locked by ada@build-7 since 2026-11-01T09:12:33Z: an apply is under way. Nothing was changed here.',
        '  Wait until it is done. If it died, this shows the lock and removes it: federation state unlock sandbox',
      ].join('\n'),
    );
  });

  test('a state over HTTP that someone has locked: Lock Info is about the one who asks', () => {
    const detail = [
      'Error message: HTTP remote state already locked: ID=6f1b2c9e-7a54-4f0b-9d0e-2c6a4f1b8d31, held by ada@build-7 since 2026-11-01T09:12:33Z',
      'Lock Info:',
      '  ID:        19b796c6-f37f-f2b6-075e-a47ccfb077ca',
      '  Who:       me@here',
      '  Created:   2026-11-22 03:00:17.611482196 +0000 UTC',
    ].join('\n');
    const wayOn =
      'another plan or apply of this environment is under way. Nothing was changed here.\n  Wait until it is done. If it died, this shows the lock and removes it: federation state unlock sandbox';
    expect(explain('Error acquiring the state lock', { detail })).toBe(
      `The state is locked by ada@build-7 since 2026-11-01T09:12:33Z: ${wayOn}`,
    );
    const terse = detail.replace(/, held by .*/, '');
    expect(explain('Error acquiring the state lock', { detail: terse })).toBe(
      `The state is locked: ${wayOn}`,
    );
  });

  test('anything else says whom it is about', () => {
    expect(
      explain('creating SSO Account Assignment: AccessDeniedException', {
        address: 'aws_ssoadmin_account_assignment.access_finance_OrganizationBilling_210987650001',
      }),
    ).toBe(
      'The access of group "finance" with "OrganizationBilling" to account "management": creating SSO Account Assignment: AccessDeniedException',
    );
    expect(
      explain('reading IdentityStore Group (d-1): AccessDeniedException', {
        address: 'data.aws_identitystore_group.group_finance',
      }),
    ).toBe(
      'Group "AWS Finance" (groups.finance, config/sandbox/teams/finance.yaml:2): reading IdentityStore Group (d-1): AccessDeniedException',
    );
  });

  test.each([
    ['Error acquiring the state lock', 'Failed to lock: LOCK http://x/s giving up after 3 attempt(s)'],
    ['Failed to load state', 'Failed to get state: GET http://x/s giving up after 3 attempt(s)'],
    ['error loading state: Failed to get state: GET http://x/s giving up after 3 attempt(s)', ''],
  ])('a backend that doesn’t answer: %s', (summary, detail) => {
    expect(explain(summary, { detail })).toMatch(/^The state can’t be reached\.\n/);
  });

  test.each([
    'Lifetime validation failed, the token is expired.',
    'creating group: unexpected status 401 (401 Unauthorized) with error: InvalidAuthenticationToken: Access token has expired or is not yet valid.',
  ])('credentials that Entra doesn’t take are told alike of every object: %s', (summary) => {
    const addresses = [
      'data.azuread_group.group_finance',
      'data.azuread_users.application-owners',
      undefined,
    ];
    const told = new Set(addresses.map((address) => explain(summary, { address })));
    expect([...told]).toEqual([
      'Entra doesn’t take the credentials any more. Sign in again (az login), or renew ARM_CLIENT_SECRET, and run this again.',
    ]);
  });

  test('credentials that AWS doesn’t take are told alike of every object', () => {
    const told = [
      explain(
        'reading IdentityStore Group (d-1): operation error identitystore: GetGroupId, https response error StatusCode: 400, RequestID: 1, ExpiredTokenException: The security token included in the request is expired',
        { address: 'data.aws_identitystore_group.group_finance' },
      ),
      explain(
        'reading IAM Role (a): api error ExpiredToken: The security token included in the request is expired',
      ),
    ];
    expect(new Set(told)).toEqual(
      new Set([
        'AWS doesn’t take the credentials any more. Sign in again (such as with aws sso login), and run this again.',
      ]),
    );
  });

  test('a customer managed policy that an account lacks is told alike of everybody who has the permission set', () => {
    const refused = (policy: string) =>
      `waiting for SSO Account Assignment (a) create: unexpected state 'FAILED', wanted target 'SUCCEEDED'. last error: Received a 404 status error: Not supported policy arn:aws:iam::210987650001:policy/${policy}.`;
    const of = (address: string, policy: string) => explain(refused(policy), { address });
    const told = new Set([
      of('aws_ssoadmin_account_assignment.access_finance_OrganizationBilling_210987650001', 'Guardrails'),
      of('aws_ssoadmin_account_assignment.access-user_pat_OrganizationBilling_210987650001', 'Guardrails'),
      of(
        'aws_ssoadmin_customer_managed_policy_attachment.customer-policy_OrganizationBilling_a',
        'Guardrails',
      ),
    ]);
    expect([...told]).toEqual([
      'The account management has no customer managed policy Guardrails, which OrganizationBilling needs: make it there, or leave the account out.',
    ]);
    expect(
      of(
        'aws_ssoadmin_account_assignment.access_finance_OrganizationBilling_210987650001',
        'limits/Boundary',
      ),
    ).toContain(' no customer managed policy /limits/Boundary, which ');
  });

  test('what is about nobody is left to Terraform', () => {
    expect(explain('Error acquiring the state lock', { detail: 'it is Sunday' })).toBeUndefined();
    expect(
      explain('User with UPN "x" was not found', { address: 'data.azuread_user.someone_else' }),
    ).toBeUndefined();
  });
});
