/** The definition of a claims mapping policy: what Entra says of a person who signs in. */

/** Either a user's attribute (`Source`, `ID`) or a fixed `Value`, under a SAML attribute's name. */
export interface Claim {
  readonly Source?: 'user';
  readonly ID?: string;
  readonly Value?: string;
  readonly SamlClaimType: string;
}

/** Without the basic claims there would be no name to sign in by. */
export const renderClaims = (claims: readonly Claim[]): string =>
  JSON.stringify({ ClaimsMappingPolicy: { Version: 1, IncludeBasicClaimSet: 'true', ClaimsSchema: claims } });

/** The claims of a definition as Entra has it, without those of other protocols; none where it isn't JSON. */
export function readClaims(definition: string): Claim[] {
  try {
    const { ClaimsMappingPolicy: policy } = JSON.parse(definition) as {
      readonly ClaimsMappingPolicy?: { readonly ClaimsSchema?: readonly Partial<Claim>[] };
    };
    return (policy?.ClaimsSchema ?? []).filter((claim): claim is Claim => claim.SamlClaimType !== undefined);
  } catch {
    return [];
  }
}
