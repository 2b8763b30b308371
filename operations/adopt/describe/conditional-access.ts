/** The application's conditional access policy in the config's words, where these say all of it. */
import { AUTHENTICATION_STRENGTHS } from '../../../model/authentication-strengths.js';
import { name as nameField } from '../../../model/declaration/fields.js';
import { parseSignInFrequency } from '../../../model/sign-in-frequency.js';
import { compareText, quote } from '../../../model/text.js';
import { conditionalAccessPolicyName } from '../../../stacks/entra/display-names.js';
import type { ConfigDraft } from '../draft.js';
import { ENTRA, type Notes } from './notes.js';
import { applicationsBeyond, applicationsOf, part, type Part, texts } from './policy-applications.js';
import { keysThatSay, saysNothing, without } from './says-nothing.js';

type Policy = Readonly<Record<string, unknown>>;
type Settings = NonNullable<NonNullable<ConfigDraft['entra']>['conditionalAccess']>;

/** Why a policy can't be said in the config: the end of “it …”. */
class Inexpressible extends Error {}

const usersOf = (policy: Policy): Part => part(part(policy['conditions'])['users']);
const nameOf = (policy: Policy): string => String(policy['displayName']);

/** Whether it names the application, alone or among others. */
export const isAbout = (policy: Policy, appId: string): boolean =>
  texts(applicationsOf(policy)['includeApplications']).includes(appId);

export const groupIdsOf = (policy: Policy): string[] => {
  const { includeGroups, excludeGroups } = usersOf(policy);
  return [...texts(includeGroups), ...texts(excludeGroups)];
};

/**
 * The one that the config can say, of several the first by name that is in force. Others are left alone, and told.
 *
 * @param handles Of the groups that a config can name, by object id.
 */
export function describeConditionalAccess(
  policies: readonly Policy[],
  application: { readonly appId: string; readonly displayName: string },
  handles: ReadonlyMap<string, string>,
  notes: Notes,
): { readonly settings: Settings; readonly policy: Policy } | undefined {
  const ranked = [...policies].sort((a, b) => rank(a) - rank(b) || compareText(nameOf(a), nameOf(b)));
  let chosen: { readonly settings: Settings; readonly policy: Policy } | undefined;
  for (const policy of ranked) {
    const leave = (why: string) =>
      notes.leaveOut(
        `conditional access policy ${quote(nameOf(policy))}`,
        ENTRA,
        `${why} It stays as it is.`,
      );
    try {
      const settings = express(policy, application, handles);
      if (chosen === undefined) chosen = { settings, policy };
      else leave(`The config has one policy for the application, which is ${quote(nameOf(chosen.policy))}.`);
    } catch (error) {
      if (!(error instanceof Inexpressible)) throw error;
      leave(`The config can’t say all of it: it ${error.message}.`);
    }
  }
  return chosen;
}

const STATES: Readonly<Record<string, Settings['state']>> = {
  enabled: 'enabled',
  enabledForReportingButNotEnforced: 'report-only',
  disabled: 'disabled',
};
const rank = ({ state }: Policy): number => Object.keys(STATES).indexOf(String(state));

function express(
  policy: Policy,
  { appId, displayName }: { readonly appId: string; readonly displayName: string },
  handles: ReadonlyMap<string, string>,
): Settings {
  const state = STATES[String(policy['state'])];
  if (state === undefined) throw new Inexpressible(`is in the state ${quote(String(policy['state']))}`);
  const beyond = applicationsBeyond(policy, appId);
  if (beyond !== undefined) throw new Inexpressible(beyond);
  const conditions = part(policy['conditions']);
  requireNothing(
    without(conditions, 'applications', 'users', 'clientAppTypes', 'signInRiskLevels', 'userRiskLevels'),
    'has further conditions',
  );
  const types = texts(conditions['clientAppTypes']);
  if (types.length !== 1 || types[0] !== 'all') throw new Inexpressible('is for some client apps only');
  const name = nameOf(policy);
  if (!nameField('').safeParse(name).success) throw new Inexpressible('has a name that a config can’t hold');
  return {
    ...(name === conditionalAccessPolicyName(displayName, {}) ? {} : { displayName: name }),
    state,
    require: demandOf(policy),
    ...frequencyOf(policy),
    ...groupsOf(policy, handles),
    ...risk('signInRisk', conditions['signInRiskLevels']),
    ...risk('userRisk', conditions['userRiskLevels']),
  };
}

function requireNothing(value: Part, why: string): void {
  const keys = keysThatSay(value);
  if (keys.length > 0) throw new Inexpressible(`${why} (${keys.join(', ')})`);
}

function demandOf(policy: Policy): Settings['require'] {
  const grant = part(policy['grantControls']);
  requireNothing(
    without(grant, 'operator', 'builtInControls', 'authenticationStrength'),
    'demands something else too',
  );
  const controls = texts(grant['builtInControls']);
  const strength = part(grant['authenticationStrength'])['id'];
  if (grant['operator'] === 'OR' && controls.length === 1 && controls[0] === 'mfa' && strength === undefined)
    return 'mfa';
  if (grant['operator'] === 'OR' && controls.length === 0 && typeof strength === 'string') {
    const [known] = Object.entries(AUTHENTICATION_STRENGTHS).find(([, id]) => id === strength) ?? [];
    return { authenticationStrength: known ?? strength };
  }
  throw new Inexpressible(
    `demands ${controls.length === 0 ? 'no second factor' : controls.join(` ${String(grant['operator'])} `)}`,
  );
}

function frequencyOf(policy: Policy): Pick<Settings, 'signInFrequency'> {
  const session = part(policy['sessionControls']);
  requireNothing(without(session, 'signInFrequency'), 'has further session controls');
  const frequency = part(session['signInFrequency']);
  if (saysNothing(frequency['isEnabled'])) return {};
  const { type, value, authenticationType, frequencyInterval } = frequency;
  const text = type === 'hours' ? `PT${String(value)}H` : `P${String(value)}D`;
  const isKnown =
    authenticationType === 'primaryAndSecondaryAuthentication' && frequencyInterval === 'timeBased';
  if (!isKnown || parseSignInFrequency(text) === undefined)
    throw new Inexpressible('has people sign in again by another measure than hours or days');
  return { signInFrequency: text };
}

const BREAK_GLASS = /break.?glass|emergency/i;

function groupsOf(
  policy: Policy,
  handles: ReadonlyMap<string, string>,
): Pick<Settings, 'includeGroups' | 'excludeGroups' | 'breakGlass'> {
  const users = usersOf(policy);
  requireNothing(
    without(users, 'includeUsers', 'includeGroups', 'excludeGroups'),
    'includes or excludes others than groups',
  );
  const included = texts(users['includeUsers']);
  const includeGroups = handlesOf(texts(users['includeGroups']), handles);
  const everybody = included.length === 1 && included[0] === 'All' && includeGroups.length === 0;
  if (!everybody && (included.length > 0 || includeGroups.length === 0))
    throw new Inexpressible('is for users by name');
  const excluded = handlesOf(texts(users['excludeGroups']), handles);
  const breakGlass = excluded.find((handle) => BREAK_GLASS.test(handle)) ?? excluded[0];
  if (breakGlass === undefined)
    throw new Inexpressible('excludes no group, and the config has a break-glass group always excluded');
  const others = excluded.filter((handle) => handle !== breakGlass);
  return {
    ...(everybody ? {} : { includeGroups }),
    ...(others.length === 0 ? {} : { excludeGroups: others }),
    breakGlass,
  };
}

/** In the order of the handles. */
function handlesOf(ids: readonly string[], handles: ReadonlyMap<string, string>): string[] {
  return ids
    .map((id) => {
      const handle = handles.get(id);
      if (handle === undefined) throw new Inexpressible(`names a group that Entra doesn’t have (${id})`);
      return handle;
    })
    .sort(compareText);
}

const LEVELS: readonly string[] = ['low', 'medium', 'high'];

function risk(key: 'signInRisk' | 'userRisk', value: unknown): Partial<Settings> {
  const levels = texts(value);
  if (levels.length === 0) return {};
  if (!levels.every((level) => LEVELS.includes(level)))
    throw new Inexpressible(`minds a risk of ${levels.join(', ')}`);
  return { [key]: [...levels] };
}
