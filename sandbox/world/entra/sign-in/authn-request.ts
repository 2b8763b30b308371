/** A service provider's SAML request to sign somebody in, as Entra reads it. */
import { inflateRawSync } from 'node:zlib';
import { DOMParser } from '@xmldom/xmldom';
import { invalidRequest, invalidRequestId, noRequest, notModelled } from './sign-in-error.js';

export type Binding = 'redirect' | 'post';

export interface AuthnRequest {
  readonly id: string;
  readonly issuer: string;
  readonly assertionConsumerServiceUrl: string | null;
}

const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol';
const ASSERTION = 'urn:oasis:names:tc:SAML:2.0:assertion';
const EMAIL_ADDRESS = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
const BASE64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;
/** Characters of the XML. Entra's own limit isn't known. */
const MAX_LENGTH = 64 * 1024;

/**
 * Reads what comes as `SAMLRequest`. Markup declarations, so entities too, are refused, as are comments and CDATA.
 * Attributes that Entra ignores are ignored ("Single sign-on SAML protocol"); those that change what it does, and that
 * AWS doesn't send, aren't modelled.
 *
 * @throws SignInError
 */
export function readAuthnRequest(samlRequest: string, binding: Binding): AuthnRequest {
  const root = parse(decode(samlRequest, binding));
  if (root.namespaceURI !== PROTOCOL || root.localName !== 'AuthnRequest') throw invalidRequest();
  const [id, issueInstant] = [root.getAttribute('ID'), root.getAttribute('IssueInstant')];
  const issuer = child(root, ASSERTION, 'Issuer')?.textContent?.trim();
  if (!id || !issueInstant || !issuer || root.getAttribute('Version') !== '2.0') throw invalidRequest();
  if (!/^[A-Za-z_][\w.-]*$/.test(id)) throw invalidRequestId(id);
  refuseUnmodelled(root);
  return {
    id,
    issuer,
    assertionConsumerServiceUrl: root.getAttribute('AssertionConsumerServiceURL') || null,
  };
}

function decode(samlRequest: string, binding: Binding): string {
  if (samlRequest === '' && binding === 'redirect') throw noRequest();
  if (samlRequest.length > 2 * MAX_LENGTH || !BASE64.test(samlRequest)) throw invalidRequest();
  const bytes = Buffer.from(samlRequest, 'base64');
  const xml = binding === 'redirect' ? inflate(bytes) : bytes.toString();
  if (xml.length > MAX_LENGTH) throw invalidRequest();
  return xml;
}

function inflate(bytes: Buffer): string {
  try {
    return inflateRawSync(bytes, { maxOutputLength: MAX_LENGTH }).toString();
  } catch {
    throw invalidRequest();
  }
}

function parse(xml: string): Element {
  if (/<!/.test(xml)) throw invalidRequest();
  const refuse = () => {
    throw invalidRequest();
  };
  const parser = new DOMParser({ errorHandler: { warning: refuse, error: refuse, fatalError: refuse } });
  const document = parser.parseFromString(xml, 'text/xml') as Document | undefined;
  return document?.documentElement ?? refuse();
}

function refuseUnmodelled(root: Element): void {
  for (const name of ['ForceAuthn', 'IsPassive']) {
    if (['true', '1'].includes(root.getAttribute(name) ?? '')) throw notModelled(`${name} in SAML requests`);
  }
  for (const name of ['RequestedAuthnContext', 'Scoping']) {
    if (child(root, PROTOCOL, name)) throw notModelled(`${name} in SAML requests`);
  }
  if (child(root, ASSERTION, 'Subject')) throw notModelled('Subject in SAML requests');
  const format = child(root, PROTOCOL, 'NameIDPolicy')?.getAttribute('Format');
  if (format && format !== EMAIL_ADDRESS) throw notModelled(`the name identifier format '${format}'`);
}

const child = (parent: Element, namespace: string, name: string): Element | undefined =>
  Array.from(parent.childNodes)
    .filter((node): node is Element => node.nodeType === node.ELEMENT_NODE)
    .find((element) => element.namespaceURI === namespace && element.localName === name);
