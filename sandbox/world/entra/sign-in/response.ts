/** The SAML response that Entra posts to a service provider. */
import { randomUUID, X509Certificate } from 'node:crypto';
import { XMLBuilder } from 'fast-xml-parser';
import { SignedXml } from 'xml-crypto';
import type { SigningKey } from '../token-signing.js';
import type { Claim, NameId } from './claims.js';
import { notModelled } from './sign-in-error.js';

export interface ResponseProps {
  /** Entra's own entity id. */
  readonly issuer: string;
  readonly audience: string;
  readonly replyUrl: string;
  /** The request's id; null where there was none. */
  readonly inResponseTo: string | null;
  readonly nameId: NameId;
  readonly claims: readonly Claim[];
  /** When the user gave the password. */
  readonly authenticatedAt: Date;
  readonly now: Date;
}

const ASSERTION = 'urn:oasis:names:tc:SAML:2.0:assertion';
const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const ASSERTION_PATH = "/*/*[local-name(.)='Assertion']";
const MINUTE = 60_000;
/** As captured tokens have it, from 2021 to 2025. (Microsoft's protocol page says 70 minutes, and none before.) */
const VALID = { before: 5 * MINUTE, after: 60 * MINUTE };
/** What XML 1.0 can't hold, not even escaped. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** The response with its assertion signed, as Entra does by default ("Advanced SAML token certificate signing options"). */
export function renderResponse(props: ResponseProps, { privateKey, certificate }: SigningKey): string {
  const signature = new SignedXml({
    privateKey,
    publicCert: new X509Certificate(Buffer.from(certificate, 'base64')).toString(),
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: EXCLUSIVE,
  });
  signature.addReference({
    xpath: ASSERTION_PATH,
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', EXCLUSIVE],
  });
  signature.computeSignature(buildXml(response(props)), {
    location: { reference: `${ASSERTION_PATH}/*[local-name(.)='Issuer']`, action: 'after' },
  });
  return signature.getSignedXml();
}

function response({ replyUrl, inResponseTo, issuer, now, ...rest }: ResponseProps): object {
  return {
    'samlp:Response': {
      '@ID': `_${randomUUID()}`,
      '@Version': '2.0',
      '@IssueInstant': now.toISOString(),
      '@Destination': replyUrl,
      ...answered(inResponseTo),
      '@xmlns:samlp': PROTOCOL,
      Issuer: { '@xmlns': ASSERTION, '#text': issuer },
      'samlp:Status': { 'samlp:StatusCode': { '@Value': 'urn:oasis:names:tc:SAML:2.0:status:Success' } },
      Assertion: assertion({ replyUrl, inResponseTo, issuer, now, ...rest }),
    },
  };
}

function assertion(props: ResponseProps): object {
  const { issuer, audience, replyUrl, inResponseTo, nameId, claims, authenticatedAt, now } = props;
  const id = `_${randomUUID()}`;
  const end = new Date(now.getTime() + VALID.after).toISOString();
  return {
    '@ID': id,
    '@IssueInstant': now.toISOString(),
    '@Version': '2.0',
    '@xmlns': ASSERTION,
    Issuer: issuer,
    Subject: {
      NameID: { '@Format': nameId.format, '#text': nameId.value },
      SubjectConfirmation: {
        '@Method': 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
        SubjectConfirmationData: {
          ...answered(inResponseTo),
          '@NotOnOrAfter': end,
          '@Recipient': replyUrl,
        },
      },
    },
    Conditions: {
      '@NotBefore': new Date(now.getTime() - VALID.before).toISOString(),
      '@NotOnOrAfter': end,
      AudienceRestriction: { Audience: audience },
    },
    AttributeStatement: {
      Attribute: claims.map(({ name, values }) => ({ '@Name': name, AttributeValue: values })),
    },
    AuthnStatement: {
      '@AuthnInstant': authenticatedAt.toISOString(),
      '@SessionIndex': id,
      AuthnContext: { AuthnContextClassRef: 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password' },
    },
  };
}

const answered = (id: string | null) => (id === null ? {} : { '@InResponseTo': id });

/** @throws SignInError for characters that XML can't hold; what Entra makes of them isn't known. */
function buildXml(tree: object): string {
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    suppressBooleanAttributes: false,
  });
  const xml = builder.build(tree);
  if (FORBIDDEN.test(xml)) throw notModelled('characters that XML cannot hold');
  // Written plainly, a carriage return would be read as a line feed.
  return xml.replaceAll('\r', '&#xD;');
}
