/** What a conditional access policy demands of whom, from the config and from the values of Terraform's plan. */
import { AUTHENTICATION_STRENGTHS } from '../../model/authentication-strengths.js';
import type { ConditionalAccessConfig } from '../../model/config.js';
import { parseSignInFrequency, type SignInFrequency } from '../../model/sign-in-frequency.js';
import { compareText, listAll } from '../../model/text.js';
import { blockOf, isText, textsOf, type Values } from './plan-values.js';

export interface Demand {
  readonly state: string;
  /** Such as `MFA`. */
  readonly require: string;
  /** Such as `every 8 hours`. */
  readonly again?: string;
  /** Such as `group developers`. Empty: everyone. */
  readonly included: readonly string[];
  readonly excluded: readonly string[];
  /** Such as `where Entra rates the risk of the sign-in high`; `whatever the risk`. */
  readonly risk: string;
}

const STATES: Readonly<Record<string, string>> = { enabledForReportingButNotEnforced: 'report-only' };

export function readConfigured(settings: ConditionalAccessConfig): Demand {
  const { require, signInFrequency, includeGroups = [], excludeGroups = [], breakGlass } = settings;
  return {
    state: settings.state,
    require: require === 'mfa' ? 'MFA' : wordStrength(require.authenticationStrength),
    again: wordFrequency(signInFrequency === undefined ? undefined : parseSignInFrequency(signInFrequency)),
    included: wordGroups(includeGroups),
    excluded: wordGroups([breakGlass, ...excludeGroups]),
    risk: wordRisk(settings.signInRisk, settings.userRisk),
  };
}

/** @param handles The groups' handles by object id. One that the config names nowhere is told by its id. */
export function readStanding(policy: Values, handles: ReadonlyMap<string, string>): Demand {
  const conditions = blockOf(policy, 'conditions');
  const users = blockOf(conditions, 'users');
  const controls = blockOf(policy, 'grant_controls');
  const session = blockOf(policy, 'session_controls');
  const [strength] = [controls['authentication_strength_policy_id']].filter(isText);
  const named = (side: string) => [
    ...wordGroups(textsOf(users, `${side}_groups`).map((id) => handles.get(id) ?? id)),
    ...textsOf(users, `${side}_users`).map((id) => `user ${id}`),
  ];
  const included = named('included');
  const [value, period] = [session['sign_in_frequency'], session['sign_in_frequency_period']];
  return {
    state: STATES[String(policy['state'])] ?? String(policy['state']),
    require:
      strength === undefined ? wordControls(textsOf(controls, 'built_in_controls')) : wordStrength(strength),
    again: wordFrequency(value ? ({ value, period } as SignInFrequency) : undefined),
    included: included.includes('user All') ? [] : included,
    excluded: named('excluded'),
    risk: wordRisk(textsOf(conditions, 'sign_in_risk_levels'), textsOf(conditions, 'user_risk_levels')),
  };
}

/** Such as `everyone but group break-glass`. */
export function wordWhom({ included, excluded }: Demand): string {
  const whom = included.length === 0 ? 'everyone' : listAll(included);
  return excluded.length === 0 ? whom : `${whom} but ${listAll(excluded)}`;
}

/** Such as `everyone but group break-glass must use MFA, and sign in again every 8 hours`. */
export function wordDemand(demand: Demand, verb: string): string {
  const { require, again, risk } = demand;
  return [
    `${wordWhom(demand)} ${verb} use ${require}`,
    risk === ANY_RISK ? '' : ` ${risk}`,
    again === undefined ? '' : `, and sign in again ${again}`,
  ].join('');
}

const ANY_RISK = 'whatever the risk';

function wordRisk(ofSignIn: readonly string[] = [], ofUser: readonly string[] = []): string {
  const rated = [
    { of: 'sign-in', levels: ofSignIn },
    { of: 'user', levels: ofUser },
  ].flatMap(({ of, levels }) =>
    levels.length === 0 ? [] : [`the risk of the ${of} ${[...levels].sort(compareText).join(' or ')}`],
  );
  return rated.length === 0 ? ANY_RISK : `where Entra rates ${rated.join(' and ')}`;
}

/** Built-in strengths by their names here. */
function wordStrength(named: string): string {
  const id = named.slice(named.lastIndexOf('/') + 1).toLowerCase();
  const [name = id] = Object.entries(AUTHENTICATION_STRENGTHS).find(([, builtIn]) => builtIn === id) ?? [];
  return `authentication strength ${name}`;
}

const wordControls = (controls: readonly string[]): string =>
  controls.map((control) => (control === 'mfa' ? 'MFA' : control)).join(', ') || 'nothing';

function wordFrequency(frequency: SignInFrequency | undefined): string | undefined {
  if (frequency === undefined) return undefined;
  const { value, period } = frequency;
  return value === 1 ? `every ${period.slice(0, -1)}` : `every ${value} ${period}`;
}

const wordGroups = (handles: readonly string[]): string[] =>
  [...new Set(handles)].sort(compareText).map((handle) => `group ${handle}`);
