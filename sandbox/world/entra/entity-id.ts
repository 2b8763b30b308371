/** What Entra calls itself in SAML and in the tokens of version 1: a tenant's issuer. */
export const entityIdOf = (tenantId: string): string => `https://sts.windows.net/${tenantId}/`;
