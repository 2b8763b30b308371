/** The display names of what stands beside an enterprise application in Entra: they begin with the application’s, so that all are found together. */

export const sessionTagsPolicyName = (application: string): string => `${application}: session tags`;
export const conditionalAccessPolicyName = (application: string): string =>
  `${application}: sign-in requirements`;
/** What says who comes by which role in an emergency. */
export const emergencyClaimsPolicyName = (application: string): string => `${application} claims`;

/** Every signing certificate’s subject. */
export const certificateName = (handle: string): string => `CN=${handle}`;
