/** What else than its own application a conditional access policy is for until the plan takes it: pure, from the values of Terraform's plan. */
import { compareText, listAll } from '../../model/text.js';
import { type ApplicationKind, type Kind, resourceName } from '../../stacks/names.js';
import { blockOf, changeOf, isText, type PlanValues, textsOf, type Values } from './plan-values.js';

export interface PolicyScope {
  /** Such as `all applications`, beside its own application. Empty: it is for no other. */
  readonly others: string;
  /** What changes of the applications and the client apps that it is for. */
  readonly changes: readonly string[];
}

/**
 * Afterwards a policy of the config is for its own application, by every client app.
 *
 * @param application The kind of its application. One that is made in the same plan has no id yet, and is none of those that
 * the policy was for.
 */
export function readScope(
  values: PlanValues,
  policy: Kind & `${string}conditional-access`,
  application: Kind & `${string}${Extract<ApplicationKind, 'application'>}`,
): PolicyScope {
  const { before, after } = changeOf(values, CONDITIONAL_ACCESS, resourceName(policy));
  if (before === null) return { others: '', changes: [] };
  const own = changeOf(values, 'azuread_application', resourceName(application)).before?.['client_id'];
  const ids = [...(after === null ? [] : applicationsOf(after, 'included')), own];
  const applications = readApplications(before, new Set(ids.filter(isText)));
  return {
    others: applications.others,
    changes: after === null ? [] : [...wordApplications(applications), ...wordClients(before, after)],
  };
}

export const CONDITIONAL_ACCESS = 'azuread_conditional_access_policy';

interface Applications {
  readonly others: string;
  readonly isForAll: boolean;
  readonly isForOwn: boolean;
  readonly excludesOwn: boolean;
  /** Other applications that are excluded without effect on any other, such as `application 7f1c…`. */
  readonly excluded: readonly string[];
}

function readApplications(policy: Values, own: ReadonlySet<string>): Applications {
  const included = applicationsOf(policy, 'included');
  const excludedIds = applicationsOf(policy, 'excluded');
  const excludesOwn = excludedIds.some((id) => own.has(id));
  const isForAll = included.includes('All');
  const scope = blockOf(blockOf(policy, 'conditions'), 'applications');
  const pickedTo = (mode: string) =>
    blockOf(scope, 'filter')['mode'] === mode ? ['those that its filter picks'] : [];
  const excluded = [...wordIds(excludedIds.filter((id) => !own.has(id))), ...pickedTo('exclude')];
  const but = isForAll && excluded.length > 0 ? ` but ${listAll(excluded)}` : '';
  const others = [
    ...(isForAll
      ? [`all applications${but}`]
      : wordIds(included.filter((id) => id !== 'None' && !own.has(id) && !excludedIds.includes(id)))),
    ...textsOf(scope, 'included_user_actions').map((action) => `the user action ${action}`),
    ...pickedTo('include'),
  ];
  return {
    others: listAll(others),
    isForAll,
    isForOwn: !excludesOwn && (isForAll || included.some((id) => own.has(id))),
    excludesOwn,
    excluded: isForAll ? [] : excluded,
  };
}

function wordApplications({ others, isForAll, isForOwn, excludesOwn, excluded }: Applications): string[] {
  const own = excludesOwn ? ', and excluded this one' : isForOwn && !isForAll ? ', too' : '';
  if (others !== '')
    return [`is for this application alone from now on: until now it was for ${others}${own}`];
  if (!isForOwn) return ['is for this application from now on: until now it was for none'];
  return excluded.length === 0 ? [] : [`no longer excludes ${listAll(excluded)}`];
}

function wordClients(before: Values, after: Values): string[] {
  const [was, is] = [before, after].map((policy) =>
    wordClientApps(textsOf(blockOf(policy, 'conditions'), 'client_app_types')),
  );
  return was === is ? [] : [`holds for ${is} instead of ${was}`];
}

const wordClientApps = (types: readonly string[]): string =>
  types.includes('all') ? 'every client app' : `the client apps ${listAll([...types].sort(compareText))}`;

const wordIds = (ids: readonly string[]): string[] => ids.map((id) => `application ${id}`);

const applicationsOf = (policy: Values, side: 'included' | 'excluded'): string[] =>
  textsOf(blockOf(blockOf(policy, 'conditions'), 'applications'), `${side}_applications`);
