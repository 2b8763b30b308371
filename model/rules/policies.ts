import type { PolicyConfig } from '../config.js';
import { error, renderPlace, warning, type Location, type Problem } from '../problem.js';
import { resolvePolicy } from '../policy-reference.js';
import { quote } from '../text.js';
import { repeated } from './repeated.js';
import type { Rule, RuleInput } from './rule.js';

/** AWS's quota of AWS and customer managed policies in a permission set. */
const MAX_POLICIES = 25;
/** IAM's quota of managed policies on a role, which AWS raises on request. */
const ROLE_QUOTA = 10;

const AWS_POLICY = /^(arn:aws[a-z-]*:iam::aws:policy\/)?([\w+=,.@-]+\/)*[\w+=,.@-]{1,128}$/;
const CUSTOMER_ARN = /^arn:aws[a-z-]*:iam::\d{12}:policy(\/(?:.+\/)?)([^/]+)$/;

/** Policies and boundaries are written in one of their forms, each policy once, and no more than AWS takes. */
export const validatePolicies: Rule = ({ draft, locate }) => {
  const sets = [...draft.permissionSets.entries].flatMap(([handle, { policies = [], boundary }]) => {
    const path = ['permissionSets', handle];
    return [
      ...validateAttached({ path, policies, boundary }, locate),
      ...validateCount(policies.length, locate([...path, 'policies'])),
    ];
  });
  const roles = Object.entries(draft.emergencyAccess?.roles ?? {}).flatMap(([handle, role]) => {
    const path = ['emergencyAccess', 'roles', handle];
    return [
      ...validateRole(handle, { path, ...role }, locate),
      ...(role.workloads
        ? validateRole(handle, { path: [...path, 'workloads'], ...role.workloads }, locate)
        : []),
    ];
  });
  return [...sets, ...roles];
};

/** What is attached to a permission set or role, and where that stands. */
interface Attached {
  readonly path: readonly string[];
  readonly policies: readonly PolicyConfig[];
  readonly boundary?: PolicyConfig;
}

function validateAttached({ path, policies, boundary }: Attached, locate: RuleInput['locate']): Problem[] {
  const at = (index: number) => locate([...path, 'policies', index]);
  const twice = repeated(policies.entries(), ([, policy]) => JSON.stringify(resolvePolicy(policy)));
  return [
    ...policies.flatMap((policy, index) => validateForm(policy, at(index))),
    ...(boundary === undefined ? [] : validateForm(boundary, locate([...path, 'boundary']))),
    ...[...twice].map(([[index, policy], [first, same]]) =>
      error(
        at(index),
        `${show(policy)} is the same policy as ${show(same)} at ${renderPlace(at(first))}.`,
        'Remove one.',
      ),
    ),
  ];
}

function validateRole(handle: string, attached: Attached, locate: RuleInput['locate']): Problem[] {
  const problems = validateAttached(attached, locate);
  const { length } = attached.policies;
  if (length <= ROLE_QUOTA) return problems;
  return [
    ...problems,
    error(
      locate([...attached.path, 'policies']),
      `${quote(handle)} has ${length} policies; a role has ${ROLE_QUOTA} at most.`,
      'Put several into one customer managed policy.',
    ),
  ];
}

/** Of a permission set. */
function validateCount(count: number, at: Location): Problem[] {
  if (count > MAX_POLICIES)
    return [
      error(
        at,
        `holds ${count} policies; AWS allows ${MAX_POLICIES} in a permission set.`,
        'Join some of them into the inline policy or a customer managed one.',
      ),
    ];
  if (count > ROLE_QUOTA)
    return [
      warning(
        at,
        `holds ${count} policies; IAM allows ${ROLE_QUOTA} on a role unless the quota was raised in every account.`,
      ),
    ];
  return [];
}

function validateForm(policy: PolicyConfig, at: Location): Problem[] {
  if (typeof policy !== 'string' || AWS_POLICY.test(policy)) return [];
  const [, path, customer] = CUSTOMER_ARN.exec(policy) ?? [];
  if (customer !== undefined) {
    const written = path === '/' ? `{ customer: ${customer} }` : `{ customer: ${customer}, path: ${path} }`;
    return [
      error(
        at,
        `${quote(policy)} is a customer managed policy of one account.`,
        `Write ${written}: each account has its own.`,
      ),
    ];
  }
  return [
    error(
      at,
      `${quote(policy)} is not an AWS managed policy.`,
      'Write its name (ReadOnlyAccess), its path and name (job-function/Billing) or its ARN, or { customer: Name } for one of your own.',
    ),
  ];
}

const show = (policy: PolicyConfig): string =>
  typeof policy === 'string' ? quote(policy) : `{ customer: ${policy.customer}, path: ${policy.path} }`;
