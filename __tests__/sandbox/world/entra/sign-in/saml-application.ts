/** A world with an application that people sign in to with SAML, and the service provider's side of it. */
import { deflateRawSync } from 'node:zlib';
import { X509Certificate } from 'node:crypto';
import { DOMParser } from '@xmldom/xmldom';
import { XMLParser } from 'fast-xml-parser';
import { SignedXml } from 'xml-crypto';
import { SignInError } from '../../../../../sandbox/world/entra/sign-in/sign-in-error.js';
import { ENTITY_ID, IDENTITY_CENTER, REPLY_URL, USER_ROLE } from '../../../../helpers/azuread.js';
import { createTestWorld } from '../../../../helpers/world.js';

export const OTHER_REPLY_URL = 'https://us-east-1.signin.aws/platform/saml/acs/abc';
export const RELAY_STATE = 'https://console.aws.amazon.com/';

/** Developers (Ada and Bob) are assigned to the application. It has no certificate yet. */
export function createSamlWorld() {
  const world = createTestWorld();
  const { entra } = world;
  const { signIn } = entra;
  const { application, servicePrincipal } = entra.applicationTemplates.instantiate(IDENTITY_CENTER, {
    displayName: 'AWS',
  });
  const { id } = servicePrincipal;
  entra.servicePrincipals.update(id, {
    preferredSingleSignOnMode: 'saml',
    appRoleAssignmentRequired: true,
    samlSingleSignOnSettings: { relayState: RELAY_STATE },
  });
  entra.applications.update(application.id, {
    identifierUris: [ENTITY_ID],
    web: { redirectUris: [REPLY_URL, OTHER_REPLY_URL] },
  });
  const groupId = (displayName: string) => entra.groups.list({ displayName })[0]?.id ?? '';
  const assign = (principalId: string, appRoleId = USER_ROLE) =>
    entra.appRoleAssignments.create(id, { appRoleId, principalId });
  assign(groupId('Developers'));
  return {
    world,
    entra,
    signIn,
    application,
    id,
    groupId,
    assign,
    userId: (name: string) => entra.users.get(`${name}@test.example`).id,
    request: (changes: RequestChanges = {}) =>
      signIn.readRequest(redirected(authnRequest(changes)), 'redirect', null),
    authenticate: (name: string) => signIn.authenticate(`${name}@test.example`, signIn.password),
    /** The policy that the application has from now on. */
    mapClaims: (claims: readonly object[], IncludeBasicClaimSet = 'true') => {
      const policy = { Version: 1, IncludeBasicClaimSet, ClaimsSchema: claims };
      const definition = [JSON.stringify({ ClaimsMappingPolicy: policy })];
      entra.claimsMappingPolicies.assign(
        id,
        entra.claimsMappingPolicies.create({ displayName: 'claims', definition }).id,
      );
    },
  };
}

/** The same with a certificate that is active. */
export async function createSignInWorld() {
  const saml = createSamlWorld();
  const certificate = await saml.entra.tokenSigning.add(saml.id, { displayName: 'CN=one' });
  const activate = (preferredTokenSigningKeyThumbprint: string | null) =>
    saml.entra.servicePrincipals.update(saml.id, { preferredTokenSigningKeyThumbprint });
  activate(certificate.thumbprint);
  return { ...saml, certificate, activate };
}

interface RequestChanges {
  readonly id?: string;
  readonly issuer?: string;
  /** Attributes and elements beyond those that every request has. */
  readonly attributes?: string;
  readonly elements?: string;
}

export const authnRequest = ({
  id = 'aws_1',
  issuer = ENTITY_ID,
  attributes = `AssertionConsumerServiceURL="${REPLY_URL}"`,
  elements = '',
}: RequestChanges = {}): string =>
  `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="${id}" Version="2.0" ` +
  `IssueInstant="2027-01-01T12:00:00Z" ${attributes}>` +
  `<Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">${issuer}</Issuer>${elements}</samlp:AuthnRequest>`;

export const redirected = (xml: string): string => deflateRawSync(xml).toString('base64');
export const posted = (xml: string): string => Buffer.from(xml).toString('base64');

export type Element = Readonly<Record<string, unknown>>;

/** The assertion that the certificate has signed: nothing that it hasn't. Fails where the signature isn't the certificate's. */
export function verifiedAssertion(samlResponse: string, { key }: { readonly key: string }): Element {
  const xml = Buffer.from(samlResponse, 'base64').toString();
  const [signature] = Array.from(
    new DOMParser().parseFromString(xml, 'text/xml').getElementsByTagName('Signature'),
  );
  if (!signature) throw new Error('nothing is signed');
  const verifier = new SignedXml({
    publicCert: new X509Certificate(Buffer.from(key, 'base64')).toString(),
    getCertFromKeyInfo: () => null,
  });
  verifier.loadSignature(signature);
  if (!verifier.checkSignature(xml)) throw new Error('the signature is not valid');
  const [signed = ''] = verifier.getSignedReferences();
  return parseXml(signed)['Assertion'] as Element;
}

export const parseXml = (xml: string): Element =>
  new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    trimValues: false,
    htmlEntities: true,
    isArray: (name) => ['Attribute', 'AttributeValue'].includes(name),
  }).parse(xml) as Element;

/** Values by the attribute's name. */
export function attributesOf(assertion: Element): Record<string, string[]> {
  const { Attribute } = assertion['AttributeStatement'] as {
    readonly Attribute: readonly { readonly '@Name': string; readonly AttributeValue: string[] }[];
  };
  return Object.fromEntries(Attribute.map((each) => [each['@Name'], each.AttributeValue]));
}

/** What Entra's page says. Fails where nothing is refused. */
export function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof SignInError) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
}
