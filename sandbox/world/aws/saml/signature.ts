/** What of a SAML message its sender has signed. The cryptography is xml-crypto's. */
import { X509Certificate } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { SamlRefusal } from './saml-refusal.js';
import { attributeOf, descendantsOf, isElement, parseXml } from './xml.js';

/** Whether AWS still takes SHA-1, which Entra can be told to sign with, is UNVERIFIED: it is refused. */
const SIGNATURE = ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'];
const DIGEST = ['http://www.w3.org/2001/04/xmlenc#sha256'];
/** None that keeps comments: what they split could be read otherwise than it was signed. */
const TRANSFORMS = [
  'http://www.w3.org/2001/10/xml-exc-c14n#',
  'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
];

/**
 * The signed elements, each parsed anew from the very text that its signature covers: nothing else of the message may
 * be read. Every signature has to be the response's or its assertion's own, over the whole of it and nothing else.
 *
 * @param certificates Base64 of DER. The one in the message is of no account. Neither is a certificate's own expiry (IAM
 * user guide, "Create a SAML identity provider in IAM"); for IAM Identity Center that is UNVERIFIED.
 * @throws SamlRefusal where there is no signature, or one that isn't good.
 */
export function signedElements(xml: string, root: Element, certificates: readonly string[]): Element[] {
  const signatures = descendantsOf(root, 'signature', 'Signature');
  if (signatures.length === 0)
    throw new SamlRefusal('signature', 'Neither the response nor its assertion is signed.');
  return signatures.map((signature) => {
    const signed = certificates
      .map((certificate) => signedText(xml, signature, certificate))
      .find((text) => text !== undefined);
    if (signed === undefined)
      throw new SamlRefusal(
        'signature',
        'The signature is not one by a certificate that AWS has, over what the response says (RSA-SHA256).',
      );
    return ownElement(signature, signed);
  });
}

/** Nothing where the certificate didn't make the signature. */
function signedText(xml: string, signature: Element, certificate: string): string | undefined {
  const verifier = new SignedXml({
    publicCert: new X509Certificate(Buffer.from(certificate, 'base64')).toString(),
    getCertFromKeyInfo: () => null,
  });
  verifier.SignatureAlgorithms = only(SIGNATURE, verifier.SignatureAlgorithms);
  verifier.HashAlgorithms = only(DIGEST, verifier.HashAlgorithms);
  verifier.CanonicalizationAlgorithms = only(TRANSFORMS, verifier.CanonicalizationAlgorithms);
  try {
    verifier.loadSignature(signature);
    if (!verifier.checkSignature(xml)) return undefined;
  } catch {
    return undefined;
  }
  const [text, ...others] = verifier.getSignedReferences();
  return others.length === 0 ? text : undefined;
}

/** The signed element, once it is known to be the one that the signature stands in. */
function ownElement({ parentNode }: Element, text: string): Element {
  const element = parseXml(text);
  if (element && isSamlMessage(element) && isSamlMessage(parentNode)) {
    const id = attributeOf(element, 'ID');
    if (id !== undefined && id === attributeOf(parentNode, 'ID')) return element;
  }
  throw new SamlRefusal('signature', 'The signature covers something other than the element it stands in.');
}

const isSamlMessage = (node: Node | null): node is Element =>
  isElement(node, 'protocol', 'Response') || isElement(node, 'assertion', 'Assertion');

const only = <Algorithm>(
  names: readonly string[],
  all: Readonly<Record<string, Algorithm>>,
): Record<string, Algorithm> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
