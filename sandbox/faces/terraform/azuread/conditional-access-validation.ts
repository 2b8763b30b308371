/** What the provider's schema refuses in a conditional access policy, and what the sandbox doesn't model of it. */
import {
  CLIENT_APP_TYPES,
  POLICY_STATES,
  RISK_LEVELS,
} from '../../../world/entra/conditional-access/objects.js';
import type { Attributes, Refusal } from '../resource.js';
import { authenticationStrengthId } from './ids.js';
import { allOrNone, atLeastOne, checkEach, unmodelledIn } from './nested-validation.js';
import { check, exactlyOne, notEmpty, oneOf } from './validation.js';
import { blocks } from './values.js';

const TYPE = 'azuread_conditional_access_policy';
const STATES = oneOf(...POLICY_STATES);
const OPERATORS = oneOf('AND', 'OR');
const RISKS = oneOf(...RISK_LEVELS);
const PERIODS = oneOf('days', 'hours');
const AUTHENTICATION_TYPES = oneOf('primaryAndSecondaryAuthentication', 'secondaryAuthentication');
const INTERVALS = oneOf('everyTime', 'timeBased');
const CLIENT_APPS = oneOf(...CLIENT_APP_TYPES);
const CONTROLS = oneOf(
  'approvedApplication',
  'block',
  'compliantApplication',
  'compliantDevice',
  'domainJoinedDevice',
  'mfa',
  'passwordChange',
);

export function validateConditionalAccessPolicy(config: Attributes): Refusal[] {
  return [
    ...check(config['display_name'], 'display_name', notEmpty),
    ...check(config['state'], 'state', STATES),
    ...atLeastOne(config, '', 'grant_controls', 'session_controls'),
    ...blocks(config['conditions']).flatMap(validateConditions),
    ...blocks(config['grant_controls']).flatMap(validateGrantControls),
    ...blocks(config['session_controls']).flatMap(validateSessionControls),
  ];
}

function validateConditions(conditions: Attributes): Refusal[] {
  const at = 'conditions.0.';
  return [
    ...checkEach(conditions, at, {
      client_app_types: CLIENT_APPS,
      sign_in_risk_levels: RISKS,
      user_risk_levels: RISKS,
    }),
    ...blocks(conditions['applications']).flatMap(validateApplications),
    ...blocks(conditions['users']).flatMap(validateUsers),
    ...unmodelledIn(
      conditions,
      TYPE,
      at,
      'authentication_flow_transfer_methods',
      'client_applications',
      'devices',
      'insider_risk_levels',
      'locations',
      'platforms',
      'service_principal_risk_levels',
    ),
  ];
}

function validateApplications(applications: Attributes): Refusal[] {
  const at = 'conditions.0.applications.0.';
  const included = ['included_applications', 'included_user_actions'] as const;
  const named = Object.fromEntries(
    included.flatMap((name) => (applications[name] === undefined ? [] : [[at + name, applications[name]]])),
  );
  return [
    ...exactlyOne(named, ...included.map((name) => at + name)),
    ...checkEach(applications, at, { included_applications: notEmpty, excluded_applications: notEmpty }),
    ...unmodelledIn(applications, TYPE, at, 'included_user_actions', 'filter'),
  ];
}

function validateUsers(users: Attributes): Refusal[] {
  const at = 'conditions.0.users.0.';
  return [
    ...atLeastOne(
      users,
      at,
      'included_groups',
      'included_roles',
      'included_users',
      'included_guests_or_external_users',
    ),
    ...checkEach(users, at, {
      included_users: notEmpty,
      excluded_users: notEmpty,
      included_groups: notEmpty,
      excluded_groups: notEmpty,
    }),
    ...unmodelledIn(
      users,
      TYPE,
      at,
      'included_roles',
      'excluded_roles',
      'included_guests_or_external_users',
      'excluded_guests_or_external_users',
    ),
  ];
}

function validateGrantControls(controls: Attributes): Refusal[] {
  const at = 'grant_controls.0.';
  return [
    ...checkEach(controls, at, {
      operator: OPERATORS,
      built_in_controls: CONTROLS,
      authentication_strength_policy_id: authenticationStrengthId.rule,
    }),
    ...atLeastOne(controls, at, 'built_in_controls', 'authentication_strength_policy_id', 'terms_of_use'),
    ...unmodelledIn(controls, TYPE, at, 'custom_authentication_factors', 'terms_of_use'),
  ];
}

/** A block that demands nothing is one of the provider's special cases, which the sandbox leaves out. */
function validateSessionControls(controls: Attributes): Refusal[] {
  const at = 'session_controls.0.';
  const { sign_in_frequency: frequency, sign_in_frequency_interval: interval } = controls;
  return [
    ...checkEach(controls, at, {
      sign_in_frequency_period: PERIODS,
      sign_in_frequency_authentication_type: AUTHENTICATION_TYPES,
      sign_in_frequency_interval: INTERVALS,
    }),
    ...(typeof frequency === 'number' && frequency < 0
      ? [
          {
            summary: `expected ${at}sign_in_frequency to be at least (0), got ${frequency}`,
            attribute: ['session_controls'],
          },
        ]
      : []),
    ...allOrNone(controls, at, 'sign_in_frequency', 'sign_in_frequency_period'),
    ...(interval === 'everyTime' ? unmodelledIn(controls, TYPE, at, 'sign_in_frequency_interval') : []),
    ...(frequency === null || frequency === 0
      ? [
          {
            summary: `The sandbox does not model \`session_controls\` of ${TYPE} without \`sign_in_frequency\`.`,
            attribute: ['session_controls'],
          },
        ]
      : []),
    ...unmodelledIn(
      controls,
      TYPE,
      at,
      'application_enforced_restrictions_enabled',
      'cloud_app_security_policy',
      'disable_resilience_defaults',
      'persistent_browser_mode',
    ),
  ];
}
