/** The display names of what stands beside an enterprise application in Entra: they begin with the application’s, so that all are found together. */
import type { ApplicationConfig, ConditionalAccessConfig, EntraConfig } from '../../model/config.js';

export const sessionTagsPolicyName = ({
  application,
  attributesPolicy,
}: Pick<EntraConfig, 'attributesPolicy'> & {
  readonly application: Pick<ApplicationConfig, 'displayName'>;
}): string => attributesPolicy ?? `${application.displayName}: session tags`;

export const conditionalAccessPolicyName = (
  application: string,
  { displayName }: Pick<ConditionalAccessConfig, 'displayName'>,
): string => displayName ?? `${application}: sign-in requirements`;

/** What says who comes by which role in an emergency. */
export const emergencyClaimsPolicyName = (application: string): string => `${application} claims`;

type Certificates = Readonly<
  Record<string, Pick<ApplicationConfig['certificates'][string], 'subject' | 'endDate'>>
>;

/** A signing certificate’s subject. */
export const certificateName = (handle: string, certificates: Certificates): string =>
  certificates[handle]?.subject ?? `CN=${handle}`;

/** When it ends, as Entra takes it. */
export const certificateEnd = (endDate: string): string =>
  endDate.includes('T') ? endDate : `${endDate}T00:00:00Z`;
