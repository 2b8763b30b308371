/** The session tags that Entra sends with a sign-in: a claims mapping policy of the application. */
import { ClaimsMappingPolicy } from '@cdktf/provider-azuread/lib/claims-mapping-policy';
import type { ServicePrincipal } from '@cdktf/provider-azuread/lib/service-principal';
import { ServicePrincipalClaimsMappingPolicyAssignment } from '@cdktf/provider-azuread/lib/service-principal-claims-mapping-policy-assignment';
import { Construct } from 'constructs';
import type { EntraConfig } from '../../model/config.js';
import { compareText } from '../../model/text.js';
import { literal } from '../literal.js';
import { resourceName } from '../names.js';

/** What AWS takes for a session tag: this and the tag’s key. */
const SESSION_TAG = 'https://aws.amazon.com/SAML/Attributes/AccessControl:';

type Attributes = NonNullable<EntraConfig['attributes']>;

export interface EntraAttributesProps {
  /** The application’s display name. The policy’s begins with it, so that the two are found together. */
  readonly application: string;
  readonly servicePrincipal: ServicePrincipal;
  readonly attributes: Attributes;
}

export class EntraAttributes extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { application, servicePrincipal, attributes }: EntraAttributesProps,
  ) {
    super(scope, id);
    const policy = new ClaimsMappingPolicy(this, resourceName('claims'), {
      displayName: literal(`${application}: session tags`),
      definition: [literal(renderClaims(attributes))],
    });
    new ServicePrincipalClaimsMappingPolicyAssignment(this, resourceName('claims-assignment'), {
      claimsMappingPolicyId: policy.id,
      servicePrincipalId: servicePrincipal.id,
    });
  }
}

/** The same text whatever the order in the config. Without the basic claims there would be no name to sign in by. */
function renderClaims(attributes: Attributes): string {
  const claims = Object.entries(attributes)
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, attribute]) => ({ Source: 'user', ID: attribute, SamlClaimType: `${SESSION_TAG}${key}` }));
  return JSON.stringify({
    ClaimsMappingPolicy: { Version: 1, IncludeBasicClaimSet: 'true', ClaimsSchema: claims },
  });
}
