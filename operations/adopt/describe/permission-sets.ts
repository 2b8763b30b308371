/** A permission set in the config's words. */
import type { PolicyReference } from '../../../model/policy-reference.js';
import type { FoundPermissionSet } from '../findings.js';
import type { WholePermissionSet } from './read-permission-sets.js';

/** AWS's own: what a set without one has. */
const USUAL_SESSION = 'PT1H';

export function describePermissionSet({
  arn,
  name,
  description,
  session,
  relayState,
  tags,
  policies: { attached, inline, boundary },
}: WholePermissionSet): FoundPermissionSet {
  // Tags of AWS's own can be neither set nor taken away.
  const own = Object.fromEntries(Object.entries(tags).filter(([key]) => !/^aws:/i.test(key)));
  return {
    key: arn,
    name,
    ...(description === undefined ? {} : { description }),
    ...(session === undefined || session === USUAL_SESSION ? {} : { session }),
    ...(relayState === undefined ? {} : { relayState }),
    ...(Object.keys(own).length === 0 ? {} : { tags: own }),
    ...(attached.length === 0 ? {} : { policies: attached.map(describePolicy) }),
    ...(boundary === undefined ? {} : { boundary: describePolicy(boundary) }),
    ...(inline === undefined ? {} : { inlinePolicy: JSON.parse(inline) as object }),
  };
}

function describePolicy(policy: PolicyReference): string | { customer: string; path?: string } {
  if (policy.kind === 'aws') return policy.pathAndName;
  return { customer: policy.name, ...(policy.path === '/' ? {} : { path: policy.path }) };
}
