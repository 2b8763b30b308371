/** What plans say of whom else a conditional access policy is for, from what Terraform says it would do. */
import type { Allowance } from '../../../operations/guard/blocked.js';
import { reviewPlan } from '../../../operations/guard/review.js';
import { renderBlocked } from '../../../operations/guard/render-review.js';
import type { PlanValues } from '../../../operations/guard/plan-values.js';
import { emergencyConfig, loadConfig, smallConfig, type SmallConfig } from '../../helpers/config.js';
import { told } from './told.js';

const OWN = 'own-client-id';
const OTHER = 'other-client-id';
const SUBJECT = 'Conditional access of "AWS IAM Identity Center"';
const ALONE = `${SUBJECT} is for this application alone from now on: until now it was for`;

/** A policy as Terraform has it. */
const policy = (applications: object, clients = ['all'], state = 'enabled') => ({
  state,
  conditions: [
    {
      client_app_types: clients,
      applications: [applications],
      users: [{ included_users: ['All'], excluded_groups: ['break-glass'] }],
    },
  ],
  grant_controls: [{ built_in_controls: ['mfa'] }],
});
const included = (...ids: (string | null)[]) => ({ included_applications: ids });
const AFTER = policy(included(OWN));

type Change = NonNullable<PlanValues['resource_changes']>[number]['change'];

interface Planned {
  readonly prefix?: '' | 'emergency-';
  readonly after?: Change['after'];
  /** The application's client id before the plan; null where it is made in it. */
  readonly own?: string | null;
  readonly config?: SmallConfig;
  readonly allowance?: Allowance;
}

const SETTINGS = { require: 'mfa', breakGlass: 'break-glass', state: 'enabled' };
const withSettings = (settings: object = SETTINGS): SmallConfig => {
  const config = smallConfig();
  config.groups['break-glass'] = { name: 'Break Glass' };
  Object.assign(config.entra, { license: 'p1', conditionalAccess: settings });
  return config;
};

function review(
  before: Change['before'],
  { prefix = '', after = AFTER, own = OWN, config = withSettings(), allowance = { names: [] } }: Planned = {},
) {
  const type = 'azuread_conditional_access_policy';
  const name = `${prefix}conditional-access`;
  const values: PlanValues = {
    resource_changes: [
      { type, name, change: { actions: [], before, after } },
      {
        type: 'azuread_application',
        name: `${prefix}application`,
        change: { actions: [], before: own === null ? null : { client_id: own }, after: {} },
      },
    ],
    prior_state: {
      values: {
        root_module: {
          resources: [
            {
              mode: 'data',
              type: 'azuread_group',
              name: 'group_break-glass',
              values: { object_id: 'break-glass' },
            },
          ],
        },
      },
    },
  };
  const action = after === null ? 'delete' : 'update';
  return reviewPlan(loadConfig(config), [{ address: `${type}.${name}`, action }], values, allowance);
}

const messages = (...args: Parameters<typeof review>) => review(...args).signIn.map(({ message }) => message);
const blocked = (...args: Parameters<typeof review>) => review(...args).blocked;
const blockedLines = (...args: Parameters<typeof review>) =>
  told(renderBlocked(blocked(...args)))
    .split('\n')
    .slice(1);

test.each([
  ['all applications', included('All'), 'all applications'],
  [
    'all but some',
    { ...included('All'), excluded_applications: [OTHER] },
    `all applications but application ${OTHER}`,
  ],
  [
    'all but its own',
    { ...included('All'), excluded_applications: [OWN] },
    'all applications, and excluded this one',
  ],
  ['another application, too', included(OWN, OTHER), `application ${OTHER}, too`],
  ['other applications', included(OTHER, 'Office365'), `application ${OTHER} and application Office365`],
  [
    'a user action',
    { included_user_actions: ['urn:user:registersecurityinfo'] },
    'the user action urn:user:registersecurityinfo',
  ],
  [
    'what a filter picks',
    { ...included(OWN), filter: [{ mode: 'include', rule: 'x' }] },
    'those that its filter picks, too',
  ],
])('a policy that was for %s is told, and blocked', (_what, applications, words) => {
  expect(messages(policy(applications))).toEqual([`${ALONE} ${words}.`]);
  expect(blocked(policy(applications))).toMatchObject([{ name: 'entra.conditionalAccess' }]);
});

test('what is blocked says what is demanded there, and how to allow it', () => {
  const [setting] = review(policy(included('All'))).signIn;
  expect(setting).toMatchObject({
    name: 'entra.conditionalAccess',
    location: { path: 'entra.conditionalAccess' },
  });
  const ALLOW =
    'Blocked, because nothing would demand that there any more. Have another policy in Entra demand it first. If that is meant, allow it with: --allow-loss entra.conditionalAccess';
  expect(blockedLines(policy(included('All')))).toEqual([
    `  <place> entra.conditionalAccess: ${SUBJECT} would be for this application alone. Now it is for all applications: there everyone but group break-glass must use MFA. ${ALLOW}`,
  ]);
  const gone = { after: null, config: smallConfig() };
  expect(blockedLines(policy(included(OWN, OTHER)), gone)).toEqual([
    `  entra.conditionalAccess: ${SUBJECT} would be taken away. Now it is for application ${OTHER}: there everyone but group break-glass must use MFA. ${ALLOW}`,
  ]);
  expect(messages(policy(included(OWN, OTHER)), gone)).toEqual([
    `${SUBJECT} is taken away, which was for application ${OTHER}: until now everyone but group break-glass must use MFA.`,
  ]);
  const allowance = { names: ['entra.conditionalAccess'] };
  expect(blocked(policy(included('All')), { allowance })).toEqual([]);
});

test('one that is not in force is told, and takes nothing', () => {
  const standing = policy(included('All'), ['all'], 'enabledForReportingButNotEnforced');
  const planned = { config: withSettings({ ...SETTINGS, state: 'report-only' }) };
  expect(messages(standing, planned)).toEqual([
    `${SUBJECT} (report-only) is for this application alone from now on: until now it was for all applications.`,
  ]);
  expect(blocked(standing, planned)).toEqual([]);
  expect(messages(standing, { after: null, config: smallConfig() })).toEqual([
    `${SUBJECT} is taken away, which was for all applications and was report-only.`,
  ]);
});

test('one that goes out of force at other applications is blocked as well', () => {
  const planned = { config: withSettings({ ...SETTINGS, state: 'disabled' }) };
  expect(messages(policy(included('All')), planned)).toEqual([
    `${SUBJECT} goes out of force and becomes disabled: until now everyone but group break-glass must use MFA.`,
    `${SUBJECT} (disabled) is for this application alone from now on: until now it was for all applications.`,
  ]);
  expect(blocked(policy(included('All')), planned)).toHaveLength(1);
});

test.each([
  [['browser'], 'the client apps browser'],
  [['other', 'exchangeActiveSync'], 'the client apps exchangeActiveSync and other'],
])('the client apps that it was for (%j) are told', (clients, words) => {
  expect(messages(policy(included(OWN), clients))).toEqual([
    `${SUBJECT} holds for every client app instead of ${words}.`,
  ]);
  expect(blocked(policy(included(OWN), clients))).toEqual([]);
});

test.each([
  ['none', included('None'), 'is for this application from now on: until now it was for none'],
  [
    'all but itself',
    { ...included(OWN), excluded_applications: [OWN] },
    'is for this application from now on: until now it was for none',
  ],
  [
    'its own, and excluded another',
    { ...included(OWN), excluded_applications: [OTHER] },
    `no longer excludes application ${OTHER}`,
  ],
])('a policy that was for %s takes nothing from other applications', (_what, applications, words) => {
  expect(messages(policy(applications))).toEqual([`${SUBJECT} ${words}.`]);
  expect(blocked(policy(applications))).toEqual([]);
});

describe('an application that the plan makes', () => {
  const after = policy(included(null));

  test('says nothing of applications where the policy is made with it', () => {
    expect(messages(null, { own: null, after })).toEqual([
      `${SUBJECT} goes into force: everyone but group break-glass must use MFA.`,
    ]);
    expect(blocked(null, { own: null, after })).toEqual([]);
  });

  test('is none of those that a policy was for that is taken over', () => {
    expect(messages(policy(included(OTHER)), { own: null, after })).toEqual([
      `${ALONE} application ${OTHER}.`,
    ]);
    expect(blocked(policy(included(OTHER)), { own: null, after })).toHaveLength(1);
  });

  test('takes the place of the one that it replaces', () => {
    expect(messages(AFTER, { after })).toEqual([]);
  });
});

test('a policy for its own application alone may go', () => {
  expect(blocked(AFTER, { after: null, config: smallConfig() })).toEqual([]);
});

test('that of emergency access is blocked by its own name', () => {
  const config = emergencyConfig({ conditionalAccess: SETTINGS });
  config.groups['break-glass'] = { name: 'Break Glass' };
  Object.assign(config.entra, { license: 'p1' });
  const planned: Planned = { prefix: 'emergency-', config };
  expect(blockedLines(policy(included('All')), planned)).toEqual([
    expect.stringMatching(
      /^ {2}<place> emergencyAccess\.conditionalAccess: Conditional access of "AWS Emergency Access" would be for this application alone\. .* --allow-loss emergencyAccess\.conditionalAccess$/,
    ),
  ]);
});
