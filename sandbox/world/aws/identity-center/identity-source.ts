/** The external identity provider that Identity Center trusts: what a person uploads in the console. */
import { X509Certificate } from 'node:crypto';
import { AwsError } from '../aws-error.js';
import { parseIdentityProvider, type IdentityProvider } from '../iam/saml-metadata.js';
import { attributeOf, descendantsOf, parseXml } from '../saml/xml.js';

export interface IdentitySource extends IdentityProvider {
  /** Where people are sent to sign in. */
  readonly signInUrl: string;
}

/** User guide, "Using SAML and SCIM identity federation with external identity providers". */
const MOST_METADATA_CHARACTERS = 75_000;
const MOST_CERTIFICATE_CHARACTERS = 2_500;
const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';

/**
 * "The metadata must contain an entityId, X509 certificate, and SingleSignOnService." A byte-order mark, which Entra's
 * file has, does no harm. Throws AwsError ValidationException; the console's own words aren't known.
 */
export function readIdentitySource(metadata: string): IdentitySource {
  if (metadata.length > MOST_METADATA_CHARACTERS)
    throw invalid(
      `The metadata has ${metadata.length} characters, and ${MOST_METADATA_CHARACTERS} are the most`,
    );
  const document = metadata.replace(/^\u{FEFF}/u, '');
  const provider = parse(document);
  const root = parseXml(document);
  const services = root ? descendantsOf(root, 'metadata', 'SingleSignOnService') : [];
  const service = services.find((each) => attributeOf(each, 'Binding') === REDIRECT);
  const signInUrl = service && attributeOf(service, 'Location');
  if (!signInUrl) throw invalid('The metadata has no SingleSignOnService with the HTTP-Redirect binding');
  return { ...provider, certificates: provider.certificates.map(readCertificate), signInUrl };
}

/** Base64 of the DER of a certificate in PEM or base64. Throws AwsError ValidationException. */
export function readCertificate(text: string): string {
  const base64 = text.replace(/-----(BEGIN|END) CERTIFICATE-----|\s/g, '');
  try {
    new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    throw invalid('The certificate is not an X.509 certificate');
  }
  if (base64.length > MOST_CERTIFICATE_CHARACTERS)
    throw invalid(
      `The certificate has ${base64.length} characters, and ${MOST_CERTIFICATE_CHARACTERS} are the most`,
    );
  return base64;
}

function parse(document: string): IdentityProvider {
  try {
    return parseIdentityProvider(document);
  } catch (error) {
    if (error instanceof AwsError) throw invalid('The metadata is not an identity provider’s SAML metadata');
    throw error;
  }
}

export const invalid = (message: string): AwsError => new AwsError('ValidationException', `${message}.`);
