/** Where the AWS console takes SAML from an identity provider of IAM: AWS, "Configure SAML assertions for the authentication response". */

const host = (region: string): string =>
  region.startsWith('us-gov-') ? 'signin.amazonaws-us-gov.com' : 'signin.aws.amazon.com';

/** The endpoint of no Region, and the audience that Entra's template names. `region` tells the partition. */
export const globalSignInUrl = (region: string): string => `https://${host(region)}/saml`;

export const regionalSignInUrl = (region: string): string => `https://${region}.${host(region)}/saml`;
