/** An identity provider of the tests' own: it says whatever a test wants said, signed or not. */
import type { KeyObject } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { selfSignedCertificate } from '../../sandbox/world/entra/self-signed-certificate.js';
import { ENTITY } from './saml-metadata.js';

export interface SamlSigner {
  readonly privateKey: KeyObject;
  /** Base64 of the DER. */
  readonly certificate: string;
}

export interface SamlAttributeSpec {
  readonly name: string;
  /** As XML. */
  readonly values: readonly string[];
}

export interface ResponseSpec {
  readonly recipient: string;
  /** An empty one leaves the restriction out. */
  readonly audience: string;
  /** As XML. Null leaves it out. */
  readonly nameId: string | null;
  readonly nameIdFormat: string;
  readonly issuer: string;
  readonly issued: string;
  readonly notBefore: string;
  readonly notOnOrAfter: string;
  readonly sessionNotOnOrAfter?: string;
  readonly inResponseTo?: string;
  readonly attributes: readonly SamlAttributeSpec[];
  readonly id: string;
  readonly signed: 'assertion' | 'response' | 'nothing';
  readonly hash: 'sha256' | 'sha1';
  /** The algorithms that canonicalize what is signed, and the signature’s own SignedInfo. */
  readonly canonicalized: { readonly content?: string; readonly signedInfo?: string };
  /** Names of further elements that the one signature covers. */
  readonly alsoSigned: readonly string[];
  readonly status: string;
  /** What someone on the way changes before the signature, and after. */
  readonly forge: (xml: string) => string;
  readonly tamper: (xml: string) => string;
}

export const EMAIL = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';
const same = (xml: string): string => xml;
let count = 0;

/** As Entra answers at noon of 1 January 2027, where tests' clocks start: valid from five minutes before for an hour. */
const entraLike = (): Omit<ResponseSpec, 'recipient' | 'audience'> => ({
  nameId: 'ada@test.example',
  nameIdFormat: EMAIL,
  issuer: ENTITY,
  issued: '2027-01-01T12:00:00Z',
  notBefore: '2027-01-01T11:55:00Z',
  notOnOrAfter: '2027-01-01T13:00:00Z',
  attributes: [],
  id: `_assertion${(count += 1)}`,
  signed: 'assertion',
  hash: 'sha256',
  canonicalized: {},
  alsoSigned: [],
  status: SUCCESS,
  forge: same,
  tamper: same,
});

export async function createSigner(name = 'signer'): Promise<SamlSigner> {
  const year = (number: number) => new Date(`${number}-01-01T00:00:00Z`);
  const { privateKey, der } = await selfSignedCertificate(name, year(2027), year(2030));
  return { privateKey, certificate: der.toString('base64') };
}

/** A response as a browser posts it: base64. */
export function samlResponse(
  signer: SamlSigner,
  wanted: Pick<ResponseSpec, 'recipient' | 'audience'> & Partial<ResponseSpec>,
): string {
  const spec = { ...entraLike(), ...wanted };
  const xml = spec.forge(responseXml(spec));
  return encode(spec.tamper(spec.signed === 'nothing' ? xml : sign(xml, signer, spec)));
}

export const encode = (xml: string): string => Buffer.from(xml).toString('base64');
export const decode = (response: string): string => Buffer.from(response, 'base64').toString();

/** Each value as an attribute value of that name. */
export const attribute = (name: string, ...values: readonly string[]): SamlAttributeSpec => ({
  name,
  values,
});

function sign(xml: string, { privateKey }: SamlSigner, spec: ResponseSpec): string {
  const { signed, hash, canonicalized, alsoSigned } = spec;
  const [signature, digest] =
    hash === 'sha1'
      ? ['http://www.w3.org/2000/09/xmldsig#rsa-sha1', 'http://www.w3.org/2000/09/xmldsig#sha1']
      : ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'http://www.w3.org/2001/04/xmlenc#sha256'];
  const canonical = 'http://www.w3.org/2001/10/xml-exc-c14n#';
  const signer = new SignedXml({
    privateKey,
    signatureAlgorithm: signature,
    canonicalizationAlgorithm: canonicalized.signedInfo ?? canonical,
  });
  const named = (name: string) => `//*[local-name(.)='${name}']`;
  const element = named(signed === 'response' ? 'Response' : 'Assertion');
  const transforms = [
    'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
    canonicalized.content ?? canonical,
  ];
  for (const xpath of [element, ...alsoSigned.map(named)])
    signer.addReference({ xpath, digestAlgorithm: digest, transforms });
  const issuer = `${element}/*[local-name(.)='Issuer']`;
  signer.computeSignature(xml, { location: { reference: issuer, action: 'after' } });
  return signer.getSignedXml();
}

function responseXml(spec: ResponseSpec): string {
  const { id, issued, issuer, recipient, inResponseTo, status } = spec;
  const answers = inResponseTo === undefined ? '' : ` InResponseTo="${inResponseTo}"`;
  return (
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="${id}r" Version="2.0" IssueInstant="${issued}" Destination="${recipient}"${answers}>` +
    `<Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">${issuer}</Issuer>` +
    `<samlp:Status><samlp:StatusCode Value="${status}"/></samlp:Status>` +
    (status === SUCCESS ? assertionXml(spec, answers) : '') +
    '</samlp:Response>'
  );
}

function assertionXml(spec: ResponseSpec, answers: string): string {
  const { id, issued, issuer, nameId, nameIdFormat, recipient, notBefore, notOnOrAfter } = spec;
  const ends =
    spec.sessionNotOnOrAfter === undefined ? '' : ` SessionNotOnOrAfter="${spec.sessionNotOnOrAfter}"`;
  const attributes = spec.attributes.map(
    ({ name, values }) =>
      `<Attribute Name="${name}">${values.map((value) => `<AttributeValue>${value}</AttributeValue>`).join('')}</Attribute>`,
  );
  const restriction = `<AudienceRestriction><Audience>${spec.audience}</Audience></AudienceRestriction>`;
  return (
    `<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id}" IssueInstant="${issued}" Version="2.0">` +
    `<Issuer>${issuer}</Issuer>` +
    `<Subject>${nameId === null ? '' : `<NameID Format="${nameIdFormat}">${nameId}</NameID>`}` +
    '<SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">' +
    `<SubjectConfirmationData${answers} NotOnOrAfter="${notOnOrAfter}" Recipient="${recipient}"/></SubjectConfirmation></Subject>` +
    `<Conditions NotBefore="${notBefore}" NotOnOrAfter="${notOnOrAfter}">${spec.audience === '' ? '' : restriction}</Conditions>` +
    `<AttributeStatement>${attributes.join('')}</AttributeStatement>` +
    `<AuthnStatement AuthnInstant="${issued}"${ends}><AuthnContext><AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</AuthnContextClassRef></AuthnContext></AuthnStatement>` +
    '</Assertion>'
  );
}
