/** What to do about policies of a permission set that the config doesn't have: put them there, or take them away. */
import { shellWord } from '../shell-word.js';
import { awsPartitionOf } from '../../model/partition.js';
import type { PolicyReference } from '../../model/policy-reference.js';
import { renderFlow } from '../accounts/flow-yaml.js';
import type { Beyond, Named } from './finding.js';

export type Advice = Pick<Beyond, 'differs' | 'keep' | 'remove'>;

/** A permission set of the config, for what stands on it. */
interface OnSet {
  readonly instanceArn: string;
  readonly permissionSet: Named & { readonly handle: string };
  readonly region: string;
}

export function advisePolicy({ instanceArn, permissionSet, region }: OnSet, policy: PolicyReference): Advice {
  const key = keyOf(instanceArn, permissionSet);
  const detach =
    policy.kind === 'aws'
      ? `aws sso-admin detach-managed-policy-from-permission-set ${key} --managed-policy-arn ${shellWord(`arn:${awsPartitionOf(region)}:iam::aws:policy/${policy.pathAndName}`)}`
      : `aws sso-admin detach-customer-managed-policy-reference-from-permission-set ${key} --customer-managed-policy-reference ${shellWord(`Name=${policy.name},Path=${policy.path}`)}`;
  return {
    keep: [`permissionSets: { ${permissionSet.handle}: { policies: [${renderPolicy(policy)}, …] } }`],
    remove: [detach, provision(instanceArn, permissionSet)],
  };
}

export function adviseInlinePolicy(
  { instanceArn, permissionSet }: OnSet,
  differs: boolean,
  environment: string,
): Advice {
  const key = keyOf(instanceArn, permissionSet);
  const save = `aws sso-admin get-inline-policy-for-permission-set ${key} --query InlinePolicy --output text, into a file`;
  if (differs)
    return { differs, keep: [`${save}: the one that \`inline\` names`], remove: [putBack(environment)] };
  return {
    keep: [save, `permissionSets: { ${permissionSet.handle}: { inline: <that file> } }`],
    remove: [
      `aws sso-admin delete-inline-policy-from-permission-set ${key}`,
      provision(instanceArn, permissionSet),
    ],
  };
}

export function adviseBoundary(
  { instanceArn, permissionSet }: OnSet,
  boundary: PolicyReference,
  differs: boolean,
  environment: string,
): Advice {
  const keep = [`permissionSets: { ${permissionSet.handle}: { boundary: ${renderPolicy(boundary)} } }`];
  if (differs) return { differs, keep, remove: [putBack(environment)] };
  return {
    keep,
    remove: [
      `aws sso-admin delete-permissions-boundary-from-permission-set ${keyOf(instanceArn, permissionSet)}`,
      provision(instanceArn, permissionSet),
    ],
  };
}

/** As the config writes it. */
export const renderPolicy = (policy: PolicyReference): string =>
  policy.kind === 'aws'
    ? renderFlow(policy.pathAndName)
    : renderFlow({ customer: policy.name, ...(policy.path === '/' ? {} : { path: policy.path }) });

/** How the AWS CLI is told of a permission set. */
export const keyOf = (instanceArn: string, { id = '' }: Named): string =>
  `--instance-arn ${instanceArn} --permission-set-arn ${id}`;

/** What is changed of a permission set reaches its accounts by this. */
export const provision = (instanceArn: string, permissionSet: Named): string =>
  `aws sso-admin provision-permission-set ${keyOf(instanceArn, permissionSet)} --target-type ALL_PROVISIONED_ACCOUNTS`;

const putBack = (environment: string): string =>
  `federation apply ${environment}, which puts back what the config says`;
