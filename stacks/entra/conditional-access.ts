/** The conditional access policy of an enterprise application: what is demanded of those who sign in to it. */
import {
  ConditionalAccessPolicy,
  type ConditionalAccessPolicyGrantControls,
  type ConditionalAccessPolicySessionControls,
} from '@cdktf/provider-azuread/lib/conditional-access-policy';
import { Construct } from 'constructs';
import { AUTHENTICATION_STRENGTHS } from '../../model/authentication-strengths.js';
import type { ConditionalAccessConfig } from '../../model/config.js';
import { parseSignInFrequency } from '../../model/sign-in-frequency.js';
import { compareText } from '../../model/text.js';
import { literal } from '../literal.js';
import { conditionalAccessPolicyName } from './display-names.js';
import type { EntraPrincipals } from './principals.js';

export interface ConditionalAccessProps {
  /** The policy's Terraform name. */
  readonly name: string;
  /** The application's display name. The policy's begins with it by default, so that the two stand together in Entra's lists. */
  readonly application: string;
  readonly clientId: string;
  readonly settings: ConditionalAccessConfig;
  readonly principals: EntraPrincipals;
}

const STATES = {
  'report-only': 'enabledForReportingButNotEnforced',
  enabled: 'enabled',
  disabled: 'disabled',
} as const;

export class ConditionalAccess extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ConditionalAccessProps,
  ) {
    super(scope, id);
    const { name, application, clientId, settings } = props;
    new ConditionalAccessPolicy(this, name, {
      displayName: literal(conditionalAccessPolicyName(application, settings)),
      state: STATES[settings.state],
      conditions: {
        clientAppTypes: ['all'],
        applications: { includedApplications: [clientId] },
        users: {
          ...this.includedUsers(),
          excludedGroups: this.objectIdsOf([settings.breakGlass, ...(settings.excludeGroups ?? [])]),
        },
        signInRiskLevels: settings.signInRisk,
        userRiskLevels: settings.userRisk,
      },
      grantControls: grantControls(settings),
      sessionControls: sessionControls(settings),
    });
  }

  /** Only those who are assigned may use the application, so all users are all who may. */
  private includedUsers(): { includedGroups: string[] } | { includedUsers: string[] } {
    const { includeGroups } = this.props.settings;
    return includeGroups === undefined
      ? { includedUsers: ['All'] }
      : { includedGroups: this.objectIdsOf(includeGroups) };
  }

  /** In the order of the handles, for Terraform would take another order in the config for a change. */
  private objectIdsOf(groups: readonly string[]): string[] {
    return [...new Set(groups)]
      .sort(compareText)
      .map((handle) => this.props.principals.get({ type: 'GROUP', handle }).objectId);
  }
}

function grantControls({ require }: ConditionalAccessConfig): ConditionalAccessPolicyGrantControls {
  if (require === 'mfa') return { operator: 'OR', builtInControls: ['mfa'] };
  const { authenticationStrength } = require;
  const id = AUTHENTICATION_STRENGTHS[authenticationStrength] ?? authenticationStrength.toLowerCase();
  return {
    operator: 'OR',
    authenticationStrengthPolicyId: `/policies/authenticationStrengthPolicies/${id}`,
  };
}

function sessionControls({
  signInFrequency,
}: ConditionalAccessConfig): ConditionalAccessPolicySessionControls | undefined {
  const frequency = signInFrequency === undefined ? undefined : parseSignInFrequency(signInFrequency);
  return frequency && { signInFrequency: frequency.value, signInFrequencyPeriod: frequency.period };
}
