/** An IAM role with its policies. */
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import type { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { Construct } from 'constructs';
import type { PolicyConfig } from '../../model/config.js';
import { resolvePolicy } from '../../model/policy-reference.js';
import { literal, literalMap } from '../literal.js';
import { encodePart } from '../names.js';

export interface RoleProps {
  readonly provider: AwsProvider;
  /** The account that it is in. */
  readonly accountId: string;
  readonly partition: string;
  readonly roleName: string;
  /** The Terraform name of the role. */
  readonly id: string;
  /** The Terraform name of the attachment of a policy, by the policy's encoded name. */
  policyId(encoded: string): string;
  readonly assumeRolePolicy: string;
  /** In seconds. */
  readonly session: number;
  readonly policies: readonly PolicyConfig[];
  readonly boundary?: PolicyConfig;
  readonly tags?: Readonly<Record<string, string>>;
}

export function createRole(scope: Construct, props: RoleProps): IamRole {
  const { provider, boundary, tags } = props;
  const role = new IamRole(scope, props.id, {
    provider,
    name: literal(props.roleName),
    assumeRolePolicy: props.assumeRolePolicy,
    maxSessionDuration: props.session,
    permissionsBoundary: boundary === undefined ? undefined : policyArn(boundary, props),
    tags: tags === undefined ? undefined : literalMap(tags),
  });
  for (const policy of props.policies) {
    const reference = resolvePolicy(policy);
    const name = reference.kind === 'aws' ? reference.pathAndName : reference.path + reference.name;
    new IamRolePolicyAttachment(scope, props.policyId(encodePart(name)), {
      provider,
      // Its id is its name, and unknown where the role is made anew: then its policies are, too.
      role: role.id,
      policyArn: policyArn(policy, props),
    });
  }
  return role;
}

function policyArn(policy: PolicyConfig, { accountId, partition }: RoleProps): string {
  const reference = resolvePolicy(policy);
  return literal(
    reference.kind === 'aws'
      ? `arn:${partition}:iam::aws:policy/${reference.pathAndName}`
      : `arn:${partition}:iam::${accountId}:policy${reference.path}${reference.name}`,
  );
}
