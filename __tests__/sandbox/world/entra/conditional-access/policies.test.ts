import { createTenantWithApplication, GONE, NOBODY, refusalOf } from '../../../../helpers/entra.js';

function setUp() {
  const { tenant, application } = createTenantWithApplication();
  const groupId = (displayName: string) => tenant.groups.list({ displayName })[0]?.id ?? '';
  const ada = tenant.users.get('ada@test.example').id;
  const admins = groupId('Admins');
  const conditions = {
    clientAppTypes: ['all'],
    applications: { includeApplications: [application.appId] },
    users: { includeUsers: ['All'], excludeGroups: [admins] },
  };
  const properties = {
    displayName: 'AWS: sign-in requirements',
    state: 'enabled',
    conditions,
    grantControls: { operator: 'OR', builtInControls: ['mfa'] },
  };
  return {
    tenant,
    application,
    policies: tenant.conditionalAccessPolicies,
    ada,
    admins,
    groupId,
    properties,
  };
}

test('makes a policy, fills what is left out, and lists it among what was made', () => {
  const { tenant, application, policies, admins, properties } = setUp();
  const sessionControls = { signInFrequency: { isEnabled: true, type: 'hours', value: 8 } };
  const made = policies.create({ ...properties, sessionControls });
  expect(made).toEqual({
    id: made.id,
    createdDateTime: '2027-01-01T12:00:00.250Z',
    modifiedDateTime: null,
    displayName: 'AWS: sign-in requirements',
    state: 'enabled',
    conditions: {
      clientAppTypes: ['all'],
      signInRiskLevels: [],
      userRiskLevels: [],
      applications: { includeApplications: [application.appId], excludeApplications: [] },
      users: { includeUsers: ['All'], excludeUsers: [], includeGroups: [], excludeGroups: [admins] },
    },
    grantControls: { operator: 'OR', builtInControls: ['mfa'], authenticationStrength: null },
    sessionControls: {
      signInFrequency: {
        isEnabled: true,
        type: 'hours',
        value: 8,
        authenticationType: 'primaryAndSecondaryAuthentication',
        frequencyInterval: 'timeBased',
      },
    },
  });
  expect(policies.get(made.id)).toEqual(made);
  expect(policies.list({ displayName: 'aws: SIGN-IN requirements' })).toEqual([made]);
  expect(tenant.made()).toContain(`conditional access policy "AWS: sign-in requirements" (${made.id})`);
});

test('a change keeps what it doesn’t name, and takes controls away where it says so', () => {
  const { policies, properties } = setUp();
  const sessionControls = { signInFrequency: { isEnabled: true, type: 'days', value: 7 } };
  const { id } = policies.create({ ...properties, sessionControls });
  policies.update(id, {
    state: 'disabled',
    sessionControls: null,
    grantControls: {
      operator: 'OR',
      authenticationStrength: { id: '00000000-0000-0000-0000-000000000004' },
    },
  });
  expect(policies.get(id)).toMatchObject({
    displayName: 'AWS: sign-in requirements',
    state: 'disabled',
    modifiedDateTime: '2027-01-01T12:00:00.250Z',
    conditions: { users: { includeUsers: ['All'] } },
    grantControls: { builtInControls: [], authenticationStrength: { displayName: 'Phishing-resistant MFA' } },
    sessionControls: null,
  });
});

test('what is deleted is gone', async () => {
  const { policies, properties } = setUp();
  const { id } = policies.create(properties);
  policies.delete(id);
  expect(policies.list()).toEqual([]);
  for (const work of [() => policies.get(id), () => policies.update(id, {}), () => policies.delete(id)])
    expect(await refusalOf(work)).toBe(GONE(id));
});

const invalid = (property: string) =>
  `400 Request_BadRequest: Invalid value specified for property '${property}' of resource 'ConditionalAccessPolicy'.`;
const unmodelled = (what: string) => `501 NotImplemented: The sandbox does not model ${what}.`;
const frequency = (changes: object) => ({
  sessionControls: { signInFrequency: { isEnabled: true, type: 'hours', value: 8, ...changes } },
});
const strength = (id: string) => ({ authenticationStrength: { id } });
const PHISHING_RESISTANT = '00000000-0000-0000-0000-000000000004';

test.each<[string, object, string]>([
  ['no name', { displayName: '' }, invalid('displayName')],
  ['an unknown state', { state: 'on' }, invalid('state')],
  ['an id', { id: NOBODY }, `400 Request_BadRequest: Property 'id' is read-only and cannot be set.`],
  [
    'nothing to do',
    { grantControls: null },
    '400 Request_BadRequest: A policy must have grantControls or sessionControls.',
  ],
  [
    'no control',
    { grantControls: {} },
    '400 Request_BadRequest: grantControls must have at least one control.',
  ],
  [
    'an operator that is none',
    { grantControls: { operator: 'XOR', builtInControls: ['mfa'] } },
    invalid('operator'),
  ],
  [
    'a control that isn’t modelled',
    { grantControls: { builtInControls: ['block'] } },
    unmodelled(`the control 'block' of conditional access`),
  ],
  [
    'mfa beside a strength',
    { grantControls: { builtInControls: ['mfa'], ...strength(PHISHING_RESISTANT) } },
    `400 Request_BadRequest: The control 'mfa' and an authentication strength cannot be used together.`,
  ],
  [
    'a strength of its own',
    { grantControls: strength(NOBODY) },
    unmodelled(`authentication strengths that are not built in, such as '${NOBODY}'`),
  ],
  ['24 hours', frequency({ value: 24 }), invalid('value')],
  ['half an hour', frequency({ value: 0.5 }), invalid('value')],
  ['366 days', frequency({ type: 'days', value: 366 }), invalid('value')],
  ['weeks', frequency({ type: 'weeks' }), invalid('type')],
  [
    'every time',
    frequency({ frequencyInterval: 'everyTime' }),
    unmodelled(`the sign-in frequency 'everyTime'`),
  ],
  [
    'no session control',
    { sessionControls: {} },
    '400 Request_BadRequest: sessionControls must have at least one control.',
  ],
  [
    'cookies that stay',
    { sessionControls: { persistentBrowser: {} } },
    unmodelled(`the property 'persistentBrowser' of resource 'ConditionalAccessPolicy.sessionControls'`),
  ],
])('%s is refused', async (_, changes, refusal) => {
  const { policies, properties } = setUp();
  expect(await refusalOf(() => policies.create({ ...properties, ...changes }))).toBe(refusal);
  expect(policies.list()).toEqual([]);
});

test.each<[string, object, string]>([
  ['no kind of client', { clientAppTypes: [] }, invalid('clientAppTypes')],
  ['an unknown kind of client', { clientAppTypes: ['fax'] }, invalid('clientAppTypes')],
  ['an unknown risk', { userRiskLevels: ['huge'] }, invalid('userRiskLevels')],
  ['another unknown risk', { signInRiskLevels: ['huge'] }, invalid('signInRiskLevels')],
  [
    'no application',
    { applications: {} },
    '400 Request_BadRequest: A policy must include at least one of applications and user actions.',
  ],
  [
    'an application that isn’t there',
    { applications: { includeApplications: [NOBODY] } },
    `400 Request_BadRequest: The application '${NOBODY}' does not exist in the directory.`,
  ],
  [
    'Office 365',
    { applications: { includeApplications: ['Office365'] } },
    unmodelled('the applications of Office 365'),
  ],
  [
    'nobody',
    { users: {} },
    '400 Request_BadRequest: A policy must include at least one of users, groups and roles.',
  ],
  [
    'a user who isn’t there',
    { users: { includeUsers: [NOBODY] } },
    `400 Request_BadRequest: The user '${NOBODY}' does not exist in the directory.`,
  ],
  [
    'a group that isn’t there',
    { users: { includeUsers: ['All'], excludeGroups: [NOBODY] } },
    `400 Request_BadRequest: The group '${NOBODY}' does not exist in the directory.`,
  ],
  ['guests', { users: { includeUsers: ['GuestsOrExternalUsers'] } }, unmodelled('guests')],
  [
    'places',
    { locations: { includeLocations: ['All'] } },
    unmodelled(`the property 'locations' of resource 'ConditionalAccessPolicy.conditions'`),
  ],
])('conditions with %s are refused', async (_, changes, refusal) => {
  const { policies, properties } = setUp();
  const conditions = { ...properties.conditions, ...changes };
  expect(await refusalOf(() => policies.create({ ...properties, conditions }))).toBe(refusal);
});

test('a second factor is demanded of whom it includes, also through groups of groups, and of whom a rule includes', () => {
  const { tenant, application, policies, ada, groupId, properties } = setUp();
  const bob = tenant.users.get('bob@test.example').id;
  const eve = tenant.users.get('eve@test.example').id;
  const of = (appId: string) => [ada, bob, eve].map((id) => policies.demandMfa(id, appId));
  expect(of(application.appId)).toEqual([false, false, false]);

  const { id } = policies.create(properties);
  expect(of(application.appId)).toEqual([false, true, true]);
  expect(of(tenant.caller.clientId)).toEqual([false, false, false]);

  const outer = tenant.groups.create({
    displayName: 'Outer',
    mailNickname: 'outer',
    mailEnabled: false,
    securityEnabled: true,
    groupTypes: [],
  });
  tenant.groups.addMember(outer.id, groupId('Operators'));
  const users = { includeGroups: [outer.id] };
  policies.update(id, { conditions: { ...properties.conditions, users } });
  expect(of(application.appId)).toEqual([false, true, false]);

  policies.update(id, { state: 'enabledForReportingButNotEnforced' });
  expect(of(application.appId)).toEqual([false, false, false]);
});

test('a group that is deleted stays named in the policy, and reaches nobody', () => {
  const { tenant, application, policies, ada, admins, properties } = setUp();
  const { id } = policies.create(properties);
  tenant.groups.delete(admins);
  expect(policies.get(id).conditions.users.excludeGroups).toEqual([admins]);
  expect(policies.demandMfa(ada, application.appId)).toBe(true);
});
