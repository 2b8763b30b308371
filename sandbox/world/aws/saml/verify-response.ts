/** Whether a SAML response is what it claims to be: the part of signing in that all of AWS's endpoints have in common. */
import type { IdentityProvider } from '../iam/saml-metadata.js';
import { checkVersion, readAssertion, type Assertion } from './assertion.js';
import { SamlRefusal } from './saml-refusal.js';
import { signedElements } from './signature.js';
import { attributeOf, childrenOf, descendantsOf, isElement, parseXml } from './xml.js';

/** What an endpoint takes. */
export interface Expectation {
  readonly provider: IdentityProvider;
  /** Of the response as XML. */
  readonly mostCharacters: number;
  takesAudience(audience: string): boolean;
  takesRecipient(recipient: string): boolean;
}

/** How far the two clouds' clocks may be apart, in milliseconds. What AWS allows is UNVERIFIED. */
export const CLOCK_SKEW = 5 * 60_000;

const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';

/**
 * The assertion of a response as it is posted: base64, with exactly one assertion, which isn't encrypted. Of the
 * unsigned document only what can't let anyone in is looked at: its shape, version, status and destination. SAML asks
 * for that (core, 3.2.2; AWS's own words aren't known). That an assertion is used once is the caller's to see to, as is
 * the request that it answers.
 *
 * @throws SamlRefusal
 */
export function verifyResponse(samlResponse: string, expected: Expectation, now: Date): Assertion {
  const xml = decode(samlResponse);
  if (xml.length > expected.mostCharacters)
    throw new SamlRefusal(
      'malformed',
      `The response has ${xml.length} characters, and ${expected.mostCharacters} at most are taken.`,
    );
  const root = parseXml(xml);
  if (!root || !isElement(root, 'protocol', 'Response'))
    throw new SamlRefusal('malformed', 'It is not a SAML 2.0 Response without a document type.');
  checkShape(root);
  const assertion = readAssertion(signedAssertion(signedElements(xml, root, expected.provider.certificates)));
  checkSender(assertion, expected);
  checkDestination(root, assertion);
  checkTimes(assertion, now);
  return assertion;
}

function decode(samlResponse: string): string {
  const base64 = samlResponse.replace(/\s/g, '');
  if (base64 === '' || base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64))
    throw new SamlRefusal('encoding', 'The response is not base64.');
  return Buffer.from(base64, 'base64').toString('utf8');
}

function checkShape(root: Element): void {
  checkVersion(root);
  const encrypted = descendantsOf(root, 'assertion', 'EncryptedAssertion').length;
  const assertions = descendantsOf(root, 'assertion', 'Assertion').length;
  if (encrypted > 0)
    throw new SamlRefusal(
      'malformed',
      'Encrypted assertions are not supported by IAM Identity Center, nor modelled for IAM.',
    );
  if (statusOf(root) !== SUCCESS)
    throw new SamlRefusal('rejected', `The identity provider answered with the status ${statusOf(root)}.`);
  if (assertions !== 1)
    throw new SamlRefusal(
      'malformed',
      `The response has ${assertions} assertions, and one is what AWS takes.`,
    );
}

function statusOf(root: Element): string {
  const [code] = childrenOf(root, 'protocol', 'Status').flatMap((status) =>
    childrenOf(status, 'protocol', 'StatusCode'),
  );
  return (code && attributeOf(code, 'Value')) ?? 'none';
}

/** The assertion, if it is signed itself or the response that it is in is. */
function signedAssertion(elements: readonly Element[]): Element {
  const [assertion] = elements.flatMap((element) =>
    isElement(element, 'assertion', 'Assertion') ? [element] : childrenOf(element, 'assertion', 'Assertion'),
  );
  if (!assertion) throw new SamlRefusal('signature', 'The assertion is not in what was signed.');
  return assertion;
}

function checkSender({ issuer, audiences, recipient }: Assertion, expected: Expectation): void {
  if (issuer !== expected.provider.entityId)
    throw new SamlRefusal(
      'issuer',
      `The issuer is ${issuer}, and AWS has metadata of ${expected.provider.entityId}.`,
    );
  const taken = audiences.every((restriction) =>
    restriction.some((audience) => expected.takesAudience(audience)),
  );
  if (audiences.length === 0 || !taken)
    throw new SamlRefusal('audience', `The audience is ${audiences.flat().join(', ') || 'not restricted'}.`);
  if (!expected.takesRecipient(recipient))
    throw new SamlRefusal(
      'recipient',
      `The recipient is ${recipient}, which is not where the response was sent.`,
    );
}

/** A response may leave it out. */
function checkDestination(root: Element, { recipient }: Assertion): void {
  const destination = attributeOf(root, 'Destination') ?? recipient;
  if (destination !== recipient)
    throw new SamlRefusal(
      'recipient',
      `The response’s destination is ${destination}, and its assertion’s recipient ${recipient}.`,
    );
}

function checkTimes({ notBefore, notOnOrAfter, confirmedUntil }: Assertion, now: Date): void {
  const time = now.getTime();
  if (notBefore && time < notBefore.getTime() - CLOCK_SKEW)
    throw new SamlRefusal('early', `The assertion is not valid before ${notBefore.toISOString()}.`);
  for (const end of [notOnOrAfter, confirmedUntil]) {
    if (end && time >= end.getTime() + CLOCK_SKEW)
      throw new SamlRefusal('expired', `The assertion was valid until ${end.toISOString()}.`);
  }
}
