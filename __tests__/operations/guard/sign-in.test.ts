/** What plans say of sign-in, sessions and emergency access, by real Terraform on the sandbox. */
import type { Allowance } from '../../../operations/guard/blocked.js';
import { renderBlocked, renderReview } from '../../../operations/guard/render-review.js';
import { reportPlan } from '../../../operations/plan-report.js';
import { emergencyConfig, smallConfig, type SmallConfig } from '../../helpers/config.js';
import { emergencySeed } from '../../helpers/world.js';
import { createOperatedSandbox, type OperatedSandbox } from '../operated-sandbox.js';
import { told } from './told.js';

jest.setTimeout(60_000);

const SEED = {
  ...emergencySeed,
  entra: {
    ...emergencySeed.entra,
    groups: [...emergencySeed.entra.groups, { displayName: 'Break Glass', members: ['eve@test.example'] }],
  },
};
const read = (resource: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: resource }],
  });
const FILES = {
  'test/tagged.json': read('arn:aws:s3:::acme/${aws:PrincipalTag/team}/*'),
  'test/plain.json': read('arn:aws:s3:::acme/*'),
};

let sandbox: OperatedSandbox;
beforeEach(async () => (sandbox = await createOperatedSandbox(SEED, FILES)));
afterEach(() => sandbox.stop());

/** What a plan tells of sign-in and sessions. */
const plan = (config: SmallConfig) =>
  sandbox.plan(config, async ({ review }) =>
    told(
      renderReview({ ...review, access: { gained: [], lost: [], replaced: [], takenOver: [] }, changed: [] }),
    ).split('\n'),
  );
const blocked = (config: SmallConfig, allowance?: Allowance) =>
  sandbox.plan(
    config,
    async ({ review }) =>
      review.blocked.length === 0 ? [] : told(renderBlocked(review.blocked)).split('\n').slice(1),
    allowance,
  );
const NOTHING = ['Nobody’s access changes.'];
const HEAD = (count: number) => `Sign-in and sessions changed, ${count}:`;

describe('conditional access', () => {
  const withPolicy = (settings?: object, config = smallConfig()) => {
    config.groups['break-glass'] = { name: 'Break Glass' };
    if (settings !== undefined)
      Object.assign(config.entra, {
        license: 'p2',
        conditionalAccess: { require: 'mfa', breakGlass: 'break-glass', ...settings },
      });
    return config;
  };
  const POLICY = 'Conditional access of "AWS IAM Identity Center"';
  const EVERYONE = 'everyone but group break-glass';

  test('is told from its first day to its last', async () => {
    expect(await plan(withPolicy({ signInFrequency: 'PT8H' }))).toEqual([
      HEAD(1),
      `  ${POLICY} is made, and is report-only: Entra’s sign-in logs say that ${EVERYONE} would have to use MFA, and sign in again every 8 hours. (<place>)`,
    ]);
    await sandbox.apply(withPolicy({ signInFrequency: 'PT8H' }));
    expect(await plan(withPolicy({ signInFrequency: 'PT8H' }))).toEqual(NOTHING);

    const enabled = withPolicy({ signInFrequency: 'PT8H', state: 'enabled' });
    expect(await plan(enabled)).toEqual([
      HEAD(1),
      `  ${POLICY} goes into force: ${EVERYONE} must use MFA, and sign in again every 8 hours. (<place>)`,
    ]);
    await sandbox.apply(enabled);
    expect(await plan(withPolicy({ signInFrequency: 'PT8H', state: 'disabled' }))).toEqual([
      HEAD(1),
      `  ${POLICY} goes out of force and becomes disabled: until now ${EVERYONE} must use MFA, and sign in again every 8 hours. (<place>)`,
    ]);
    expect(await plan(withPolicy())).toEqual([
      HEAD(1),
      `  ${POLICY} is taken away: until now ${EVERYONE} must use MFA, and sign in again every 8 hours.`,
    ]);
    expect(await blocked(withPolicy())).toEqual([]);
  });

  test('is told with each demand that changes, and where the config says so', async () => {
    await sandbox.apply(withPolicy({ state: 'enabled', signInFrequency: 'P1D' }));
    const config = withPolicy({
      state: 'enabled',
      require: { authenticationStrength: 'phishing-resistant' },
      includeGroups: ['developers', 'admins'],
      excludeGroups: ['operators'],
      signInRisk: ['medium', 'high'],
    });
    config.groups['operators'] = { name: 'Operators' };
    expect(await plan(config)).toEqual([
      HEAD(5),
      `  ${POLICY} demands authentication strength phishing-resistant instead of MFA. (<place>)`,
      `  ${POLICY} no longer asks people to sign in again every day. (<place>)`,
      `  ${POLICY} holds for group admins and group developers instead of everyone. (<place>)`,
      `  ${POLICY} excludes group operators from now on. (<place>)`,
      `  ${POLICY} holds where Entra rates the risk of the sign-in high or medium, and no longer whatever the risk. (<place>)`,
    ]);
    const report = await sandbox.plan(config, async (made) => reportPlan(made, []));
    expect(report.signIn.map(({ name, location }) => [name, location?.path])).toEqual([
      ['entra.conditionalAccess.require', 'entra.conditionalAccess.require'],
      ['entra.conditionalAccess.signInFrequency', 'entra.conditionalAccess'],
      ['entra.conditionalAccess.includeGroups', 'entra.conditionalAccess.includeGroups'],
      ['entra.conditionalAccess.excludeGroups', 'entra.conditionalAccess.excludeGroups'],
      ['entra.conditionalAccess.signInRisk', 'entra.conditionalAccess.signInRisk'],
    ]);
  });

  test('that is not in force says so, and what somebody changed in Entra is told as it goes back', async () => {
    await sandbox.apply(withPolicy({ excludeGroups: ['admins'] }));
    const { conditionalAccessPolicies, users } = sandbox.world.entra;
    const [policy] = conditionalAccessPolicies.list();
    const [bob] = users.list({ userPrincipalName: 'bob@test.example' });
    if (policy === undefined || bob === undefined) throw new Error('nothing to change');
    const { conditions } = policy;
    conditionalAccessPolicies.update(policy.id, {
      conditions: { ...conditions, users: { ...conditions.users, excludeUsers: [bob.id] } },
    });
    const config = withPolicy({ signInFrequency: 'P2D' });
    expect(await plan(config)).toEqual([
      HEAD(2),
      `  ${POLICY} (report-only) asks people to sign in again every 2 days. (<place>)`,
      `  ${POLICY} (report-only) no longer excludes group admins and user ${bob.id}. (<place>)`,
    ]);
  });

  test('and an application that somebody opened or widened in Entra are told and blocked as they go back', async () => {
    const config = withPolicy({ state: 'enabled' });
    await sandbox.apply(config);
    const { conditionalAccessPolicies, servicePrincipals } = sandbox.world.entra;
    const [policy] = conditionalAccessPolicies.list();
    const [application] = servicePrincipals.list({ displayName: 'AWS IAM Identity Center' });
    if (policy === undefined || application === undefined) throw new Error('nothing to change');
    conditionalAccessPolicies.update(policy.id, {
      conditions: {
        ...policy.conditions,
        clientAppTypes: ['browser'],
        applications: { includeApplications: ['All'], excludeApplications: [] },
      },
    });
    servicePrincipals.update(application.id, {
      appRoleAssignmentRequired: false,
      preferredSingleSignOnMode: null,
    });
    expect(await plan(config)).toEqual([
      HEAD(4),
      '  From now on only people and groups that are assigned can sign in by "AWS IAM Identity Center": until now everybody of the tenant could. (<place>)',
      '  "AWS IAM Identity Center" is in the sign-on mode saml from now on: until now it had no sign-on mode. (<place>)',
      `  ${POLICY} is for this application alone from now on: until now it was for all applications. (<place>)`,
      `  ${POLICY} holds for every client app instead of the client apps browser. (<place>)`,
    ]);
    expect(await blocked(config)).toEqual([
      expect.stringMatching(
        /^ {2}<place> entra\.application: Only people and groups that are assigned could /,
      ),
      expect.stringMatching(
        /^ {2}<place> entra\.conditionalAccess: .* Now it is for all applications: there /,
      ),
    ]);
    await sandbox.apply(config, { names: ['entra.application', 'entra.conditionalAccess'] });
    expect(await plan(config)).toEqual(NOTHING);
  });

  test('of emergency access is told apart', async () => {
    const conditionalAccess = { require: 'mfa', breakGlass: 'break-glass' };
    const config = (settings: object) => withPolicy(undefined, emergencyConfig(settings));
    await sandbox.apply(config({ conditionalAccess }));
    expect(await plan(config({ conditionalAccess: { ...conditionalAccess, state: 'enabled' } }))).toEqual([
      HEAD(1),
      `  Conditional access of "AWS Emergency Access" goes into force: ${EVERYONE} must use MFA. (<place>)`,
    ]);
  });
});

describe('session tags', () => {
  type Tags = Record<string, string> | undefined;
  const withTags = (entra: Tags, aws?: Tags, inline?: string) => {
    const config = smallConfig();
    Object.assign(config.entra, { attributes: entra });
    Object.assign(config.aws.identityCenter, { attributes: aws });
    config.permissionSets['Developer'] = { session: 'PT8H', policies: ['PowerUserAccess'], inline };
    return config;
  };
  const TAGGED = 'test/tagged.json';

  test('that come, go and take another source are told, with the inline policies that read them', async () => {
    const before = withTags(
      { Team: 'department', CostCenter: 'employeeid', Left: 'city' },
      { JobTitle: '${path:title}' },
      TAGGED,
    );
    expect(await plan(before)).toEqual([
      HEAD(4),
      '  Session tag "CostCenter" comes, from Entra’s employeeid. (<place>)',
      '  Session tag "JobTitle" comes, from AWS’s ${path:title}. (<place>)',
      '  Session tag "Left" comes, from Entra’s city. (<place>)',
      '  Session tag "Team" comes, from Entra’s department. The inline policy of Developer reads it. (<place>)',
    ]);
    await sandbox.apply(before);
    const after = withTags(
      { Team: 'department', CostCenter: 'companyname', JobTitle: 'jobtitle' },
      { team: '${path:enterprise.department}', JobTitle: '${path:title}' },
      TAGGED,
    );
    expect(await plan(after)).toEqual([
      HEAD(3),
      '  Session tag "CostCenter" comes from Entra’s companyname instead of Entra’s employeeid. (<place>)',
      '  Session tag "Left" goes, which came from Entra’s city.',
      '  Session tag "team" comes from AWS’s ${path:enterprise.department} instead of Entra’s department. The inline policy of Developer reads it. (<place>)',
    ]);
    expect(await blocked(after)).toEqual([]);
  });

  test('that an inline policy goes on reading block where they go, until that is allowed', async () => {
    await sandbox.apply(withTags({ Team: 'department' }, undefined, TAGGED));
    const without = withTags(undefined, undefined, TAGGED);
    expect(await blocked(without)).toEqual([
      '  entra.attributes: The session tag "Team" would go. The inline policy of Developer reads it. Blocked, because what a policy gives by a tag goes with the tag. Take it out of the policies, in the same plan or before. If that is meant, allow it with: --allow-loss entra.attributes',
    ]);
    expect(await blocked(withTags(undefined, undefined, 'test/plain.json'))).toEqual([]);
    await sandbox.apply(without, { names: ['entra.attributes'] });
    expect(await plan(without)).toEqual(NOTHING);
  });

  test('of Entra are passed on no longer once AWS sets none, and block where an inline policy reads them', async () => {
    await sandbox.apply(withTags({ Team: 'department' }, { JobTitle: '${path:title}' }, TAGGED));
    const config = withTags({ Team: 'department' }, undefined, TAGGED);
    expect(await plan(config)).toEqual([
      HEAD(2),
      '  Session tag "JobTitle" goes, which came from AWS’s ${path:title}.',
      '  Session tag "Team" is passed on no longer: with the last key of aws.identityCenter.attributes AWS’s “Attributes for access control” is switched off. The inline policy of Developer reads it.',
    ]);
    expect(await blocked(config)).toEqual([
      expect.stringMatching(/^ {2}aws\.identityCenter\.attributes: The session tag "Team" would go\. /),
    ]);
    expect(await blocked(config, { names: ['aws.identityCenter.attributes'] })).toEqual([]);
  });

  test('that only a policy added in the same plan reads don’t block', async () => {
    await sandbox.apply(withTags({ Team: 'department' }));
    expect(await blocked(withTags(undefined, undefined, TAGGED))).toEqual([]);
  });
});

describe('emergency access', () => {
  const role = { policies: ['AdministratorAccess'], groups: ['admins'], users: ['eve'] };
  const withRoles = (roles: object, settings: object = {}) => emergencyConfig({ roles, ...settings });

  test('is told as it is made, switched on and off', async () => {
    expect(await plan(emergencyConfig())).toEqual([
      HEAD(4),
      '  Emergency access is made, and switched off: nobody can sign in by it. (<place>)',
      '  Emergency role BreakGlass is made. (<place>)',
      '  Emergency role BreakGlass is made in account prod. (<place>)',
      '  Emergency role BreakGlass may be used by group admins and user eve. (<place>)',
    ]);
    await sandbox.apply(emergencyConfig());
    expect(await plan(emergencyConfig())).toEqual(NOTHING);
    expect(await plan(emergencyConfig({ enabled: true }))).toEqual([
      HEAD(1),
      '  Emergency access is switched on for group admins and user eve: BreakGlass in emergency, and from there in prod. (<place>)',
    ]);
    expect(await plan(emergencyConfig({ instance: 2 }))).toContain(
      '  Emergency access is known to Entra by https://signin.aws.amazon.com/saml#2 instead of https://signin.aws.amazon.com/saml. (<place>)',
    );
    await sandbox.apply(emergencyConfig({ enabled: true }));
    expect(await plan(emergencyConfig())).toEqual([
      HEAD(1),
      '  Emergency access is switched off: nobody can sign in by it. (<place>)',
    ]);
    expect(await blocked(emergencyConfig())).toEqual([]);
  });

  test('is told with its roles, what they may do and who may use them, and how long sessions last', async () => {
    await sandbox.apply(withRoles({ BreakGlass: role, Observer: role }));
    const config = withRoles(
      {
        BreakGlass: {
          policies: ['ReadOnlyAccess'],
          boundary: 'PowerUserAccess',
          groups: ['developers'],
          users: ['eve'],
          workloads: { accounts: ['prod'] },
        },
      },
      { session: 'PT2H30M' },
    );
    expect(await plan(config)).toEqual([
      HEAD(7),
      '  Sessions of emergency access last 2 hours 30 minutes instead of 1 hour. (<place>)',
      '  Emergency role BreakGlass is made in account prod. (<place>)',
      '  Emergency role BreakGlass changes: policy AdministratorAccess removed, policy ReadOnlyAccess added, boundary added. (<place>)',
      '  Emergency role BreakGlass may no longer be used by group admins. (<place>)',
      '  Emergency role BreakGlass may be used by group developers. (<place>)',
      '  Emergency role Observer is taken away.',
      '  Emergency role Observer may no longer be used by group admins and user eve.',
    ]);
    expect(await blocked(config)).toEqual([]);
  });
});
