/** The session tags that Entra sends with a sign-in: a claims mapping policy of the application. */
import { ClaimsMappingPolicy } from '@cdktf/provider-azuread/lib/claims-mapping-policy';
import type { ServicePrincipal } from '@cdktf/provider-azuread/lib/service-principal';
import { ServicePrincipalClaimsMappingPolicyAssignment } from '@cdktf/provider-azuread/lib/service-principal-claims-mapping-policy-assignment';
import { Construct } from 'constructs';
import type { EntraConfig } from '../../model/config.js';
import { literal } from '../literal.js';
import { resourceName } from '../names.js';
import { renderSessionTags } from './session-tags.js';

export interface EntraAttributesProps {
  /** The policy’s display name. */
  readonly name: string;
  readonly servicePrincipal: ServicePrincipal;
  readonly attributes: NonNullable<EntraConfig['attributes']>;
}

export class EntraAttributes extends Construct {
  constructor(scope: Construct, id: string, { name, servicePrincipal, attributes }: EntraAttributesProps) {
    super(scope, id);
    const policy = new ClaimsMappingPolicy(this, resourceName('claims'), {
      displayName: literal(name),
      definition: [literal(renderSessionTags(attributes))],
    });
    new ServicePrincipalClaimsMappingPolicyAssignment(this, resourceName('claims-assignment'), {
      claimsMappingPolicyId: policy.id,
      servicePrincipalId: servicePrincipal.id,
    });
  }
}
