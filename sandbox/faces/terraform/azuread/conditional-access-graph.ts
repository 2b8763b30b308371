/** A conditional access policy as Graph has it, and as Terraform does. */
import type { EntraTenant } from '../../../world/entra/tenant.js';
import type { Attributes } from '../resource.js';
import { authenticationStrengthId, conditionalAccessPolicyId } from './ids.js';
import { block, blocks, text, texts } from './values.js';

/** The provider sends everything, also what hasn't changed. */
export function properties(planned: Attributes): Record<string, unknown> {
  const conditions = block(planned['conditions']);
  const applications = block(conditions['applications']);
  const users = block(conditions['users']);
  const [grant] = blocks(planned['grant_controls']);
  const [session] = blocks(planned['session_controls']);
  return {
    displayName: text(planned['display_name']),
    state: text(planned['state']),
    conditions: {
      clientAppTypes: texts(conditions['client_app_types']),
      signInRiskLevels: texts(conditions['sign_in_risk_levels']),
      userRiskLevels: texts(conditions['user_risk_levels']),
      applications: {
        includeApplications: texts(applications['included_applications']),
        excludeApplications: texts(applications['excluded_applications']),
      },
      users: {
        includeUsers: texts(users['included_users']),
        excludeUsers: texts(users['excluded_users']),
        includeGroups: texts(users['included_groups']),
        excludeGroups: texts(users['excluded_groups']),
      },
    },
    grantControls: grant === undefined ? null : grantControls(grant),
    sessionControls: session === undefined ? null : { signInFrequency: signInFrequency(session) },
  };
}

function grantControls(grant: Attributes): Record<string, unknown> {
  const strength = text(grant['authentication_strength_policy_id']);
  return {
    operator: text(grant['operator']),
    builtInControls: texts(grant['built_in_controls']),
    authenticationStrength: strength === '' ? null : { id: authenticationStrengthId.parse(strength)[0] },
  };
}

const signInFrequency = (session: Attributes): Record<string, unknown> => ({
  isEnabled: true,
  type: text(session['sign_in_frequency_period']),
  value: session['sign_in_frequency'],
  authenticationType:
    text(session['sign_in_frequency_authentication_type']) || 'primaryAndSecondaryAuthentication',
  frequencyInterval: 'timeBased',
});

/** What the tenant doesn't model is empty, as the provider has it where there is none. */
export function attributes({ conditionalAccessPolicies }: EntraTenant, id: string): Attributes {
  const { displayName, state, conditions, grantControls, sessionControls } =
    conditionalAccessPolicies.get(id);
  const { applications, users } = conditions;
  const frequency = sessionControls?.signInFrequency;
  return {
    id: conditionalAccessPolicyId.format(id),
    object_id: id,
    display_name: displayName,
    state,
    conditions: [
      {
        client_app_types: conditions.clientAppTypes,
        insider_risk_levels: '',
        sign_in_risk_levels: conditions.signInRiskLevels,
        user_risk_levels: conditions.userRiskLevels,
        applications: [
          {
            included_applications: applications.includeApplications,
            excluded_applications: applications.excludeApplications,
          },
        ],
        users: [
          {
            included_users: users.includeUsers,
            excluded_users: users.excludeUsers,
            included_groups: users.includeGroups,
            excluded_groups: users.excludeGroups,
          },
        ],
      },
    ],
    grant_controls:
      grantControls === null
        ? []
        : [
            {
              operator: grantControls.operator,
              built_in_controls: grantControls.builtInControls,
              authentication_strength_policy_id: grantControls.authenticationStrength
                ? authenticationStrengthId.format(grantControls.authenticationStrength.id)
                : '',
            },
          ],
    session_controls: frequency
      ? [
          {
            sign_in_frequency: frequency.value,
            sign_in_frequency_period: frequency.type,
            sign_in_frequency_authentication_type: frequency.authenticationType,
            sign_in_frequency_interval: frequency.frequencyInterval,
            application_enforced_restrictions_enabled: false,
            disable_resilience_defaults: false,
          },
        ]
      : [],
  };
}
