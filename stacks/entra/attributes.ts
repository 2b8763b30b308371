/** The session tags that Entra sends with a sign-in: a claims mapping policy of the application. */
import { ClaimsMappingPolicy } from '@cdktf/provider-azuread/lib/claims-mapping-policy';
import type { ServicePrincipal } from '@cdktf/provider-azuread/lib/service-principal';
import { ServicePrincipalClaimsMappingPolicyAssignment } from '@cdktf/provider-azuread/lib/service-principal-claims-mapping-policy-assignment';
import { Construct } from 'constructs';
import type { EntraConfig } from '../../model/config.js';
import { literal } from '../literal.js';
import { resourceName } from '../names.js';
import { sessionTagsPolicyName } from './display-names.js';
import { renderSessionTags } from './session-tags.js';

export interface EntraAttributesProps {
  /** The application’s display name. The policy’s begins with it, so that the two are found together. */
  readonly application: string;
  readonly servicePrincipal: ServicePrincipal;
  readonly attributes: NonNullable<EntraConfig['attributes']>;
}

export class EntraAttributes extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { application, servicePrincipal, attributes }: EntraAttributesProps,
  ) {
    super(scope, id);
    const policy = new ClaimsMappingPolicy(this, resourceName('claims'), {
      displayName: literal(sessionTagsPolicyName(application)),
      definition: [literal(renderSessionTags(attributes))],
    });
    new ServicePrincipalClaimsMappingPolicyAssignment(this, resourceName('claims-assignment'), {
      claimsMappingPolicyId: policy.id,
      servicePrincipalId: servicePrincipal.id,
    });
  }
}
