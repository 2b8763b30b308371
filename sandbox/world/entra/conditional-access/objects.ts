/** The shapes of Microsoft Graph's conditional access, as far as the tenant models them. */

export const POLICY_STATES = ['disabled', 'enabled', 'enabledForReportingButNotEnforced'] as const;
export const RISK_LEVELS = ['hidden', 'high', 'low', 'medium', 'none'] as const;
export const CLIENT_APP_TYPES: readonly string[] = [
  'all',
  'browser',
  'easSupported',
  'exchangeActiveSync',
  'mobileAppsAndDesktopClients',
  'other',
];

export type PolicyState = (typeof POLICY_STATES)[number];
export type RiskLevel = (typeof RISK_LEVELS)[number];

export interface ConditionalAccessPolicy {
  readonly id: string;
  readonly createdDateTime: string;
  readonly modifiedDateTime: string | null;
  displayName: string;
  state: PolicyState;
  conditions: Conditions;
  grantControls: GrantControls | null;
  sessionControls: SessionControls | null;
}

/** No level at all stands for whatever the risk. */
export interface Conditions {
  clientAppTypes: string[];
  signInRiskLevels: RiskLevel[];
  userRiskLevels: RiskLevel[];
  applications: { includeApplications: string[]; excludeApplications: string[] };
  users: {
    includeUsers: string[];
    excludeUsers: string[];
    includeGroups: string[];
    excludeGroups: string[];
  };
}

export interface GrantControls {
  operator: 'AND' | 'OR';
  builtInControls: string[];
  authenticationStrength: { readonly id: string; readonly displayName: string } | null;
}

export interface SessionControls {
  signInFrequency: SignInFrequency | null;
}

export interface SignInFrequency {
  isEnabled: boolean;
  type: 'days' | 'hours';
  value: number;
  authenticationType: 'primaryAndSecondaryAuthentication' | 'secondaryAuthentication';
  frequencyInterval: 'timeBased';
}
