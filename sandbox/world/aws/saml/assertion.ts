/** A SAML assertion as AWS reads it. */
import { SamlRefusal } from './saml-refusal.js';
import { attributeOf, childrenOf, textOf } from './xml.js';

export interface SamlAttribute {
  readonly name: string;
  readonly values: readonly string[];
  /** Whether a value holds elements. */
  readonly structured: boolean;
}

export interface Assertion {
  readonly id: string;
  readonly issuer: string;
  readonly issued: Date;
  /** The value is as it is written: it has to match exactly. */
  readonly nameId: { readonly value: string; readonly format: string };
  /** The bearer confirmation's: where the assertion is for, and until when. */
  readonly recipient: string;
  readonly confirmedUntil: Date;
  /** The id of the request that it answers; none where sign-in began at the identity provider. */
  readonly inResponseTo: string | undefined;
  readonly notBefore: Date | undefined;
  readonly notOnOrAfter: Date | undefined;
  /** The audiences of each restriction: one of each has to be met. */
  readonly audiences: readonly (readonly string[])[];
  readonly sessionNotOnOrAfter: Date | undefined;
  readonly attributes: readonly SamlAttribute[];
}

const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
const UNSPECIFIED = 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified';

/**
 * @param element One that a signature covers.
 * @throws SamlRefusal for one that lacks what AWS asks for: "exactly one SubjectConfirmation element with a
 * SubjectConfirmationData element that includes both the NotOnOrAfter attribute and a Recipient attribute" (IAM user
 * guide, "Configure SAML assertions for the authentication response").
 */
export function readAssertion(element: Element): Assertion {
  checkVersion(element);
  const conditions = only(element, 'Conditions');
  const confirmation = only(subjectOf(element), 'SubjectConfirmation');
  if (attributeOf(confirmation, 'Method') !== BEARER)
    throw malformed('has a confirmation that is not a bearer’s');
  const data = only(confirmation, 'SubjectConfirmationData');
  return {
    id: needed(element, 'ID'),
    issuer: textOf(only(element, 'Issuer')),
    issued: neededTime(element, 'IssueInstant'),
    nameId: nameIdOf(subjectOf(element)),
    recipient: needed(data, 'Recipient'),
    confirmedUntil: neededTime(data, 'NotOnOrAfter'),
    inResponseTo: attributeOf(data, 'InResponseTo'),
    notBefore: time(conditions, 'NotBefore'),
    notOnOrAfter: time(conditions, 'NotOnOrAfter'),
    audiences: childrenOf(conditions, 'assertion', 'AudienceRestriction').map((restriction) =>
      childrenOf(restriction, 'assertion', 'Audience').map(textOf),
    ),
    sessionNotOnOrAfter: time(only(element, 'AuthnStatement'), 'SessionNotOnOrAfter'),
    attributes: childrenOf(element, 'assertion', 'AttributeStatement')
      .flatMap((statement) => childrenOf(statement, 'assertion', 'Attribute'))
      .map(attributeFrom),
  };
}

/** Of a response or an assertion. Throws SamlRefusal for any but SAML 2.0. */
export function checkVersion(element: Element): void {
  const version = attributeOf(element, 'Version') ?? 'none';
  if (version === '2.0') return;
  throw new SamlRefusal(
    'malformed',
    `The version of the ${element.localName} is ${version}, and AWS takes 2.0.`,
  );
}

/** All values of the attributes with that name, which AWS takes as it is written. */
export const valuesOf = ({ attributes }: Assertion, name: string): string[] =>
  attributes.filter((attribute) => attribute.name === name).flatMap(({ values }) => values);

function attributeFrom(element: Element): SamlAttribute {
  const values = childrenOf(element, 'assertion', 'AttributeValue');
  return {
    name: needed(element, 'Name'),
    values: values.map(textOf),
    structured: values.some(({ childNodes }) =>
      Array.from(childNodes).some(({ nodeType }) => nodeType === element.ELEMENT_NODE),
    ),
  };
}

function subjectOf(element: Element): Element {
  const [subject] = childrenOf(element, 'assertion', 'Subject');
  if (!subject) throw new SamlRefusal('subject', 'The assertion has no Subject.');
  return subject;
}

function nameIdOf(subject: Element): Assertion['nameId'] {
  const [element, ...others] = childrenOf(subject, 'assertion', 'NameID');
  const value = element?.textContent ?? '';
  if (!element || value.trim() === '' || others.length > 0)
    throw new SamlRefusal('subject', 'The assertion’s Subject has no NameID, or several.');
  return { value, format: attributeOf(element, 'Format') ?? UNSPECIFIED };
}

function only(parent: Element, name: string): Element {
  const [element, ...others] = childrenOf(parent, 'assertion', name);
  if (!element || others.length > 0) throw malformed(`has not exactly one ${name}`);
  return element;
}

function needed(element: Element, name: string): string {
  const value = attributeOf(element, name);
  if (!value) throw malformed(`has no ${name} at its ${element.localName}`);
  return value;
}

function time(element: Element, name: string): Date | undefined {
  const text = attributeOf(element, name);
  if (text === undefined) return undefined;
  const date = new Date(text);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) || Number.isNaN(date.getTime()))
    throw malformed(`has a ${name} that is no time in UTC: ${text}`);
  return date;
}

function neededTime(element: Element, name: string): Date {
  const date = time(element, name);
  if (!date) throw malformed(`has no ${name} at its ${element.localName}`);
  return date;
}

const malformed = (what: string): SamlRefusal => new SamlRefusal('malformed', `The assertion ${what}.`);
