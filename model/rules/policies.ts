import type { PolicyConfig } from '../config.js';
import { error, renderPlace, warning, type Location, type Problem } from '../problem.js';
import { resolvePolicy } from '../policy-reference.js';
import { quote } from '../text.js';
import { repeated } from './repeated.js';
import type { Rule } from './rule.js';

/** AWS's quota of AWS and customer managed policies in a permission set. */
const MAX_POLICIES = 25;
/** IAM's quota of managed policies on a role, which AWS raises on request. */
const ROLE_QUOTA = 10;

const AWS_POLICY = /^(arn:aws[a-z-]*:iam::aws:policy\/)?([\w+=,.@-]+\/)*[\w+=,.@-]{1,128}$/;
const CUSTOMER_ARN = /^arn:aws[a-z-]*:iam::\d{12}:policy(\/(?:.+\/)?)([^/]+)$/;

/** Policies and boundaries are written in one of their forms, each policy once, and no more than AWS takes. */
export const validatePolicies: Rule = ({ draft, locate }) => {
  const problems: Problem[] = [];
  for (const [handle, { policies = [], boundary }] of draft.permissionSets.entries) {
    const path = ['permissionSets', handle, 'policies'];
    problems.push(...policies.flatMap((policy, at) => validateForm(policy, locate([...path, at]))));
    if (boundary !== undefined)
      problems.push(...validateForm(boundary, locate(['permissionSets', handle, 'boundary'])));
    for (const [[at, policy], [first, same]] of repeated(policies.entries(), ([, entry]) =>
      JSON.stringify(resolvePolicy(entry)),
    )) {
      const place = renderPlace(locate([...path, first]));
      problems.push(
        error(
          locate([...path, at]),
          `${show(policy)} is the same policy as ${show(same)} at ${place}.`,
          'Remove one.',
        ),
      );
    }
    problems.push(...validateCount(policies.length, locate(path)));
  }
  return problems;
};

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
        `${quote(policy)} is a customer managed policy of one account, and a permission set serves many.`,
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
