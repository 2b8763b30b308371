/** SAML messages as trees of elements. */
import { DOMParser } from '@xmldom/xmldom';

export const NAMESPACE = {
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
} as const;

export type Namespace = keyof typeof NAMESPACE;

/** The root element; nothing for what isn't well-formed, and for a document type, which SAML has no use for. */
export function parseXml(text: string): Element | undefined {
  if (/<!DOCTYPE/i.test(text)) return undefined;
  const refuse = (_level: string, message: string) => {
    throw new Error(message);
  };
  try {
    const { documentElement: root, childNodes } = new DOMParser({ errorHandler: refuse }).parseFromString(
      text,
      'text/xml',
    );
    const outside = Array.from(childNodes).filter(({ nodeType }) => nodeType === root.TEXT_NODE);
    return outside.some(({ nodeValue }) => nodeValue?.trim()) ? undefined : root;
  } catch {
    return undefined;
  }
}

export function isElement(node: Node | null, namespace: Namespace, name: string): node is Element {
  const { namespaceURI, localName } = (node ?? {}) as Partial<Element>;
  return namespaceURI === NAMESPACE[namespace] && localName === name;
}

export const childrenOf = (parent: Element, namespace: Namespace, name: string): Element[] =>
  Array.from(parent.childNodes).filter((node) => isElement(node, namespace, name));

/** At any depth. */
export const descendantsOf = (root: Element, namespace: Namespace, name: string): Element[] =>
  Array.from(root.getElementsByTagNameNS(NAMESPACE[namespace], name));

/** Comments are no part of it. */
export const textOf = (element: Element): string => (element.textContent ?? '').trim();

/** An attribute's value; nothing where it isn't written. */
export const attributeOf = (element: Element, name: string): string | undefined =>
  element.hasAttribute(name) ? (element.getAttribute(name) ?? '') : undefined;

export const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
