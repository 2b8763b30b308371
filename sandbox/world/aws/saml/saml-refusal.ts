/** Why a SAML response isn't taken. Whoever was sent it says so in words of its own. */
export type SamlFault =
  | 'encoding'
  | 'malformed'
  | 'rejected'
  | 'signature'
  | 'issuer'
  | 'subject'
  | 'audience'
  | 'recipient'
  | 'early'
  | 'expired'
  | 'replayed';

export class SamlRefusal extends Error {
  /** @param message What is wrong, in a sentence of the sandbox's own. */
  constructor(
    readonly fault: SamlFault,
    message: string,
  ) {
    super(message);
  }
}
