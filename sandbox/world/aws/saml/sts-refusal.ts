/** What STS answers a SAML response with that it doesn't take. */
import { AwsError } from '../aws-error.js';
import type { SamlFault, SamlRefusal } from './saml-refusal.js';

/** STS's refusal, with what it doesn't tell. */
export class StsRefusal extends AwsError {
  /** @param reason A sentence of the sandbox's own. */
  constructor(
    code: string,
    message: string,
    readonly reason: string,
  ) {
    super(code, message);
  }
}

export const notAuthorized = (reason: string): StsRefusal =>
  new StsRefusal('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithSAML', reason);

export const invalidToken = (message: string, reason: string): StsRefusal =>
  new StsRefusal('InvalidIdentityToken', message, reason);

const DISCOVERY = 'Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: ';

/** Whoever names a provider that isn't there. The service's code is as reported, without its request id. */
export const noSuchProvider = (arn: string): StsRefusal =>
  invalidToken(
    `Specified provider doesn't exist (${DISCOVERY}AuthSamlManifestNotFoundException)`,
    `There is no SAML provider ${arn}.`,
  );

/**
 * AWS's words where they are known: IAM user guide, "Troubleshoot SAML federation with IAM", and reports of it. Of
 * others only the codes are (STS API reference, AssumeRoleWithSAML); the sandbox says there what it found.
 */
const WORDS: Readonly<Partial<Record<SamlFault, readonly [code: string, message: string]>>> = {
  encoding: [
    'InvalidIdentityToken',
    `Invalid base64 SAMLResponse (${DISCOVERY}AuthSamlInvalidSamlResponseException)`,
  ],
  issuer: [
    'InvalidIdentityToken',
    `Issuer not present in specified provider (${DISCOVERY}AuthSamlInvalidSamlResponseException)`,
  ],
  signature: ['InvalidIdentityToken', 'Response signature invalid'],
  audience: ['InvalidIdentityToken', 'Response does not contain the required audience.'],
  expired: ['ExpiredTokenException', 'Token must be redeemed within 5 minutes of issuance'],
  subject: ['AccessDenied', 'Not authorized to perform sts:AssumeRoleWithSAML'],
};

export function stsRefusal({ fault, message }: SamlRefusal): StsRefusal {
  const [code, words] = WORDS[fault] ?? [
    fault === 'rejected' ? 'IDPRejectedClaim' : 'InvalidIdentityToken',
    message,
  ];
  return new StsRefusal(code, words, message);
}
