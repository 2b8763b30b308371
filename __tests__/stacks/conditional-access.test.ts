import { createFederation, type Federation } from '../helpers/federation.js';
import { checkConfig, loadConfig, smallConfig, type SmallConfig } from '../helpers/config.js';
import { addressesOf, synthesize } from '../helpers/synthesize.js';
import { testSeed } from '../helpers/world.js';

const POLICY = 'azuread_conditional_access_policy.conditional-access';

/** `break-glass` is a group without any access to AWS. */
function configWith(settings: object, license = 'p1'): SmallConfig {
  const config = smallConfig();
  config.groups['break-glass'] = { name: 'Break Glass' };
  Object.assign(config.entra, {
    license,
    conditionalAccess: { require: 'mfa', breakGlass: 'break-glass', ...settings },
  });
  return config;
}

const policyOf = (config: SmallConfig) =>
  synthesize(loadConfig(config)).resource['azuread_conditional_access_policy']?.['conditional-access'];
const objectId = (group: string) => `\${data.azuread_group.group_${group}.object_id}`;

test('only reports, demands any second factor, and reaches everybody but the break-glass group, where nothing else is said', () => {
  expect(policyOf(configWith({}))).toEqual({
    display_name: 'AWS IAM Identity Center: sign-in requirements',
    state: 'enabledForReportingButNotEnforced',
    conditions: {
      client_app_types: ['all'],
      applications: {
        included_applications: ['${azuread_service_principal.service-principal.client_id}'],
      },
      users: { included_users: ['All'], excluded_groups: [objectId('break-glass')] },
    },
    grant_controls: { operator: 'OR', built_in_controls: ['mfa'] },
  });
});

test('without conditionalAccess there is no policy', () => {
  expect(synthesize(loadConfig(smallConfig())).resource).not.toHaveProperty(
    'azuread_conditional_access_policy',
  );
});

test('everything that can be said, with groups in the order of their handles', () => {
  const config = configWith(
    {
      state: 'enabled',
      require: { authenticationStrength: 'phishing-resistant' },
      signInFrequency: 'PT8H',
      includeGroups: ['developers', 'admins'],
      excludeGroups: ['robots', 'break-glass'],
      signInRisk: ['medium', 'high'],
      userRisk: ['high'],
    },
    'p2',
  );
  config.groups['robots'] = { name: 'Robots' };
  expect(policyOf(config)).toMatchObject({
    state: 'enabled',
    conditions: {
      users: {
        included_groups: [objectId('admins'), objectId('developers')],
        excluded_groups: [objectId('break-glass'), objectId('robots')],
      },
      sign_in_risk_levels: ['medium', 'high'],
      user_risk_levels: ['high'],
    },
    grant_controls: {
      operator: 'OR',
      authentication_strength_policy_id:
        '/policies/authenticationStrengthPolicies/00000000-0000-0000-0000-000000000004',
    },
    session_controls: { sign_in_frequency: 8, sign_in_frequency_period: 'hours' },
  });
});

test.each([
  ['mfa', '00000000-0000-0000-0000-000000000002'],
  ['passwordless', '00000000-0000-0000-0000-000000000003'],
  ['A1B2C3D4-0000-4000-8000-00000000000F', 'a1b2c3d4-0000-4000-8000-00000000000f'],
])('the authentication strength %s', (authenticationStrength, id) => {
  expect(policyOf(configWith({ require: { authenticationStrength } }))?.['grant_controls']).toEqual({
    operator: 'OR',
    authentication_strength_policy_id: `/policies/authenticationStrengthPolicies/${id}`,
  });
});

test('disabled is a policy that stands and does nothing, and days are days', () => {
  expect(policyOf(configWith({ state: 'disabled', signInFrequency: 'P7D' }))).toMatchObject({
    state: 'disabled',
    session_controls: { sign_in_frequency: 7, sign_in_frequency_period: 'days' },
  });
});

test('its groups get no access by it: they are looked up in Entra, and that is all', () => {
  const without = addressesOf(synthesize(loadConfig(smallConfig())));
  const addresses = addressesOf(synthesize(loadConfig(configWith({}))));
  expect(addresses.filter((address) => !without.includes(address))).toEqual([
    POLICY,
    'data.azuread_group.group_break-glass',
  ]);
});

test('risk needs no more than licence p2', () => {
  const { problems } = checkConfig(configWith({ userRisk: ['high'] }, 'p2'));
  expect(problems).toEqual([]);
});

describe('applied', () => {
  let federation: Federation;
  beforeAll(async () => {
    const breakGlass = { displayName: 'Break Glass', members: ['eve@test.example'] };
    federation = await createFederation({
      ...testSeed,
      entra: { ...testSeed.entra, groups: [...testSeed.entra.groups, breakGlass] },
    });
    await federation.apply(configWith({ signInFrequency: 'PT8H' }));
  });
  afterAll(() => federation.stop());

  const demanded = () => {
    const { applications, conditionalAccessPolicies, users } = federation.world.entra;
    const { appId } = applications.list({ displayName: 'AWS IAM Identity Center' })[0] ?? { appId: '' };
    return ['ada', 'bob', 'eve'].filter((name) =>
      conditionalAccessPolicies.demandMfa(users.get(`${name}@test.example`).id, appId),
    );
  };

  test('a policy that only reports demands nothing, and a second plan is empty', async () => {
    expect(demanded()).toEqual([]);
    expect((await federation.plan(configWith({ signInFrequency: 'PT8H' }))).actions).toEqual({});
  });

  test('once enabled it demands a second factor of all but the break-glass group, and of no others than it includes', async () => {
    const enabled = configWith({ state: 'enabled' });
    expect((await federation.plan(enabled)).actions).toEqual({ [POLICY]: 'update' });
    await federation.terraform.apply();
    expect(demanded()).toEqual(['ada', 'bob']);

    const some = { state: 'enabled', includeGroups: ['admins'] };
    await federation.apply(configWith(some));
    expect(demanded()).toEqual(['ada']);
    expect((await federation.plan(configWith(some))).actions).toEqual({});
  });

  test('renaming the application renames the policy, and replaces nothing', async () => {
    const renamed = configWith({ state: 'enabled' });
    renamed.entra.application['displayName'] = 'AWS';
    expect((await federation.plan(renamed)).actions).toEqual({
      'azuread_application.application': 'update',
      [POLICY]: 'update',
    });
  });

  test('a break-glass group that Entra doesn’t have stops the plan', async () => {
    const missing = configWith({});
    missing.groups['break-glass'] = { name: 'Glass' };
    await expect(federation.plan(missing)).rejects.toThrow(/No group found matching/);
  });

  test('taken out of the config it goes, alone; and it goes with everything else', async () => {
    const without = configWith({});
    delete (without.entra as { conditionalAccess?: object }).conditionalAccess;
    expect((await federation.plan(without)).actions).toEqual({ [POLICY]: 'delete' });
    await federation.destroy();
    expect(federation.world.entra.conditionalAccessPolicies.list()).toEqual([]);
  });
});
