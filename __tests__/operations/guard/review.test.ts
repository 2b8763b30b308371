/** What plans mean for people, from what Terraform says it would do. */
import { reviewPlan } from '../../../operations/guard/review.js';
import { renderBlocked, renderReview } from '../../../operations/guard/render-review.js';
import type { Allowance } from '../../../operations/guard/blocked.js';
import type { PlannedChange } from '../../../operations/terraform-message.js';
import { emergencyConfig, loadConfig, smallConfig, type SmallConfig } from '../../helpers/config.js';
import { told } from './told.js';

const NOTHING_ALLOWED: Allowance = { names: [] };
const change = (action: string, ...addresses: string[]): PlannedChange[] =>
  addresses.map((address) => ({ address, action }));
const assignment = (name: string) => `aws_ssoadmin_account_assignment.${name}`;
const ACCOUNTS = { dev: '111111111111', prod: '222222222222' };

const review = (
  changes: readonly PlannedChange[],
  config: SmallConfig = smallConfig(),
  allowance: Allowance = NOTHING_ALLOWED,
) => reviewPlan(loadConfig(config), changes, undefined, allowance);

const diff = (...args: Parameters<typeof review>) => told(renderReview(review(...args)));
const blocked = (...args: Parameters<typeof review>) =>
  told(renderBlocked(review(...args).blocked)).split('\n');

const HEAD = (count: number) => `Blocked, ${count}: this plan is not to be applied as it is.`;

describe('the access diff', () => {
  test('tells who gains what where, and because of which line', () => {
    const changes = change(
      'create',
      assignment(`access_admins_Administrator_${ACCOUNTS.dev}`),
      assignment(`access_admins_Administrator_${ACCOUNTS.prod}`),
      assignment(`access_developers_Developer_${ACCOUNTS.dev}`),
    );
    const { access, blocked: none } = review(changes);
    expect(none).toEqual([]);
    expect(access.lost).toEqual([]);
    expect(access.gained[2]).toEqual({
      principal: { type: 'GROUP', handle: 'developers' },
      permissionSet: 'Developer',
      account: 'dev',
      accountId: '111111111111',
      because: [expect.objectContaining({ path: 'access[1]' })],
    });
    expect(diff(changes)).toBe(
      [
        'Gained, 3 grants:',
        '  group admins: Administrator in dev and prod (<place>)',
        '  group developers: Developer in dev (<place>)',
      ].join('\n'),
    );
  });

  test('tells who loses what, with the entry that still stands and an account’s id where its handle is gone', () => {
    const changes = change(
      'delete',
      assignment(`access_developers_Administrator_${ACCOUNTS.dev}`),
      assignment('access-user_auditor_Administrator_444444444444'),
    );
    expect(review(changes).access.lost).toEqual([
      {
        principal: { type: 'USER', handle: 'auditor' },
        permissionSet: 'Administrator',
        account: '444444444444',
        accountId: '444444444444',
        because: [],
      },
      expect.objectContaining({ because: [expect.objectContaining({ path: 'groups.developers' })] }),
    ]);
    expect(diff(changes)).toBe(
      [
        'Lost, 2 grants:',
        '  user auditor: Administrator in 444444444444',
        '  group developers: Administrator in dev (<place>)',
      ].join('\n'),
    );
  });

  test('counts a replaced grant as neither gained nor lost', () => {
    const changes = change('replace', assignment(`access_developers_Developer_${ACCOUNTS.dev}`));
    expect(review(changes).access).toMatchObject({ gained: [], lost: [], replaced: [{ account: 'dev' }] });
    expect(diff(changes)).toBe(
      'Lost and gained again, 1 grant:\n  group developers: Developer in dev (<place>)',
    );
  });

  test('takes a grant that the last apply left unfinished for gained', () => {
    const address = assignment(`access_developers_Developer_${ACCOUNTS.dev}`);
    const { access, blocked: none } = review([{ address, action: 'replace', reason: 'tainted' }]);
    expect(access).toMatchObject({ gained: [{ account: 'dev' }], lost: [], replaced: [] });
    expect(none).toEqual([]);
  });

  test('says so where nobody’s access changes', () => {
    expect(diff(change('move', assignment(`access_developers_Developer_${ACCOUNTS.dev}`)))).toBe(
      'Nobody’s access changes.',
    );
  });

  test('stays readable with 5,000 grants, and has every one', () => {
    const config = smallConfig();
    const names: string[] = [];
    for (let account = 0; account < 100; account++) {
      const id = String(500000000000 + account);
      config.aws.accounts[`account-${account}`] = { id };
      for (let group = 0; group < 50; group++) names.push(`access_team-${group}_Developer_${id}`);
    }
    for (let group = 0; group < 50; group++) config.groups[`team-${group}`] = { name: `Team ${group}` };
    const changes = change('create', ...names.map(assignment));
    expect(review(changes, config).access.gained).toHaveLength(5000);
    const lines = diff(changes, config).split('\n');
    expect(lines).toHaveLength(42);
    expect(lines.slice(0, 2)).toEqual([
      'Gained, 5000 grants:',
      '  group team-0: Developer in 100 accounts: account-0, account-1, account-2, account-3, account-4 and 95 more (<place>)',
    ]);
    expect(lines.at(-1)).toBe('  and 10 more lines; --json has every one');
  });
});

describe('a permission set that comes to mean something else', () => {
  test('is told with what changes and whom that reaches', () => {
    const changes = [
      ...change('update', 'aws_ssoadmin_permission_set.permission-set_Administrator'),
      ...change(
        'create',
        'aws_ssoadmin_managed_policy_attachment.policy_Administrator_job-2d-function-2f-Billing',
        'aws_ssoadmin_permissions_boundary_attachment.boundary_Developer',
      ),
      ...change(
        'delete',
        'aws_ssoadmin_customer_managed_policy_attachment.customer-policy_Developer_-2f-Own',
      ),
      ...change('update', 'aws_ssoadmin_permission_set_inline_policy.inline-policy_Developer'),
    ];
    expect(review(changes).changed).toEqual([
      {
        permissionSet: 'Administrator',
        location: expect.objectContaining({ path: 'permissionSets.Administrator' }) as unknown,
        changes: ['policy job-function/Billing added', 'settings changed'],
        reaches: { principals: [{ type: 'GROUP', handle: 'admins' }], accounts: 2 },
      },
      expect.objectContaining({ permissionSet: 'Developer' }),
    ]);
    expect(diff(changes)).toBe(
      [
        'Permission sets changed, 2:',
        '  Administrator: policy job-function/Billing added, settings changed. Reaches group admins in 2 accounts (<place>)',
        '  Developer: customer managed policy /Own removed, inline policy changed, boundary added. Reaches group developers in 1 account (<place>)',
      ].join('\n'),
    );
  });

  test('is none that is made or goes', () => {
    const changes = [
      ...change('create', 'aws_ssoadmin_permission_set.permission-set_Developer'),
      ...change('create', 'aws_ssoadmin_managed_policy_attachment.policy_Developer_PowerUserAccess'),
      ...change('delete', 'aws_ssoadmin_managed_policy_attachment.policy_Gone_ReadOnlyAccess'),
    ];
    expect(review(changes).changed).toEqual([]);
  });
});

describe('blocked', () => {
  const developersGrant = assignment(`access_developers_Developer_${ACCOUNTS.dev}`);
  const assigned = 'azuread_app_role_assignment.assigned_developers';
  const kept = 'terraform_data.group_developers';
  const GONE = 'Blocked, because it is gone in between, and who has it afterwards may be others.';
  const ALLOW = 'If that is meant, allow it with: --allow-loss groups.developers';

  test('a group that is another one in Entra', () => {
    expect(blocked(change('replace', assigned, kept, developersGrant))).toEqual([
      HEAD(1),
      `  <place> groups.developers: The group in Entra is another group than before, under the same handle. Its 1 grant would be taken away and given again: Developer in dev. ${GONE} ${ALLOW}`,
    ]);
  });

  test('a group that is another one in AWS', () => {
    expect(blocked(change('replace', kept, developersGrant))).toEqual([
      HEAD(1),
      `  <place> groups.developers: The group in AWS is another group than before, though it is the same one in Entra. Its 1 grant would be taken away and given again: Developer in dev. ${GONE} ${ALLOW}`,
    ]);
  });

  test('an assignment to the application that would be made anew', () => {
    expect(blocked(change('replace', assigned))).toEqual([
      HEAD(1),
      `  <place> groups.developers: The assignment to the application would be destroyed and made anew. ${GONE} ${ALLOW}`,
    ]);
  });

  test('what the config still has', () => {
    expect(blocked(change('delete', developersGrant, assigned, 'azuread_group.group_admins'))).toEqual([
      HEAD(2),
      `  <place> groups.developers: The assignment to the application would be destroyed. Its 1 grant would be taken away: Developer in dev. Blocked, because the config still has it. ${ALLOW}`,
      '  <place> groups.admins: The group would be destroyed in Entra. Blocked, because its members and whatever else it is used for go with it. To keep the group, remove `managed` and apply first; then remove the entry. If that is meant, allow it with: --allow-loss groups.admins',
    ]);
    expect(blocked(change('delete', 'aws_ssoadmin_permission_set.permission-set_Developer'))).toEqual([
      HEAD(1),
      '  <place> permissionSets.Developer: The permission set "Developer" would be destroyed. Blocked, because the config still has it. If that is meant, allow it with: --allow-loss permissionSets.Developer',
    ]);
  });

  test('the application and provisioning, whatever the config says', () => {
    expect(
      blocked([
        ...change('replace', 'azuread_application_identifier_uri.identifier'),
        ...change(
          'delete',
          'azuread_synchronization_job.provisioning',
          'azuread_synchronization_secret.provisioning',
        ),
      ]),
    ).toEqual([
      HEAD(2),
      '  <place> entra.application: The application’s identifier would be destroyed and made anew. Blocked, because nobody can sign in to AWS until Entra and AWS agree again. If that is meant, allow it with: --allow-loss entra.application',
      '  <place> entra.provisioning: The provisioning job and the SCIM secret would be destroyed. Blocked, because without it whoever leaves a group in Entra keeps their access in AWS. If that is meant, allow it with: --allow-loss entra.provisioning',
    ]);
  });

  test('a managed group that would be kept another way, which nothing allows', () => {
    const config = smallConfig();
    config.groups['developers'] = { managed: {} };
    const changes = [
      ...change('remove', 'azuread_group.group_developers'),
      ...change('create', 'azuread_group_without_members.group_developers'),
      ...change('replace', assigned, kept, developersGrant),
    ];
    const expected = [
      HEAD(1),
      '  <place> groups.developers: Whether it has `members` or a `rule` decides how a group is kept, and one that stands can’t change over: another group would be made, and this one let go of. Its 1 grant would be taken away and given again: Developer in dev. Put `members` and `rule` back as they were.',
    ];
    expect(blocked(changes, config)).toEqual(expected);
    expect(review(changes, config).blocked[0]).not.toHaveProperty('allow', expect.anything());
    const still = review(changes, config, { names: ['groups.developers'] }).blocked;
    expect(still).toHaveLength(1);
  });

  test.each([
    ['a retired certificate', 'azuread_service_principal_token_signing_certificate.certificate_c2025'],
    ['a group that is managed no longer', 'azuread_group.group_developers'],
  ])('is not %s that is let go of', (_what, address) => {
    expect(review(change('remove', address)).blocked).toEqual([]);
  });

  test.each([
    'time_sleep.provisioning-wait',
    'azuread_synchronization_job_provision_on_demand.group_developers',
    'aws_ssoadmin_managed_policy_attachment.policy_Developer_PowerUserAccess',
  ])('is not %s, which carries no access', (address) => {
    expect(review(change('replace', address)).blocked).toEqual([]);
  });

  test('is not what is gone from the config', () => {
    const config = smallConfig();
    config.access.pop();
    expect(
      review(
        change(
          'delete',
          developersGrant,
          assigned,
          kept,
          'aws_ssoadmin_permission_set.permission-set_Former',
        ),
        config,
      ).blocked,
    ).toEqual([]);
  });
});

describe('emergency access', () => {
  const assigned = 'azuread_app_role_assignment.emergency-assigned_admins_BreakGlass';
  const standing = emergencyConfig();

  test('is blocked where its provider, a role or who may use it would go though the config has them', () => {
    expect(
      blocked(
        [
          ...change('replace', 'aws_iam_saml_provider.emergency-provider_444444444444'),
          ...change('delete', 'aws_iam_role.emergency-role_BreakGlass_444444444444', assigned),
        ],
        standing,
      ).map((line) => line.replace(/ Blocked, .*/, '')),
    ).toEqual([
      HEAD(2).replace(/ Blocked, .*/, ''),
      '  emergencyAccess: The role of emergency access would be destroyed. The SAML provider of emergency access would be destroyed and made anew.',
      '  <place> groups.admins: The assignment to the application would be destroyed.',
    ]);
  });

  test('is blocked by its own name where what people sign in to it by would be made anew', () => {
    const changes = change('replace', 'azuread_application_identifier_uri.emergency-identifier');
    expect(blocked(changes, standing)).toEqual([
      HEAD(1),
      '  emergencyAccess: The application’s identifier of emergency access would be destroyed and made anew. Blocked, because nobody can use it in between. If that is meant, allow it with: --allow-loss emergencyAccess',
    ]);
  });

  test('may go with its entry', () => {
    const changes = change(
      'delete',
      'aws_iam_saml_provider.emergency-provider_444444444444',
      'aws_iam_role.emergency-role_BreakGlass_444444444444',
      'azuread_application_app_role.emergency-app-role_BreakGlass',
      assigned,
    );
    expect(review(changes, smallConfig()).blocked).toEqual([]);
  });
});

describe('more losses than guard.maxLoss', () => {
  const going = [
    ...Array.from({ length: 8 }, (_, index) => assignment(`access_former_Old_00000000010${index}`)),
    ...Array.from({ length: 3 }, (_, index) => assignment(`access-user_pat_Old_00000000010${index}`)),
  ];

  test('are blocked as a whole, with the way to allow them', () => {
    expect(review(change('delete', ...going.slice(1))).blocked).toEqual([]);
    expect(review(change('delete', ...going)).blocked).toEqual([
      {
        name: 'guard.maxLoss',
        message:
          '11 grants would be taken away: 8 of group former in 8 accounts and 3 of user pat in 3 accounts. The config has none of that any more, but it is more than guard.maxLoss allows (10), as after a mistake. If all of it is to go, allow it with: --allow-loss-count 11',
        allow: '--allow-loss-count 11',
        grants: review(change('delete', ...going)).access.lost,
      },
    ]);
  });

  test('are as many as the config says', () => {
    const config = { ...smallConfig(), guard: { maxLoss: 11 } };
    expect(review(change('delete', ...going), config).blocked).toEqual([]);
  });

  test('are allowed by their number, which is no more than that', () => {
    const allowed = (count: number) =>
      review(change('delete', ...going), smallConfig(), { names: [], count }).blocked.map(
        ({ message }) => message,
      );
    expect(allowed(11)).toEqual([]);
    expect(allowed(0)).toEqual([
      expect.stringContaining('but it is more than --allow-loss-count allows (0), as after a mistake.'),
    ]);
  });

  test('count without those that are allowed by name', () => {
    expect(review(change('delete', ...going), smallConfig(), { names: ['users.pat'] }).blocked).toEqual([]);
  });
});

describe('what is allowed by name', () => {
  const replaced = change(
    'replace',
    assignment(`access_developers_Developer_${ACCOUNTS.dev}`),
    assignment(`access_admins_Administrator_${ACCOUNTS.dev}`),
  );

  test.each([
    ['groups.developers', ['groups.admins']],
    ['permissionSets.Administrator', ['groups.developers']],
    ['aws.accounts.dev', []],
  ])('%s', (name, left) => {
    const { blocked: still } = review(replaced, smallConfig(), { names: [name] });
    expect(still.map((item) => item.name)).toEqual(left);
  });

  test('is in the plan, or else the names that are get told', () => {
    expect(() => review(replaced, smallConfig(), { names: ['groups.developer'] })).toThrow(
      [
        '--allow-loss groups.developer: this plan takes nothing away by that name.',
        '  Names in this plan: aws.accounts.dev, groups.admins, groups.developers, permissionSets.Administrator, permissionSets.Developer. Did you mean "groups.developers"?',
      ].join('\n'),
    );
    expect(() => review([], smallConfig(), { names: ['groups.developers'] })).toThrow(
      '--allow-loss groups.developers: this plan takes nothing away by that name.\n  Names in this plan: none.',
    );
  });
});
