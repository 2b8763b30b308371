/** The organization's IAM Identity Center instance, which is found and never made. */
import { DataAwsSsoadminInstances } from '@cdktf/provider-aws/lib/data-aws-ssoadmin-instances';
import { Fn, TerraformLocal, type Precondition } from 'cdktf';
import { Construct } from 'constructs';
import type { ServiceProviderMetadata } from '../../model/saml-metadata.js';
import { literal } from '../literal.js';
import { resourceName } from '../names.js';

export class IdentityCenter extends Construct {
  readonly instanceArn: string;
  readonly identityStoreId: string;
  private readonly instances: DataAwsSsoadminInstances;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.instances = new DataAwsSsoadminInstances(this, resourceName('identity-center'));
    // Locals: Terraform evaluates them once, and not for each of thousands of assignments.
    this.instanceArn = new TerraformLocal(this, 'instance_arn', Fn.element(this.instances.arns, 0)).asString;
    this.identityStoreId = new TerraformLocal(
      this,
      'identity_store_id',
      Fn.element(this.instances.identityStoreIds, 0),
    ).asString;
  }

  /**
   * Holds when the metadata is of the instance found: its entity ID ends in the identity store's id. Another
   * organization's file is refused before anything is made.
   * @param said where the config names the metadata, for the error.
   */
  isDescribedBy(metadata: ServiceProviderMetadata, said: string): Precondition {
    const identityStoreId = metadata.entityId.slice(metadata.entityId.lastIndexOf('/') + 1);
    return {
      condition: Fn.contains(this.instances.identityStoreIds, literal(identityStoreId)),
      errorMessage:
        literal(
          `${said}: the SAML metadata is of the identity store ${identityStoreId}, which is not that of the ` +
            'IAM Identity Center instance found. Found: ',
        ) +
        `\${join(", ", ${this.instances.fqn}.identity_store_ids)}` +
        '. Download the metadata again in this organization’s Identity Center console.',
    };
  }
}
