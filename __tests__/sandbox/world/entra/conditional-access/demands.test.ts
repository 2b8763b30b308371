import {
  demandsMfa,
  signInFrequencies,
  type SignIn,
} from '../../../../../sandbox/world/entra/conditional-access/demands.js';
import type {
  ConditionalAccessPolicy,
  Conditions,
} from '../../../../../sandbox/world/entra/conditional-access/objects.js';

const signIn: SignIn = {
  userId: 'ada',
  groupIds: new Set(['team', 'company']),
  appId: 'aws',
  signInRisk: 'none',
  userRisk: 'none',
};

const policy: ConditionalAccessPolicy = {
  id: 'policy',
  createdDateTime: '2027-01-01T12:00:00Z',
  modifiedDateTime: null,
  displayName: 'Policy',
  state: 'enabled',
  conditions: {
    clientAppTypes: ['all'],
    signInRiskLevels: [],
    userRiskLevels: [],
    applications: { includeApplications: ['aws'], excludeApplications: [] },
    users: { includeUsers: ['All'], excludeUsers: [], includeGroups: [], excludeGroups: ['break-glass'] },
  },
  grantControls: { operator: 'OR', builtInControls: ['mfa'], authenticationStrength: null },
  sessionControls: null,
};

const under = (changes: Partial<Conditions>): ConditionalAccessPolicy => ({
  ...policy,
  conditions: { ...policy.conditions, ...changes },
});
const users = (changes: Partial<Conditions['users']>) =>
  under({
    users: { includeUsers: [], excludeUsers: [], includeGroups: [], excludeGroups: [], ...changes },
  });
const applications = (changes: Partial<Conditions['applications']>) =>
  under({ applications: { includeApplications: ['All'], excludeApplications: [], ...changes } });

test('a policy in force demands a second factor of everybody whom it includes', () => {
  expect(demandsMfa([policy], signIn)).toBe(true);
  expect(demandsMfa([], signIn)).toBe(false);
});

test.each(['enabledForReportingButNotEnforced', 'disabled'] as const)(
  'one that is %s never demands anything',
  (state) => {
    expect(demandsMfa([{ ...policy, state }], signIn)).toBe(false);
    expect(demandsMfa([{ ...policy, state }, policy], signIn)).toBe(true);
  },
);

test.each<[string, ConditionalAccessPolicy, boolean]>([
  ['the user by id', users({ includeUsers: ['ada'] }), true],
  ['another user', users({ includeUsers: ['bob'] }), false],
  ['nobody', users({ includeUsers: ['None'] }), false],
  ['a group of the user', users({ includeGroups: ['team'] }), true],
  ['another group', users({ includeGroups: ['admins'] }), false],
  ['all but the user', users({ includeUsers: ['All'], excludeUsers: ['ada'] }), false],
  ['a group, but the user', users({ includeGroups: ['team'], excludeUsers: ['ada'] }), false],
  ['all but a group of the user', users({ includeUsers: ['All'], excludeGroups: ['company'] }), false],
  ['all but another group', users({ includeUsers: ['All'], excludeGroups: ['break-glass'] }), true],
  ['every application', applications({}), true],
  ['every application but this', applications({ excludeApplications: ['aws'] }), false],
  ['another application', applications({ includeApplications: ['other'] }), false],
  ['browsers', under({ clientAppTypes: ['browser'] }), true],
  ['clients that are no browsers', under({ clientAppTypes: ['mobileAppsAndDesktopClients'] }), false],
  ['risky sign-ins', under({ signInRiskLevels: ['high'] }), false],
  ['risky users', under({ userRiskLevels: ['medium', 'high'] }), false],
  ['those without risk', under({ userRiskLevels: ['none', 'low'] }), true],
])('a policy for %s', (_, given, demanded) => {
  expect(demandsMfa([given], signIn)).toBe(demanded);
});

test('risk that has a level that the policy names is demanded of', () => {
  const risky = under({ signInRiskLevels: ['high'], userRiskLevels: ['high'] });
  expect(demandsMfa([risky], { ...signIn, signInRisk: 'high' })).toBe(false);
  expect(demandsMfa([risky], { ...signIn, signInRisk: 'high', userRisk: 'high' })).toBe(true);
});

test('an authentication strength is a second factor too; a sign-in frequency alone is none', () => {
  const authenticationStrength = {
    id: '00000000-0000-0000-0000-000000000004',
    displayName: 'Phishing-resistant MFA',
  };
  const strong = { operator: 'OR' as const, builtInControls: [], authenticationStrength };
  expect(demandsMfa([{ ...policy, grantControls: strong }], signIn)).toBe(true);
  expect(demandsMfa([{ ...policy, grantControls: null }], signIn)).toBe(false);
});

test('every sign-in frequency in force counts, and none of a policy for others or only for reports', () => {
  const lasting = (
    value: number,
    changes: Partial<ConditionalAccessPolicy> = {},
  ): ConditionalAccessPolicy => ({
    ...policy,
    sessionControls: {
      signInFrequency: {
        isEnabled: true,
        type: 'hours',
        value,
        authenticationType: 'primaryAndSecondaryAuthentication',
        frequencyInterval: 'timeBased',
      },
    },
    ...changes,
  });
  const policies = [
    policy,
    lasting(8),
    lasting(4, { grantControls: null }),
    lasting(2, { state: 'enabledForReportingButNotEnforced' }),
    lasting(1, { conditions: users({ includeUsers: ['bob'] }).conditions }),
  ];
  expect(signInFrequencies(policies, signIn).map(({ value }) => value)).toEqual([8, 4]);
});
