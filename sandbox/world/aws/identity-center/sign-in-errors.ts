/** Identity Center's pages for people who can't sign in (user guide, "Troubleshooting IAM Identity Center issues"). Details that the guide doesn't print are UNVERIFIED. */
import type { SamlFault, SamlRefusal } from '../saml/saml-refusal.js';
import { PortalError } from './portal-error.js';

/** "A setup problem with your instance of IAM Identity Center or the external identity provider": certificate, clock, NameID format. */
export const itIsUs = (reason: string): PortalError =>
  new PortalError(
    "It's not you, it's us.",
    "We couldn't complete your request right now. Please try again later.",
    reason,
  );

/** A mismatch of what the response says of the user, its shape, or the ACS URL. */
export const unexpected = (reason: string): PortalError =>
  new PortalError('An unexpected error has occurred.', '', reason);

/** A person who isn't provisioned, or not yet. */
export const invalidMfaCredentials = (reason: string): PortalError =>
  new PortalError('Invalid MFA credentials', '', reason);

/** Which page a person sees whom AWS knows and has disabled is UNVERIFIED: this is the one for wrong credentials. */
export const doesNotCompute = (reason: string): PortalError =>
  new PortalError(
    "Something doesn't compute.",
    "We couldn't verify your sign-in credentials. Please try again.",
    reason,
  );

const OURS: readonly SamlFault[] = ['signature', 'issuer', 'audience', 'early', 'expired'];

export const signInError = ({ fault, message }: SamlRefusal): PortalError =>
  OURS.includes(fault) ? itIsUs(message) : unexpected(message);
