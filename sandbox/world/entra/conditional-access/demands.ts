/** What the tenant's conditional access policies demand of a sign-in. */
import type { ConditionalAccessPolicy, Conditions, RiskLevel, SignInFrequency } from './objects.js';

/** A sign-in with a browser. */
export interface SignIn {
  readonly userId: string;
  /** Every group that the user belongs to, also through other groups. */
  readonly groupIds: ReadonlySet<string>;
  /** The application's client id. */
  readonly appId: string;
  readonly signInRisk: RiskLevel;
  readonly userRisk: RiskLevel;
}

/**
 * Whether a policy in force demands multifactor authentication, be it by the control or by an authentication strength.
 * One that only reports never does; nor does one that excludes the user, in whatever group it includes the same.
 */
export const demandsMfa = (policies: Iterable<ConditionalAccessPolicy>, signIn: SignIn): boolean =>
  inForce(policies, signIn).some(
    ({ grantControls }) =>
      grantControls !== null &&
      (grantControls.builtInControls.includes('mfa') || grantControls.authenticationStrength !== null),
  );

/** How long a sign-in lasts, by every policy in force that says so. All of them hold. */
export const signInFrequencies = (
  policies: Iterable<ConditionalAccessPolicy>,
  signIn: SignIn,
): SignInFrequency[] =>
  inForce(policies, signIn).flatMap(({ sessionControls }) => sessionControls?.signInFrequency ?? []);

const inForce = (policies: Iterable<ConditionalAccessPolicy>, signIn: SignIn): ConditionalAccessPolicy[] =>
  [...policies].filter(({ state, conditions }) => state === 'enabled' && applies(conditions, signIn));

function applies(conditions: Conditions, signIn: SignIn): boolean {
  const { clientAppTypes, applications, users, signInRiskLevels, userRiskLevels } = conditions;
  const named = (userIds: readonly string[], groupIds: readonly string[]) =>
    userIds.includes(signIn.userId) || groupIds.some((id) => signIn.groupIds.has(id));
  return (
    clientAppTypes.some((type) => type === 'all' || type === 'browser') &&
    applications.includeApplications.some((id) => id === 'All' || id === signIn.appId) &&
    !applications.excludeApplications.includes(signIn.appId) &&
    (users.includeUsers.includes('All') || named(users.includeUsers, users.includeGroups)) &&
    !named(users.excludeUsers, users.excludeGroups) &&
    isAmong(signIn.signInRisk, signInRiskLevels) &&
    isAmong(signIn.userRisk, userRiskLevels)
  );
}

const isAmong = (risk: RiskLevel, levels: readonly RiskLevel[]): boolean =>
  levels.length === 0 || levels.includes(risk);
