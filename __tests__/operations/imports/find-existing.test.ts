/** Which of what a plan would make exists already: by what makes it the same for this program. */
import type { Environment } from '../../../model/environment.js';
import type { PlanValues } from '../../../operations/guard/plan-values.js';
import { readMissingObjects } from '../../../operations/imports/existing-object.js';
import { loadConfig, smallConfig } from '../../helpers/config.js';
import { APP, application, findIn, refusal } from './finding.js';
import { createReaders, INSTANCE, setArn } from './readers.js';

let environment: Environment;
beforeAll(() => {
  const config = smallConfig();
  config.groups['team'] = { name: 'The Team', managed: { members: ['ada@test.example'] } };
  config.access.push({ groups: ['team'], permissionSets: ['Developer'], accounts: ['prod'] });
  environment = loadConfig(config);
});

const find = findIn(() => environment);

test('an application is the same by display name and template, and the identifier is in its import id in base64', async () => {
  const readers = createReaders({ applicationsNamed: async () => [application('a'), application('b', 'x')] });
  const identifier = application('a').identifierUris[0] ?? '';
  expect(
    await find(readers, {
      'azuread_application.application': {},
      'azuread_application_identifier_uri.identifier': { identifier_uri: identifier },
    }),
  ).toEqual({
    'azuread_application.application': '/applications/a',
    'azuread_application_identifier_uri.identifier': `/applications/a/identifierUris/${btoa(identifier)}`,
  });
});

test('two applications of the name and template are refused with both ids, and what to do', async () => {
  const readers = createReaders({ applicationsNamed: async () => [application('one'), application('two')] });
  expect(await refusal(find(readers, { 'azuread_application.application': {} }))).toMatch(
    new RegExp(
      [
        String.raw`test\.yaml:\d+ entra\.application\.displayName: "AWS IAM Identity Center" is the name of several applications in Entra of the same gallery template: one and two\.`,
        String.raw`  One of them is to be taken over: find out which one people sign in to AWS by, and rename or delete the others in Entra\.`,
      ].join('\n'),
    ),
  );
});

test('an application of the name that is of another template is never taken over', async () => {
  const readers = createReaders({ applicationsNamed: async () => [application('other', 'x')] });
  expect(await refusal(find(readers, { 'azuread_application.application': {} }))).toMatch(
    /"AWS IAM Identity Center" is in Entra an application of another gallery template: other\.\n {2}Choose another display name, or rename that one in Entra\./,
  );
});

test('a managed group is the same by its name; two of the name are refused', async () => {
  const team = { id: 'g1', displayName: 'The Team' };
  const address = 'azuread_group.group_team';
  expect(await find(createReaders({ groupsNamed: async () => [team] }), { [address]: {} })).toEqual({
    [address]: '/groups/g1',
  });
  const two = createReaders({ groupsNamed: async () => [team, { ...team, id: 'g2' }] });
  expect(await refusal(find(two, { [address]: {} }))).toMatch(
    /groups\.team: "The Team" is the name of several groups in Entra: g1 and g2\.\n {2}One of them is to be taken over: rename the others in Entra\. Or name the one that is meant with `objectId` in place of `managed`\./,
  );
});

test('of two conditional access policies of the name none is taken over', async () => {
  const policy = { id: 'p1', displayName: `${APP}: sign-in requirements` };
  const readers = createReaders({ conditionalAccessPolicies: async () => [policy, { ...policy, id: 'p2' }] });
  const planned = {
    'azuread_conditional_access_policy.conditional-access': { display_name: policy.displayName },
  };
  expect(await refusal(find(readers, planned))).toMatch(
    /entra: "AWS IAM Identity Center: sign-in requirements" is the name of several policies in Entra: p1 and p2\.\n {2}One of them is to be taken over as the conditional access policy of the application \(entra\.conditionalAccess\): rename or delete the others in Entra\./,
  );
});

test('a certificate is the same by name and end; of two, the one that Entra signs with', async () => {
  const key = (keyId: string, thumbprint: string, endDateTime = '2029-06-30T00:00:00Z') => ({
    keyId,
    customKeyIdentifier: Buffer.from(thumbprint, 'hex').toString('base64'),
    displayName: 'CN=c2026',
    startDateTime: '2026-11-01T00:00:00Z',
    endDateTime,
    usage: 'Verify' as const,
  });
  const readers = createReaders({
    applicationsNamed: async () => [application('a')],
    servicePrincipalOf: async (appId) => ({
      id: `sp of ${appId}`,
      preferredTokenSigningKeyThumbprint: 'AB02',
      keyCredentials: [
        key('old', 'AB01'),
        key('active', 'AB02'),
        key('other', 'AB03', '2030-01-01T00:00:00Z'),
      ],
    }),
  });
  const address = 'azuread_service_principal_token_signing_certificate.certificate_c2026';
  const planned = { display_name: 'CN=c2026', end_date: '2029-06-30T00:00:00Z' };
  expect(await find(readers, { [address]: planned })).toEqual({
    [address]: 'sp of client-a/tokenSigningCertificate/active',
  });
});

test('an assignment to the application is the same by principal, resource and role', async () => {
  const readers = createReaders({
    applicationsNamed: async () => [application('a')],
    servicePrincipalOf: async () => ({
      id: 'sp',
      preferredTokenSigningKeyThumbprint: null,
      keyCredentials: [],
    }),
    assignedTo: async () => [
      { id: 'other-role', appRoleId: 'msiam_access', principalId: 'admins' },
      { id: 'yes', appRoleId: 'user', principalId: 'admins' },
      { id: 'team', appRoleId: 'user', principalId: 'g1' },
    ],
    groupsNamed: async () => [{ id: 'g1', displayName: 'The Team' }],
  });
  expect(
    await find(readers, {
      'azuread_app_role_assignment.assigned_admins': { app_role_id: 'user', principal_object_id: 'admins' },
      'azuread_app_role_assignment.assigned_developers': { app_role_id: 'user', principal_object_id: 'devs' },
      // A managed group that is taken over in the same plan: its id isn't planned yet.
      'azuread_app_role_assignment.assigned_team': { app_role_id: 'user' },
    }),
  ).toEqual({
    'azuread_app_role_assignment.assigned_admins': '/servicePrincipals/sp/appRoleAssignedTo/yes',
    'azuread_app_role_assignment.assigned_team': '/servicePrincipals/sp/appRoleAssignedTo/team',
  });
});

test('a permission set is the same by name, and what it has by policy; another boundary is written over', async () => {
  const policiesOf = async () => ({
    attached: [
      { kind: 'aws' as const, pathAndName: 'PowerUserAccess' },
      { kind: 'customer' as const, path: '/a/', name: 'Tools' },
    ],
    inline: '{}',
    boundary: { kind: 'aws' as const, pathAndName: 'ReadOnlyAccess' },
  });
  const set = [setArn('Developer'), INSTANCE].join();
  const arn = (policy: string) => `arn:aws:iam::aws:policy/${policy}`;
  const reference = (path: string) => ({ customer_managed_policy_reference: [{ name: 'Tools', path }] });
  expect(
    await find(createReaders({}, { policiesOf }), {
      'aws_ssoadmin_permission_set.permission-set_Developer': {},
      'aws_ssoadmin_managed_policy_attachment.policy_Developer_PowerUserAccess': {
        managed_policy_arn: arn('PowerUserAccess'),
      },
      'aws_ssoadmin_managed_policy_attachment.policy_Developer_ReadOnlyAccess': {
        managed_policy_arn: arn('ReadOnlyAccess'),
      },
      'aws_ssoadmin_customer_managed_policy_attachment.customer-policy_Developer_a': reference('/a/'),
      'aws_ssoadmin_customer_managed_policy_attachment.customer-policy_Developer_b': reference('/b/'),
      'aws_ssoadmin_permission_set_inline_policy.inline-policy_Developer': {},
      'aws_ssoadmin_permissions_boundary_attachment.boundary_Developer': {
        permissions_boundary: [{ managed_policy_arn: arn('AdministratorAccess') }],
      },
    }),
  ).toEqual({
    'aws_ssoadmin_permission_set.permission-set_Developer': set,
    'aws_ssoadmin_managed_policy_attachment.policy_Developer_PowerUserAccess': `${arn('PowerUserAccess')},${set}`,
    'aws_ssoadmin_customer_managed_policy_attachment.customer-policy_Developer_a': `Tools,/a/,${set}`,
    'aws_ssoadmin_permission_set_inline_policy.inline-policy_Developer': set,
  });
});

test('what the state keeps under another handle is not taken over: it would be destroyed there', async () => {
  const values: PlanValues = {
    prior_state: {
      values: {
        root_module: {
          resources: [
            {
              mode: 'managed',
              type: 'aws_ssoadmin_permission_set',
              name: 'permission-set_Dev',
              values: { id: [setArn('Developer'), INSTANCE].join(), arn: setArn('Developer') },
            },
          ],
        },
      },
    },
  };
  const missing = { 'aws_ssoadmin_permission_set.permission-set_Developer': {} };
  expect(await find(createReaders(), missing, values)).toEqual({});
});

test('what an unfinished apply left to be made anew is in the state, and is not looked for', () => {
  const change = (actions: string[]) => ({ actions, before: null, after: { name: 'Developer' } });
  const at = { type: 'aws_ssoadmin_permission_set', name: 'permission-set_Developer' };
  expect(readMissingObjects({ resource_changes: [{ ...at, change: change(['delete', 'create']) }] })).toEqual(
    [],
  );
  expect(readMissingObjects({ resource_changes: [{ ...at, change: change(['create']) }] })).toMatchObject([
    { address: 'aws_ssoadmin_permission_set.permission-set_Developer', parts: ['Developer'] },
  ]);
});
