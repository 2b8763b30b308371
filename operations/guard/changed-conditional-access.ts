/** What the plan changes of what sign-in demands: pure, from the values of Terraform's plan. */
import type { ConditionalAccessConfig } from '../../model/config.js';
import type { Environment } from '../../model/environment.js';
import { listAll, quote } from '../../model/text.js';
import { MANAGED_GROUPS } from '../../stacks/entra/group-types.js';
import { type Kind, parseResourceName, resourceName } from '../../stacks/names.js';
import { type ChangedSetting, changedSetting } from './changed-setting.js';
import { type Demand, readConfigured, readStanding, wordDemand, wordWhom } from './demands.js';
import { changeOf, type PlanValues } from './plan-values.js';

export const CONDITIONAL_ACCESS = 'azuread_conditional_access_policy';

export function findChangedConditionalAccess(environment: Environment, values: PlanValues): ChangedSetting[] {
  const { entra, emergencyAccess } = environment.config;
  const handles = handlesById(values);
  const find = (kind: Kind & `${string}conditional-access`, policy: Omit<Policy, 'standing'>) => {
    const { before, after } = changeOf(values, CONDITIONAL_ACCESS, resourceName(kind));
    const standing = before === null ? undefined : readStanding(before, handles);
    return tell(environment, { ...policy, standing, settings: after === null ? undefined : policy.settings });
  };
  return [
    ...find('conditional-access', {
      path: ['entra', 'conditionalAccess'],
      application: quote(entra.application.displayName),
      settings: entra.conditionalAccess,
    }),
    ...find('emergency-conditional-access', {
      path: ['emergencyAccess', 'conditionalAccess'],
      application: emergencyAccess ? quote(emergencyAccess.application.displayName) : 'emergency access',
      settings: emergencyAccess?.conditionalAccess,
    }),
  ];
}

interface Policy {
  readonly path: readonly string[];
  /** What its application is called. */
  readonly application: string;
  /** What it demands before the plan; absent where there is none. */
  readonly standing?: Demand;
  /** What the config has of it after the plan. */
  readonly settings?: ConditionalAccessConfig;
}

function tell(environment: Environment, { path, application, standing, settings }: Policy): ChangedSetting[] {
  const subject = `Conditional access of ${application}`;
  if (settings === undefined)
    return standing === undefined
      ? []
      : [changedSetting(environment, path, false, `${subject} ${wordGone(standing)}.`)];
  const wanted = readConfigured(settings);
  const say = ([key, text]: Change) =>
    changedSetting(environment, [...path, key], true, `${subject} ${text}.`);
  if (standing === undefined) return [say(['state', wordState(wanted)])];
  const demands = wordChanges(standing, wanted, settings.breakGlass);
  const force = wanted.state === 'enabled' ? '' : `(${wanted.state}) `;
  return [
    ...(standing.state === wanted.state ? [] : [say(['state', wordState(wanted, standing)])]),
    ...demands.map(([key, text]) => say([key, `${force}${text}`])),
  ];
}

/** A key of the settings, and what of it changes. */
type Change = readonly [key: string, text: string];

function wordChanges(before: Demand, after: Demand, breakGlass: string): Change[] {
  const { added, removed } = differ(before.excluded, after.excluded);
  const excluding = added.includes(`group ${breakGlass}`) ? 'breakGlass' : 'excludeGroups';
  const changes: readonly (readonly [differs: boolean, ...change: Change])[] = [
    [before.require !== after.require, 'require', `demands ${after.require} instead of ${before.require}`],
    [before.again !== after.again, 'signInFrequency', wordAgain(before.again, after.again)],
    [
      before.included.join() !== after.included.join(),
      'includeGroups',
      `holds for ${wordIncluded(after)} instead of ${wordIncluded(before)}`,
    ],
    [added.length > 0, excluding, `excludes ${listAll(added)} from now on`],
    [removed.length > 0, 'excludeGroups', `no longer excludes ${listAll(removed)}`],
    [
      before.risk !== after.risk,
      after.risk.includes('sign-in') ? 'signInRisk' : 'userRisk',
      `holds ${after.risk}, and no longer ${before.risk}`,
    ],
  ];
  return changes.flatMap(([differs, ...change]) => (differs ? [change] : []));
}

const wordIncluded = (demand: Demand): string => wordWhom({ ...demand, excluded: [] });

function wordState(wanted: Demand, standing?: Demand): string {
  if (wanted.state === 'enabled') return `goes into force: ${wordDemand(wanted, 'must')}`;
  if (standing?.state === 'enabled')
    return `goes out of force and becomes ${wanted.state}: until now ${wordDemand(standing, 'must')}`;
  const is = standing === undefined ? 'is made' : 'changes';
  return wanted.state === 'disabled'
    ? `${is}, and is disabled: it demands nothing`
    : `${is}, and is report-only: Entra’s sign-in logs say that ${wordDemand(wanted, 'would have to')}`;
}

const wordGone = (standing: Demand): string =>
  standing.state === 'enabled'
    ? `is taken away: until now ${wordDemand(standing, 'must')}`
    : `is taken away, which was ${standing.state}`;

function wordAgain(before: string | undefined, after: string | undefined): string {
  if (after === undefined) return `no longer asks people to sign in again ${before}`;
  const instead = before === undefined ? '' : ` instead of ${before}`;
  return `asks people to sign in again ${after}${instead}`;
}

const differ = (before: readonly string[], after: readonly string[]) => ({
  added: after.filter((name) => !before.includes(name)),
  removed: before.filter((name) => !after.includes(name)),
});

/** The handles of the groups by their ids in Entra, as far as the plan knows them. */
function handlesById({ prior_state }: PlanValues): ReadonlyMap<string, string> {
  const resources = prior_state?.values?.root_module.resources ?? [];
  return new Map(
    resources.flatMap(({ type, name, values }) => {
      const group = parseResourceName(name);
      return group?.kind === 'group' && MANAGED_GROUPS.includes(type)
        ? [[String(values['object_id']), group.parts[0] ?? ''] as const]
        : [];
    }),
  );
}
