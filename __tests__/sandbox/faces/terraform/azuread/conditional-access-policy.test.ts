import { conditionalAccessPolicy } from '../../../../../sandbox/faces/terraform/azuread/conditional-access-policy.js';
import type { Attributes } from '../../../../../sandbox/faces/terraform/resource.js';
import { entraConfiguration } from '../../../../helpers/azuread.js';
import { createConnection, graph, refused } from '../../../../helpers/azuread-resources.js';
import { NOBODY } from '../../../../helpers/entra.js';
import { serveEntra, type ServedEntra } from '../../../../helpers/served-entra.js';

type Block = Readonly<Record<string, unknown>>;

const POLICY = 'azuread_conditional_access_policy.aws';
const FOLDER = '/policies/authenticationStrengthPolicies/';
const PHISHING_RESISTANT = `${FOLDER}00000000-0000-0000-0000-000000000004`;
const users = {
  included_users: ['All'],
  excluded_groups: ['${data.azuread_group.admins.object_id}'],
} satisfies Block;
const conditions = {
  client_app_types: ['all'],
  applications: { included_applications: ['${azuread_service_principal.aws.client_id}'] },
  users,
} satisfies Block;
const policy = {
  display_name: 'AWS: sign-in requirements',
  state: 'enabledForReportingButNotEnforced',
  conditions,
  grant_controls: { operator: 'OR', built_in_controls: ['mfa'] },
  session_controls: { sign_in_frequency: 8, sign_in_frequency_period: 'hours' },
} satisfies Block;

const configuration = (changes: Block = {}) => entraConfiguration({ [POLICY]: { ...policy, ...changes } });

let served: ServedEntra;
beforeAll(async () => {
  served = await serveEntra(configuration());
  await served.terraform.apply();
});
afterAll(() => served.stop());

const standing = () => served.entra.conditionalAccessPolicies.list();

test('is made as it is written, and a second plan is empty', async () => {
  const { entra } = served;
  const [application] = entra.applications.list({ displayName: 'AWS (test)' });
  const [admins] = entra.groups.list({ displayName: 'Admins' });
  expect(standing()).toMatchObject([
    {
      displayName: 'AWS: sign-in requirements',
      state: 'enabledForReportingButNotEnforced',
      conditions: {
        clientAppTypes: ['all'],
        applications: { includeApplications: [application?.appId] },
        users: { includeUsers: ['All'], excludeGroups: [admins?.id] },
      },
      grantControls: { operator: 'OR', builtInControls: ['mfa'], authenticationStrength: null },
      sessionControls: { signInFrequency: { type: 'hours', value: 8, frequencyInterval: 'timeBased' } },
    },
  ]);
  expect((await served.plan(configuration())).actions).toEqual({});
});

const edits: readonly (readonly [what: string, changes: Block, then: object])[] = [
  ['its name', { display_name: 'AWS sign-in' }, { displayName: 'AWS sign-in' }],
  ['its state', { state: 'enabled' }, { state: 'enabled' }],
  [
    'groups instead of everybody',
    { conditions: { ...conditions, users: { included_groups: users.excluded_groups } } },
    { conditions: { users: { includeUsers: [], excludeGroups: [] } } },
  ],
  [
    'risk levels',
    { conditions: { ...conditions, sign_in_risk_levels: ['high'], user_risk_levels: ['medium', 'high'] } },
    { conditions: { signInRiskLevels: ['high'], userRiskLevels: ['medium', 'high'] } },
  ],
  [
    'kinds of clients',
    { conditions: { ...conditions, client_app_types: ['browser'] } },
    { conditions: { clientAppTypes: ['browser'] } },
  ],
  [
    'every application',
    { conditions: { ...conditions, applications: { included_applications: ['All'] } } },
    { conditions: { applications: { includeApplications: ['All'] } } },
  ],
  [
    'an authentication strength instead of any second factor',
    { grant_controls: { operator: 'OR', authentication_strength_policy_id: PHISHING_RESISTANT } },
    {
      grantControls: {
        builtInControls: [],
        authenticationStrength: { displayName: 'Phishing-resistant MFA' },
      },
    },
  ],
  ['no sign-in frequency', { session_controls: [] }, { sessionControls: null }],
  ['no control but the frequency', { grant_controls: [] }, { grantControls: null }],
  [
    'days instead of hours',
    { session_controls: { sign_in_frequency: 7, sign_in_frequency_period: 'days' } },
    { sessionControls: { signInFrequency: { type: 'days', value: 7 } } },
  ],
  [
    'what has to be done again',
    {
      session_controls: {
        ...policy.session_controls,
        sign_in_frequency_authentication_type: 'secondaryAuthentication',
      },
    },
    { sessionControls: { signInFrequency: { authenticationType: 'secondaryAuthentication' } } },
  ],
];

test.each(edits)('%s: updated in place, and then there is nothing more to do', async (_, changes, then) => {
  const [before] = standing();
  expect((await served.plan(configuration(changes))).actions).toEqual({ [POLICY]: 'update' });
  await served.terraform.apply();
  expect(standing()).toMatchObject([{ id: before?.id, ...then }]);
  expect((await served.plan(configuration(changes))).actions).toEqual({});
  await served.apply(configuration());
});

test('what is changed or deleted in Entra is put right', async () => {
  const { conditionalAccessPolicies } = served.entra;
  const [policyId = ''] = standing().map(({ id }) => id);
  conditionalAccessPolicies.update(policyId, { state: 'disabled' });
  expect((await served.plan(configuration())).actions).toEqual({ [POLICY]: 'update' });
  conditionalAccessPolicies.delete(policyId);
  expect((await served.plan(configuration())).actions).toEqual({ [POLICY]: 'create' });
  await served.terraform.apply();
  expect(standing()).toHaveLength(1);
});

test('is imported by its path', async () => {
  const { terraform } = served;
  const [policyId = ''] = standing().map(({ id }) => id);
  await terraform.write(configuration());
  await terraform.run('state', 'rm', POLICY);
  await expect(terraform.import(POLICY, policyId)).rejects.toThrow(
    /parsing the Conditional Access Policy ID: expected the form\s+\/identity\/conditionalAccess\/policies\/0{8}-/,
  );
  await terraform.import(POLICY, `/identity/conditionalAccess/policies/${policyId}`);
  expect((await terraform.plan()).actions).toEqual({});
});

test('goes alone when it is taken out, and is no error when it is gone already', async () => {
  expect((await served.plan(entraConfiguration())).actions).toEqual({ [POLICY]: 'delete' });
  await served.terraform.apply();
  expect(standing()).toEqual([]);
  const { connection } = createConnection();
  const id = `/identity/conditionalAccess/policies/${NOBODY}`;
  await conditionalAccessPolicy.remove(connection, { id });
  expect(await conditionalAccessPolicy.read(connection, { id })).toBeNull();
});

test('Graph’s refusals are the provider’s', async () => {
  const { connection } = createConnection();
  const planned = { display_name: 'AWS', state: 'enabled', conditions: [{ client_app_types: ['all'] }] };
  const { refusal } = await refused(conditionalAccessPolicy.create(connection, planned));
  expect(refusal).toEqual({
    summary: 'Could not create conditional access policy',
    detail: graph(
      '400 Request_BadRequest: A policy must include at least one of applications and user actions.',
    ),
  });
});

const valid: Attributes = {
  display_name: 'AWS',
  state: 'enabled',
  conditions: [
    {
      client_app_types: ['all'],
      applications: [{ included_applications: ['All'], included_user_actions: null }],
      users: [
        {
          included_users: ['All'],
          included_groups: null,
          included_roles: null,
          included_guests_or_external_users: [],
        },
      ],
    },
  ],
  grant_controls: [
    {
      operator: 'OR',
      built_in_controls: ['mfa'],
      authentication_strength_policy_id: null,
      terms_of_use: null,
    },
  ],
  session_controls: [],
};
const within = (name: string, changes: Attributes): Attributes => {
  const [block] = valid[name] as Attributes[];
  return { [name]: [{ ...block, ...changes }] };
};
const session = (changes: Attributes): Attributes => ({
  session_controls: [{ sign_in_frequency: 8, sign_in_frequency_period: 'hours', ...changes }],
});
const NOT_MODELLED = 'of azuread_conditional_access_policy.';

test.each<[Attributes, string]>([
  [{ display_name: '' }, 'expected "display_name" to not be an empty string, got '],
  [
    { state: 'report-only' },
    'expected state to be one of ["disabled" "enabled" "enabledForReportingButNotEnforced"], got report-only',
  ],
  [
    { grant_controls: [] },
    'Missing required argument: "grant_controls": one of `grant_controls,session_controls` must be specified',
  ],
  [
    within('conditions', { client_app_types: ['web'] }),
    'expected conditions.0.client_app_types.0 to be one of ["all" "browser" "easSupported" "exchangeActiveSync" "mobileAppsAndDesktopClients" "other"], got web',
  ],
  [
    within('conditions', { user_risk_levels: ['huge'] }),
    'expected conditions.0.user_risk_levels.0 to be one of ["hidden" "high" "low" "medium" "none"], got huge',
  ],
  [
    within('conditions', { applications: [{ included_applications: null, included_user_actions: null }] }),
    'Invalid combination of arguments: "conditions.0.applications.0.included_applications": one of `conditions.0.applications.0.included_applications,conditions.0.applications.0.included_user_actions` must be specified',
  ],
  [
    within('conditions', { applications: [{ included_applications: [''], included_user_actions: null }] }),
    'expected "conditions.0.applications.0.included_applications.0" to not be an empty string, got ',
  ],
  [
    within('conditions', {
      users: [
        {
          included_users: null,
          included_groups: null,
          included_roles: null,
          included_guests_or_external_users: [],
        },
      ],
    }),
    'Missing required argument: "conditions.0.users.0.included_groups": one of `conditions.0.users.0.included_groups,conditions.0.users.0.included_guests_or_external_users,conditions.0.users.0.included_roles,conditions.0.users.0.included_users` must be specified',
  ],
  [
    within('conditions', { users: [{ included_users: ['All'], excluded_roles: [NOBODY] }] }),
    `The sandbox does not model \`excluded_roles\` ${NOT_MODELLED}`,
  ],
  [
    within('conditions', { locations: [{ included_locations: ['All'] }] }),
    `The sandbox does not model \`locations\` ${NOT_MODELLED}`,
  ],
  [
    within('grant_controls', { operator: 'or' }),
    'expected grant_controls.0.operator to be one of ["AND" "OR"], got or',
  ],
  [
    within('grant_controls', { built_in_controls: null }),
    'Missing required argument: "grant_controls.0.built_in_controls": one of `grant_controls.0.authentication_strength_policy_id,grant_controls.0.built_in_controls,grant_controls.0.terms_of_use` must be specified',
  ],
  [
    within('grant_controls', { authentication_strength_policy_id: NOBODY }),
    `expected "grant_controls.0.authentication_strength_policy_id" to have the form ${FOLDER}00000000-0000-0000-0000-000000000000, got "${NOBODY}"`,
  ],
  [
    session({ sign_in_frequency_period: null }),
    'Missing required argument: "session_controls.0.sign_in_frequency": all of `session_controls.0.sign_in_frequency,session_controls.0.sign_in_frequency_period` must be specified',
  ],
  [
    session({ sign_in_frequency_period: 'weeks' }),
    'expected session_controls.0.sign_in_frequency_period to be one of ["days" "hours"], got weeks',
  ],
  [
    session({ sign_in_frequency: -1 }),
    'expected session_controls.0.sign_in_frequency to be at least (0), got -1',
  ],
  [
    session({ sign_in_frequency: null, sign_in_frequency_period: null }),
    `The sandbox does not model \`session_controls\` of azuread_conditional_access_policy without \`sign_in_frequency\`.`,
  ],
  [
    session({ sign_in_frequency_interval: 'everyTime' }),
    `The sandbox does not model \`sign_in_frequency_interval\` ${NOT_MODELLED}`,
  ],
  [
    session({ persistent_browser_mode: 'never' }),
    `The sandbox does not model \`persistent_browser_mode\` ${NOT_MODELLED}`,
  ],
])('before anything is applied: %#', (changes, refusal) => {
  const refusals = conditionalAccessPolicy.validate?.({ ...valid, ...changes }) ?? [];
  expect(refusals.map(({ summary, detail }) => (detail ? `${summary}: ${detail}` : summary))).toEqual([
    refusal,
  ]);
});

test('what is valid is not refused', () => {
  expect(conditionalAccessPolicy.validate?.({ ...valid, ...session({}) })).toEqual([]);
});
