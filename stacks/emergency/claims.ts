/** What Entra says of a person to the AWS console, in the words of AWS's SAML attributes. */

const ATTRIBUTES = 'https://aws.amazon.com/SAML/Attributes';

/** A claims mapping policy's definition. The user principal name is what AWS's logs call the person by. */
export function renderEmergencyClaims(sessionSeconds: number): string {
  return JSON.stringify({
    ClaimsMappingPolicy: {
      Version: 1,
      IncludeBasicClaimSet: 'true',
      ClaimsSchema: [
        { Source: 'user', ID: 'assignedroles', SamlClaimType: `${ATTRIBUTES}/Role` },
        { Source: 'user', ID: 'userprincipalname', SamlClaimType: `${ATTRIBUTES}/RoleSessionName` },
        { Source: 'user', ID: 'userprincipalname', SamlClaimType: `${ATTRIBUTES}/SourceIdentity` },
        { Value: String(sessionSeconds), SamlClaimType: `${ATTRIBUTES}/SessionDuration` },
      ],
    },
  });
}
