/** The conditional access policies of the config, before the plan and after it: pure, from the values of Terraform's plan. */
import type { ConditionalAccessConfig } from '../../model/config.js';
import type { Environment } from '../../model/environment.js';
import { quote } from '../../model/text.js';
import { MANAGED_GROUPS } from '../../stacks/entra/group-types.js';
import { parseResourceName, resourceName } from '../../stacks/names.js';
import { type Demand, readStanding } from './demands.js';
import { changeOf, type PlanValues } from './plan-values.js';
import { CONDITIONAL_ACCESS, type PolicyScope, readScope } from './policy-scope.js';

export interface Policy {
  readonly path: readonly string[];
  /** What its application is called. */
  readonly application: string;
  /** What it demands before the plan; absent where there is none. */
  readonly standing?: Demand;
  /** What the config has of it after the plan. */
  readonly settings?: ConditionalAccessConfig;
  readonly scope: PolicyScope;
}

export function readPolicies(environment: Environment, values: PlanValues): Policy[] {
  const { entra, emergencyAccess } = environment.config;
  const handles = handlesById(values);
  const read = (
    prefix: '' | 'emergency-',
    policy: Pick<Policy, 'path' | 'application' | 'settings'>,
  ): Policy => {
    const kind = `${prefix}conditional-access` as const;
    const { before, after } = changeOf(values, CONDITIONAL_ACCESS, resourceName(kind));
    return {
      ...policy,
      scope: readScope(values, kind, `${prefix}application`),
      standing: before === null ? undefined : readStanding(before, handles),
      settings: after === null ? undefined : policy.settings,
    };
  };
  return [
    read('', {
      path: ['entra', 'conditionalAccess'],
      application: quote(entra.application.displayName),
      settings: entra.conditionalAccess,
    }),
    read('emergency-', {
      path: ['emergencyAccess', 'conditionalAccess'],
      application: emergencyAccess ? quote(emergencyAccess.application.displayName) : 'emergency access',
      settings: emergencyAccess?.conditionalAccess,
    }),
  ];
}

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
