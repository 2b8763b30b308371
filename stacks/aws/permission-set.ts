/** A permission set with its boundary and policies. */
import { SsoadminCustomerManagedPolicyAttachment } from '@cdktf/provider-aws/lib/ssoadmin-customer-managed-policy-attachment';
import { SsoadminManagedPolicyAttachment } from '@cdktf/provider-aws/lib/ssoadmin-managed-policy-attachment';
import { SsoadminPermissionSet } from '@cdktf/provider-aws/lib/ssoadmin-permission-set';
import { SsoadminPermissionSetInlinePolicy } from '@cdktf/provider-aws/lib/ssoadmin-permission-set-inline-policy';
import { SsoadminPermissionsBoundaryAttachment } from '@cdktf/provider-aws/lib/ssoadmin-permissions-boundary-attachment';
import type { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import type { PermissionSetConfig } from '../../model/config.js';
import { resolvePolicy, type PolicyReference } from '../../model/policy-reference.js';
import { literal, literalMap } from '../literal.js';
import { encodePart, resourceName } from '../names.js';

export interface PermissionSetProps {
  readonly handle: string;
  readonly permissionSet: PermissionSetConfig;
  /** The text of the inline policy, where there is one. */
  readonly inlinePolicy?: string;
  readonly instanceArn: string;
  /** The partition of AWS managed policies' ARNs. */
  readonly partition: string;
  readonly preventDestroy: boolean;
}

export class PermissionSet extends Construct {
  readonly arn: string;
  /**
   * The last of the chain of boundary and policies. What depends on it comes after all of them, so that nobody
   * gets the permission set before its boundary, and destroying takes assignments away first.
   */
  readonly complete: TerraformResource;
  private readonly handle: string;
  private readonly partition: string;

  constructor(scope: Construct, id: string, props: PermissionSetProps) {
    super(scope, id);
    this.handle = props.handle;
    this.partition = props.partition;
    const set = this.createPermissionSet(props);
    this.arn = set.arn;
    this.complete = this.createPolicyChain(set, props);
  }

  private createPermissionSet(props: PermissionSetProps): SsoadminPermissionSet {
    const { name, description, session, relayState, tags } = props.permissionSet;
    return new SsoadminPermissionSet(this, resourceName('permission-set', this.handle), {
      instanceArn: props.instanceArn,
      name: literal(name ?? this.handle),
      description: description === undefined ? undefined : literal(description),
      sessionDuration: session === undefined ? undefined : literal(session),
      relayState: relayState === undefined ? undefined : literal(relayState),
      tags: tags === undefined ? undefined : literalMap(tags),
      lifecycle: { preventDestroy: props.preventDestroy },
    });
  }

  /** One after the other: AWS refuses parallel policy changes to one permission set (aws issue 26138). */
  private createPolicyChain(set: SsoadminPermissionSet, props: PermissionSetProps): TerraformResource {
    const { boundary, policies = [] } = props.permissionSet;
    const common = { instanceArn: props.instanceArn, permissionSetArn: set.arn };
    let last: TerraformResource = set;
    const chained = () => ({ ...common, dependsOn: last === set ? undefined : [last] });

    if (boundary !== undefined) {
      last = new SsoadminPermissionsBoundaryAttachment(this, resourceName('boundary', this.handle), {
        ...chained(),
        permissionsBoundary: this.boundaryReference(resolvePolicy(boundary)),
      });
    }
    for (const policy of policies.map(resolvePolicy)) {
      last =
        policy.kind === 'aws'
          ? new SsoadminManagedPolicyAttachment(
              this,
              resourceName('policy', this.handle, encodePart(policy.pathAndName)),
              {
                ...chained(),
                managedPolicyArn: this.managedPolicyArn(policy.pathAndName),
              },
            )
          : new SsoadminCustomerManagedPolicyAttachment(
              this,
              resourceName('customer-policy', this.handle, encodePart(policy.path + policy.name)),
              {
                ...chained(),
                customerManagedPolicyReference: { name: literal(policy.name), path: literal(policy.path) },
              },
            );
    }
    if (props.inlinePolicy !== undefined) {
      last = new SsoadminPermissionSetInlinePolicy(this, resourceName('inline-policy', this.handle), {
        ...chained(),
        inlinePolicy: literal(props.inlinePolicy),
      });
    }
    return last;
  }

  private boundaryReference(policy: PolicyReference) {
    return policy.kind === 'aws'
      ? { managedPolicyArn: this.managedPolicyArn(policy.pathAndName) }
      : { customerManagedPolicyReference: { name: literal(policy.name), path: literal(policy.path) } };
  }

  private managedPolicyArn(pathAndName: string): string {
    return literal(`arn:${this.partition}:iam::aws:policy/${pathAndName}`);
  }
}
