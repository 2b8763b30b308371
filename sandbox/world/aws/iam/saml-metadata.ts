/** The SAML metadata of an identity provider, as IAM takes it. */
import { X509Certificate } from 'node:crypto';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { AwsError } from '../aws-error.js';

/** What sign-in needs to know of an identity provider. */
export interface IdentityProvider {
  readonly entityId: string;
  /** The certificates that may sign, each as base64 of its DER. */
  readonly certificates: readonly string[];
}

const LISTS = ['IDPSSODescriptor', 'KeyDescriptor', 'X509Data', 'X509Certificate', 'SingleSignOnService'];
const LEAST_KEY_BITS = 1024;

type Element = Readonly<Record<string, unknown>>;

/**
 * Reads metadata. Neither its own expiry nor its certificates' matters to IAM. A service provider's metadata, a
 * byte-order mark, or a certificate that isn't one, with a key under 1,024 bits too, is refused.
 *
 * @throws AwsError InvalidInput, with one message for all: AWS's own words beyond it aren't known.
 */
export function parseIdentityProvider(document: string): IdentityProvider {
  if (document.startsWith('\u{FEFF}') || XMLValidator.validate(document) !== true) throw unparsable();
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    removeNSPrefix: true,
    parseTagValue: false,
    isArray: (name) => LISTS.includes(name),
  });
  const descriptor = element((parser.parse(document) as Element)['EntityDescriptor']);
  const roles = elements(descriptor['IDPSSODescriptor']);
  const certificates = roles.flatMap((role) => elements(role['KeyDescriptor'])).flatMap(signingCertificates);
  const entityId = descriptor['@entityID'];
  const services = roles.flatMap((role) => elements(role['SingleSignOnService']));
  if (typeof entityId !== 'string' || entityId === '' || services.length === 0 || certificates.length === 0) {
    throw unparsable();
  }
  return { entityId, certificates };
}

/** A descriptor without `use` is for signing too. */
function signingCertificates(descriptor: Element): string[] {
  if ((descriptor['@use'] ?? 'signing') !== 'signing') return [];
  return elements(element(descriptor['KeyInfo'])['X509Data'])
    .flatMap((data) => (Array.isArray(data['X509Certificate']) ? data['X509Certificate'] : []))
    .map((certificate) => checkedCertificate(String(certificate).replace(/\s/g, '')));
}

function checkedCertificate(base64: string): string {
  const bits = keyBits(base64);
  if (bits === undefined || bits < LEAST_KEY_BITS) throw unparsable();
  return base64;
}

/** Nothing where it is no certificate of an RSA key. */
function keyBits(base64: string): number | undefined {
  try {
    const { publicKey } = new X509Certificate(Buffer.from(base64, 'base64'));
    return publicKey.asymmetricKeyDetails?.modulusLength;
  } catch {
    return undefined;
  }
}

const element = (value: unknown): Element =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Element) : {};
const elements = (value: unknown): Element[] => (Array.isArray(value) ? value.map(element) : []);

const unparsable = (): AwsError => new AwsError('InvalidInput', 'Could not parse metadata');
