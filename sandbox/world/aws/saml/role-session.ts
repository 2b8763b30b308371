/** Taking on a role with a SAML response: what STS and the console have in common. */
import type { RoleRecord, SamlProviderRecord } from '../iam/records.js';
import type { AccountRecord, State } from '../state.js';
import type { Assertion } from './assertion.js';
import { isConsoleAudience, isConsoleEndpoint } from './endpoints.js';
import {
  rolePairs,
  SESSION_SECONDS,
  sessionAttributes,
  sessionDuration,
  type SessionAttributes,
} from './role-attributes.js';
import { SamlRefusal } from './saml-refusal.js';
import { noSuchProvider, notAuthorized, StsRefusal, stsRefusal } from './sts-refusal.js';
import { trusts, type SamlAction } from './trust.js';
import { verifyResponse } from './verify-response.js';

export interface AssumeRoleWithSamlInput {
  readonly RoleArn: string;
  readonly PrincipalArn: string;
  /** The response, base64. */
  readonly SAMLAssertion: string;
  /** 900 up to the role's maximum. Default 3,600. */
  readonly DurationSeconds?: number | undefined;
}

export interface RoleSession extends SessionAttributes {
  readonly role: RoleRecord;
  readonly account: AccountRecord;
  readonly assertion: Assertion;
  readonly expires: Date;
}

/** STS's limit for the base64 (API reference, AssumeRoleWithSAML). */
const MOST_CHARACTERS = 100_000;
const REDEEMABLE = 5 * 60_000;

/**
 * One response opens several roles within its five minutes: clients that fetch credentials for all of a person's roles
 * rely on it. So STS has no part in one-time use.
 *
 * @throws StsRefusal, or AwsError NotImplemented for a trust policy that isn't modelled.
 */
export function assumeRoleWithSaml(state: State, input: AssumeRoleWithSamlInput): RoleSession {
  const now = state.clock.now();
  const provider = findProvider(state, input.PrincipalArn);
  const assertion = verifyForConsole(state, provider, input.SAMLAssertion);
  const attributes = sessionAttributes(assertion);
  const { role, account } = authorizedRole(state, input, provider, assertion, attributes);
  const seconds = secondsOf(input.DurationSeconds, role, assertion);
  const ends = [now.getTime() + seconds * 1_000, assertion.sessionNotOnOrAfter?.getTime() ?? Infinity];
  return { role, account, assertion, ...attributes, expires: new Date(Math.min(...ends)) };
}

/**
 * The assertion of a response for the console or STS. `Token must be redeemed within 5 minutes of issuance`: by its
 * IssueInstant.
 *
 * @throws StsRefusal
 */
export function verifyForConsole(
  { clock, region }: State,
  { identityProvider }: SamlProviderRecord,
  samlResponse: string,
): Assertion {
  const now = clock.now();
  try {
    const assertion = verifyResponse(
      samlResponse,
      {
        provider: identityProvider,
        mostCharacters: MOST_CHARACTERS,
        takesAudience: (audience) => isConsoleAudience(region, audience),
        takesRecipient: (recipient) => isConsoleEndpoint(region, recipient),
      },
      now,
    );
    if (now.getTime() >= assertion.issued.getTime() + REDEEMABLE)
      throw new SamlRefusal('expired', `The assertion was issued at ${assertion.issued.toISOString()}.`);
    return assertion;
  } catch (error) {
    throw error instanceof SamlRefusal ? stsRefusal(error) : error;
  }
}

function findProvider({ accounts }: State, arn: string): SamlProviderRecord {
  const [, account = '', name = ''] = /^arn:[a-z-]+:iam::(\d{12}):saml-provider\/(.+)$/.exec(arn) ?? [];
  const provider = accounts.get(account)?.samlProviders.get(name.toLowerCase());
  if (provider?.arn !== arn) throw noSuchProvider(arn);
  return provider;
}

/** The role, which the assertion has to name with the provider and whose trust policy has to let its bearer in. */
function authorizedRole(
  { accounts }: State,
  { RoleArn }: AssumeRoleWithSamlInput,
  { arn: providerArn }: SamlProviderRecord,
  assertion: Assertion,
  { tags, sourceIdentity }: SessionAttributes,
): { role: RoleRecord; account: AccountRecord } {
  const [, id = '', name = ''] = /^arn:[a-z-]+:iam::(\d{12}):role\/(?:.+\/)?([^/]+)$/.exec(RoleArn) ?? [];
  if (id === '')
    throw new StsRefusal('ValidationError', 'Request ARN is invalid', `${RoleArn} is no role’s ARN.`);
  const offered = rolePairs(assertion).some(
    (pair) => pair.roleArn === RoleArn && pair.providerArn === providerArn,
  );
  if (!offered) throw notAuthorized(`The assertion’s Role does not pair ${RoleArn} with ${providerArn}.`);
  const account = accounts.get(id);
  const role = account?.roles.get(name.toLowerCase());
  if (!account || role?.arn !== RoleArn || account.suspended)
    throw notAuthorized(`There is no role ${RoleArn} in an account that is active.`);
  const needed: readonly SamlAction[] = [
    'sts:AssumeRoleWithSAML',
    ...(tags.size > 0 ? (['sts:TagSession'] as const) : []),
    ...(sourceIdentity === undefined ? [] : (['sts:SetSourceIdentity'] as const)),
  ];
  for (const action of needed) {
    if (trusts(role.trustPolicy, { providerArn, recipient: assertion.recipient }, action)) continue;
    throw notAuthorized(
      `The trust policy of ${role.name} does not allow ${action} to ${providerArn} with SAML:aud ${assertion.recipient}.`,
    );
  }
  return { role, account };
}

/** The assertion's own SessionDuration can only shorten the session ("Configure SAML assertions …"). */
function secondsOf(
  requested: number = SESSION_SECONDS.default,
  role: RoleRecord,
  assertion: Assertion,
): number {
  const { least, most } = SESSION_SECONDS;
  const at = `1 validation error detected: Value '${requested}' at 'durationSeconds' failed to satisfy constraint: Member must have value`;
  const refuse = (message: string) =>
    new StsRefusal('ValidationError', message, `The session was to last ${requested} seconds.`);
  if (requested < least) throw refuse(`${at} greater than or equal to ${least}`);
  if (requested > most) throw refuse(`${at} less than or equal to ${most}`);
  if (requested > role.maxSessionDuration)
    throw refuse('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  return Math.min(requested, sessionDuration(assertion) ?? requested);
}
