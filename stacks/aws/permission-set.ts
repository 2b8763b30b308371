/** A permission set with its boundary and policies. */
import { SsoadminCustomerManagedPolicyAttachment } from '@cdktf/provider-aws/lib/ssoadmin-customer-managed-policy-attachment';
import { SsoadminManagedPolicyAttachment } from '@cdktf/provider-aws/lib/ssoadmin-managed-policy-attachment';
import { SsoadminPermissionSet } from '@cdktf/provider-aws/lib/ssoadmin-permission-set';
import { SsoadminPermissionSetInlinePolicy } from '@cdktf/provider-aws/lib/ssoadmin-permission-set-inline-policy';
import { SsoadminPermissionsBoundaryAttachment } from '@cdktf/provider-aws/lib/ssoadmin-permissions-boundary-attachment';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { PermissionSetConfig } from '../../model/config.js';
import { resolvePolicy, type PolicyReference } from '../../model/policy-reference.js';
import { evaluatedOnce } from '../evaluated-once.js';
import { literal, literalMap } from '../literal.js';
import { encodePart, resourceName } from '../names.js';

export interface PermissionSetProps {
  readonly handle: string;
  readonly permissionSet: PermissionSetConfig;
  /** The text of the inline policy, where there is one. */
  readonly inlinePolicy?: string;
  readonly instanceArn: string;
  /** What stands as long as the permission set does. */
  readonly after: ITerraformDependable;
  /** The partition of AWS managed policies' ARNs. */
  readonly partition: string;
}

export class PermissionSet extends Construct {
  /**
   * The permission set as the last link of the chain of boundary and policies names it. What refers to it comes after
   * all of them: nobody gets the permission set before its boundary, and destroying takes assignments away first.
   */
  readonly onceComplete: LinkTarget;
  private readonly handle: string;
  private readonly partition: string;

  constructor(scope: Construct, id: string, props: PermissionSetProps) {
    super(scope, id);
    this.handle = props.handle;
    this.partition = props.partition;
    const set = this.createPermissionSet(props);
    this.onceComplete = evaluatedOnce(this, resourceName('permission-set', this.handle), {
      instanceArn: props.instanceArn,
      permissionSetArn: this.createPolicyChain(set.arn, props),
    });
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
      // Destroying takes AWS's side away first, and then Entra's.
      dependsOn: [props.after],
      lifecycle: { preventDestroy: true },
    });
  }

  /**
   * One after the other, for AWS refuses parallel policy changes to one permission set (aws issue 26138): each link
   * takes the ARN from the one before it. Returns the last link's.
   */
  private createPolicyChain(arn: string, props: PermissionSetProps): string {
    const { boundary, policies = [] } = props.permissionSet;
    const links: ((target: LinkTarget) => { readonly permissionSetArn: string })[] = [
      ...(boundary === undefined ? [] : [this.boundaryLink(resolvePolicy(boundary))]),
      ...policies.map((policy) => this.policyLink(resolvePolicy(policy))),
      ...(props.inlinePolicy === undefined ? [] : [this.inlinePolicyLink(props.inlinePolicy)]),
    ];
    return links.reduce(
      (permissionSetArn, createLink) =>
        createLink({ instanceArn: props.instanceArn, permissionSetArn }).permissionSetArn,
      arn,
    );
  }

  private boundaryLink(policy: PolicyReference) {
    const permissionsBoundary =
      policy.kind === 'aws'
        ? { managedPolicyArn: this.managedPolicyArn(policy.pathAndName) }
        : { customerManagedPolicyReference: customerReference(policy) };
    return (target: LinkTarget) =>
      new SsoadminPermissionsBoundaryAttachment(this, resourceName('boundary', this.handle), {
        ...target,
        permissionsBoundary,
      });
  }

  private policyLink(policy: PolicyReference) {
    return (target: LinkTarget) =>
      policy.kind === 'aws'
        ? new SsoadminManagedPolicyAttachment(
            this,
            resourceName('policy', this.handle, encodePart(policy.pathAndName)),
            { ...target, managedPolicyArn: this.managedPolicyArn(policy.pathAndName) },
          )
        : new SsoadminCustomerManagedPolicyAttachment(
            this,
            resourceName('customer-policy', this.handle, encodePart(policy.path + policy.name)),
            { ...target, customerManagedPolicyReference: customerReference(policy) },
          );
  }

  private inlinePolicyLink(inlinePolicy: string) {
    return (target: LinkTarget) =>
      new SsoadminPermissionSetInlinePolicy(this, resourceName('inline-policy', this.handle), {
        ...target,
        inlinePolicy: literal(inlinePolicy),
      });
  }

  private managedPolicyArn(pathAndName: string): string {
    return literal(`arn:${this.partition}:iam::aws:policy/${pathAndName}`);
  }
}

/** What every link of the chain names, and every assignment. */
export interface LinkTarget {
  readonly instanceArn: string;
  readonly permissionSetArn: string;
}

function customerReference({ name, path }: Extract<PolicyReference, { kind: 'customer' }>) {
  return { name: literal(name), path: literal(path) };
}
