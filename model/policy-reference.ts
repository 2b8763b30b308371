/** The policies a permission set names, each in one form however the config writes it. */
import type { PolicyConfig } from './config.js';

export type PolicyReference =
  /** An AWS managed policy: `ReadOnlyAccess`, `job-function/Billing`. */
  | { readonly kind: 'aws'; readonly pathAndName: string }
  /** A customer managed policy, which each account has for itself. The path starts and ends with `/`. */
  | { readonly kind: 'customer'; readonly path: string; readonly name: string };

const AWS_MANAGED_ARN = /^arn:aws[a-z-]*:iam::aws:policy\/(.+)$/;

export function resolvePolicy(policy: PolicyConfig): PolicyReference {
  if (typeof policy !== 'string') return { kind: 'customer', path: policy.path, name: policy.customer };
  return { kind: 'aws', pathAndName: AWS_MANAGED_ARN.exec(policy)?.[1] ?? policy };
}
