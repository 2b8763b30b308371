/** Permission sets and their policies: those of AWS against the config's. */
import type { Environment } from '../../model/environment.js';
import { type PolicyReference, resolvePolicy } from '../../model/policy-reference.js';
import { advisePermissionSet } from './advise.js';
import { adviseBoundary, adviseInlinePolicy, advisePolicy } from './advise-policies.js';
import { type Beyond, type Differences, type Missing, type Named, policyKey } from './finding.js';
import type { Live, LivePolicies } from './live.js';
import { sameJson } from './same-json.js';

export function comparePermissionSets(environment: Environment, live: Live): Differences {
  const { permissionSets } = live.aws;
  if (permissionSets === undefined) return { beyond: [], missing: [] };
  const wanted = Object.entries(environment.config.permissionSets);
  const handles = new Map(wanted.map(([handle, { name = handle }]) => [name, handle]));
  const beyond: Beyond[] = [];
  const missing: Missing[] = [];
  for (const { arn, name, policies } of permissionSets) {
    const handle = handles.get(name);
    if (handle === undefined) {
      const permissionSet = { name, id: arn };
      beyond.push({
        kind: 'permission-set',
        permissionSet,
        ...advisePermissionSet(live.instanceArn, permissionSet),
      });
      continue;
    }
    if (policies === undefined) continue;
    const differences = comparePolicies(environment, live.instanceArn, { handle, name, id: arn }, policies);
    beyond.push(...differences.beyond);
    missing.push(...differences.missing);
  }
  const there = new Set(permissionSets.map(({ name }) => name));
  for (const [handle, { name = handle }] of wanted)
    if (!there.has(name))
      missing.push({
        kind: 'permission-set',
        permissionSet: { handle, name },
        because: [environment.locate(['permissionSets', handle])],
      });
  return { beyond, missing };
}

/** What one permission set has, against the config. */
export function comparePolicies(
  environment: Environment,
  instanceArn: string,
  permissionSet: Named & { readonly handle: string },
  live: LivePolicies,
): Differences {
  const { handle } = permissionSet;
  const { policies = [], boundary } = environment.config.permissionSets[handle] ?? {};
  const subject = { instanceArn, permissionSet, region: environment.config.aws.region };
  const wanted = new Map(policies.map((policy) => [policyKey(resolvePolicy(policy)), resolvePolicy(policy)]));
  const attached = new Map(live.attached.map((policy) => [policyKey(policy), policy]));
  const because = (key: string) => [environment.locate(['permissionSets', handle, key])];
  const lacking: Missing[] = [...wanted]
    .filter(([key]) => !attached.has(key))
    .map(([, policy]) => ({ kind: 'policy', permissionSet, policy, because: because('policies') }));
  const further: Beyond[] = [...attached]
    .filter(([key]) => !wanted.has(key))
    .map(([, policy]) => ({ kind: 'policy', permissionSet, policy, ...advisePolicy(subject, policy) }));
  const inline = compareInline(environment.inlinePolicies[handle], live.inline);
  const bounded = compareBoundary(
    boundary === undefined ? undefined : resolvePolicy(boundary),
    live.boundary,
  );
  return {
    beyond: [
      ...further,
      ...(inline === 'beyond' || inline === 'differs'
        ? [
            {
              kind: 'inline-policy' as const,
              permissionSet,
              ...adviseInlinePolicy(subject, inline === 'differs', environment.name),
            },
          ]
        : []),
      ...(live.boundary !== undefined && (bounded === 'beyond' || bounded === 'differs')
        ? [
            {
              kind: 'boundary' as const,
              permissionSet,
              policy: live.boundary,
              ...adviseBoundary(subject, live.boundary, bounded === 'differs', environment.name),
            },
          ]
        : []),
    ],
    missing: [
      ...lacking,
      ...(inline === 'missing'
        ? [{ kind: 'inline-policy' as const, permissionSet, because: because('inline') }]
        : []),
      ...(bounded === 'missing' && boundary !== undefined
        ? [
            {
              kind: 'boundary' as const,
              permissionSet,
              policy: resolvePolicy(boundary),
              because: because('boundary'),
            },
          ]
        : []),
    ],
  };
}

type Comparison = 'same' | 'beyond' | 'missing' | 'differs';

function compareOne<T>(
  wanted: T | undefined,
  live: T | undefined,
  same: (a: T, b: T) => boolean,
): Comparison {
  if (wanted === undefined) return live === undefined ? 'same' : 'beyond';
  if (live === undefined) return 'missing';
  return same(wanted, live) ? 'same' : 'differs';
}

const compareInline = (wanted: string | undefined, live: string | undefined): Comparison =>
  compareOne(wanted, live, sameJson);

const compareBoundary = (wanted: PolicyReference | undefined, live: PolicyReference | undefined) =>
  compareOne(wanted, live, (a, b) => policyKey(a) === policyKey(b));
