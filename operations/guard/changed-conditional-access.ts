/** What the plan changes of what sign-in demands: pure, from the values of Terraform's plan. */
import type { Environment } from '../../model/environment.js';
import { listAll } from '../../model/text.js';
import { type ChangedSetting, changedSetting, type LostSetting } from './changed-setting.js';
import { type Demand, readConfigured, wordDemand, wordWhom } from './demands.js';
import type { PlanValues } from './plan-values.js';
import { type Policy, readPolicies } from './planned-policies.js';
import { CONDITIONAL_ACCESS, type PolicyScope } from './policy-scope.js';

export const findChangedConditionalAccess = (
  environment: Environment,
  values: PlanValues,
): ChangedSetting[] => readPolicies(environment, values).flatMap((policy) => tell(environment, policy));

/** What a policy in force demands at other applications than its own, and would no longer. */
export const findLostDemands = (environment: Environment, values: PlanValues): LostSetting[] =>
  readPolicies(environment, values).flatMap(({ path, application, scope, standing, settings }) => {
    if (scope.others === '' || standing?.state !== 'enabled') return [];
    const becomes = settings === undefined ? 'taken away' : 'for this application alone';
    return [
      {
        type: CONDITIONAL_ACCESS,
        name: path.join('.'),
        change: `Conditional access of ${application} would be ${becomes}. Now it is for ${scope.others}: there ${wordDemand(standing, 'must')}.`,
        why: 'Blocked, because nothing would demand that there any more. Have another policy in Entra demand it first.',
      },
    ];
  });

function tell(
  environment: Environment,
  { path, application, standing, settings, scope }: Policy,
): ChangedSetting[] {
  const subject = `Conditional access of ${application}`;
  if (settings === undefined)
    return standing === undefined
      ? []
      : [changedSetting(environment, path, false, `${subject} ${wordGone(standing, scope)}.`)];
  const wanted = readConfigured(settings);
  const say = ([key, text]: Change) =>
    changedSetting(environment, key === undefined ? path : [...path, key], true, `${subject} ${text}.`);
  if (standing === undefined) return [say(['state', wordState(wanted)])];
  const changes = [
    ...scope.changes.map((text): Change => [undefined, text]),
    ...wordChanges(standing, wanted, settings.breakGlass),
  ];
  const force = wanted.state === 'enabled' ? '' : `(${wanted.state}) `;
  return [
    ...(standing.state === wanted.state ? [] : [say(['state', wordState(wanted, standing)])]),
    ...changes.map(([key, text]) => say([key, `${force}${text}`])),
  ];
}

/** A key of the settings, where one says it, and what of it changes. */
type Change = readonly [key: string | undefined, text: string];

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

function wordGone(standing: Demand, { others }: PolicyScope): string {
  const is = others === '' ? 'is taken away' : `is taken away, which was for ${others}`;
  return standing.state === 'enabled'
    ? `${is}: until now ${wordDemand(standing, 'must')}`
    : `${is}${others === '' ? ', which' : ' and'} was ${standing.state}`;
}

function wordAgain(before: string | undefined, after: string | undefined): string {
  if (after === undefined) return `no longer asks people to sign in again ${before}`;
  const instead = before === undefined ? '' : ` instead of ${before}`;
  return `asks people to sign in again ${after}${instead}`;
}

const differ = (before: readonly string[], after: readonly string[]) => ({
  added: after.filter((name) => !before.includes(name)),
  removed: before.filter((name) => !after.includes(name)),
});
