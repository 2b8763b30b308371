import fc from 'fast-check';
import { ENTITY_ID, REPLY_URL } from '../../../../helpers/azuread.js';
import {
  attributesOf,
  createSignInWorld,
  OTHER_REPLY_URL,
  parseXml,
  refusalOf,
  RELAY_STATE,
  verifiedAssertion,
} from './saml-application.js';

const ISSUER = 'https://sts.windows.net/3f0e2c5a-6a5b-4d0e-9c2f-5b7d1c9e8a40/';
const CLAIMS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
const MICROSOFT = 'http://schemas.microsoft.com';
const EMAIL_ADDRESS = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
const MINUTE = 60_000;

let setUp: Awaited<ReturnType<typeof createSignInWorld>>;
beforeEach(async () => {
  setUp = await createSignInWorld();
});

const decoded = (samlResponse: string) => Buffer.from(samlResponse, 'base64').toString();

function assertionOf(name: string) {
  const { signIn, authenticate, request, certificate } = setUp;
  return verifiedAssertion(signIn.issue(authenticate(name), request()).samlResponse, certificate);
}

test('the response answers the request, from Entra to the reply URL', () => {
  const { signIn, authenticate, request } = setUp;
  const asked = {
    ...request({ attributes: `AssertionConsumerServiceURL="${OTHER_REPLY_URL}"` }),
    relayState: 'x',
  };
  const issued = signIn.issue(authenticate('ada'), asked);
  expect(issued).toMatchObject({ replyUrl: OTHER_REPLY_URL, relayState: 'x' });
  const xml = decoded(issued.samlResponse);
  expect(parseXml(xml)['samlp:Response']).toMatchObject({
    '@Version': '2.0',
    '@IssueInstant': '2027-01-01T12:00:00.000Z',
    '@Destination': OTHER_REPLY_URL,
    '@InResponseTo': 'aws_1',
    Issuer: { '#text': ISSUER },
    'samlp:Status': { 'samlp:StatusCode': { '@Value': 'urn:oasis:names:tc:SAML:2.0:status:Success' } },
    Assertion: {
      Subject: { SubjectConfirmation: { SubjectConfirmationData: { '@Recipient': OTHER_REPLY_URL } } },
    },
  });
});

test('the assertion names the person, the audience and how they signed in', async () => {
  const { signIn, authenticate, request, certificate, world } = setUp;
  const session = authenticate('ada');
  await world.clock.advance(30 * MINUTE);
  const assertion = verifiedAssertion(signIn.issue(session, request()).samlResponse, certificate);
  expect(assertion).toMatchObject({
    '@Version': '2.0',
    '@IssueInstant': '2027-01-01T12:30:00.000Z',
    Issuer: ISSUER,
    Subject: {
      NameID: { '@Format': EMAIL_ADDRESS, '#text': 'ada@test.example' },
      SubjectConfirmation: {
        '@Method': 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
        SubjectConfirmationData: {
          '@InResponseTo': 'aws_1',
          '@Recipient': REPLY_URL,
          '@NotOnOrAfter': '2027-01-01T13:30:00.000Z',
        },
      },
    },
    Conditions: {
      '@NotBefore': '2027-01-01T12:25:00.000Z',
      '@NotOnOrAfter': '2027-01-01T13:30:00.000Z',
      AudienceRestriction: { Audience: ENTITY_ID },
    },
    AuthnStatement: {
      '@AuthnInstant': '2027-01-01T12:00:00.000Z',
      '@SessionIndex': assertion['@ID'],
      AuthnContext: { AuthnContextClassRef: 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password' },
    },
  });
});

test('every response has ids of its own', () => {
  expect(assertionOf('ada')['@ID']).toMatch(/^_[0-9a-f-]{36}$/);
  expect(assertionOf('ada')['@ID']).not.toBe(assertionOf('ada')['@ID']);
});

test('the active certificate signs the assertion, right after its issuer, and no other certificate', async () => {
  const { entra, id, signIn, authenticate, request, certificate, activate } = setUp;
  const second = await entra.tokenSigning.add(id, { displayName: 'CN=two' });
  const issue = () => signIn.issue(authenticate('ada'), request()).samlResponse;
  expect(verifiedAssertion(issue(), certificate)).toBeDefined();
  expect(() => verifiedAssertion(issue(), second)).toThrow('invalid signature');
  activate(second.thumbprint);
  expect(verifiedAssertion(issue(), second)).toBeDefined();
  expect(() => verifiedAssertion(issue(), certificate)).toThrow('invalid signature');

  const xml = decoded(issue());
  expect(xml).toContain(`<Issuer>${ISSUER}</Issuer><Signature xmlns="http://www.w3.org/2000/09/xmldsig#">`);
  expect(xml).toContain(`<X509Certificate>${second.key}</X509Certificate>`);
  for (const algorithm of [
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'http://www.w3.org/2001/04/xmlenc#sha256',
    'http://www.w3.org/2001/10/xml-exc-c14n#',
    'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  ])
    expect(xml).toContain(`Algorithm="${algorithm}"`);
});

test('a response that was changed is not what was signed', () => {
  const { signIn, authenticate, request, certificate } = setUp;
  const { samlResponse } = signIn.issue(authenticate('ada'), request());
  const forged = decoded(samlResponse).replaceAll('ada@', 'bob@');
  expect(() => verifiedAssertion(Buffer.from(forged).toString('base64'), certificate)).toThrow();
});

test('what starts at Entra answers nothing, and comes with the relay state', () => {
  const { signIn, application, authenticate, certificate } = setUp;
  const issued = signIn.issue(authenticate('bob'), signIn.startAtEntra(application.appId));
  expect(issued).toMatchObject({ replyUrl: REPLY_URL, relayState: RELAY_STATE });
  expect(decoded(issued.samlResponse)).not.toContain('InResponseTo');
  expect(verifiedAssertion(issued.samlResponse, certificate)).toMatchObject({
    Conditions: { AudienceRestriction: { Audience: ENTITY_ID } },
  });
});

test('an identifier’s part after the # is no part of the audience, in answers and unsolicited', () => {
  const { entra, signIn, application, authenticate, request, certificate } = setUp;
  const audience = 'https://signin.aws.amazon.com/saml';
  entra.applications.update(application.id, { identifierUris: [`${audience}#2`] });
  for (const asked of [request({ issuer: `${audience}#2` }), signIn.startAtEntra(application.appId)]) {
    expect(
      verifiedAssertion(signIn.issue(authenticate('ada'), asked).samlResponse, certificate),
    ).toMatchObject({
      Conditions: { AudienceRestriction: { Audience: audience } },
    });
  }
});

test('whatever a person is called, what is signed reads back equal', () => {
  const { entra, userId } = setUp;
  const names = fc.string({ unit: 'binary', minLength: 1 }).map((text) =>
    // Only what XML can hold; a name of nothing is no claim.
    text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '?'),
  );
  const reads = (displayName: string) => {
    entra.users.update(userId('ada'), { displayName });
    const { signIn, authenticate, request, certificate } = setUp;
    const assertion = verifiedAssertion(
      signIn.issue(authenticate('ada'), request()).samlResponse,
      certificate,
    );
    expect(attributesOf(assertion)[`${MICROSOFT}/identity/claims/displayname`]).toEqual([displayName]);
  };
  for (const name of [
    `<>&"'`,
    ']]>',
    '&amp;lt;',
    '</AttributeValue><AttributeValue>admin',
    '<!-- -->',
    'a\r\nb\tc',
    ' ',
    '𝒜da',
  ])
    reads(name);
  fc.assert(fc.property(names, reads), { numRuns: 50 });
});

test('refuses characters that XML cannot hold', () => {
  const { entra, userId } = setUp;
  entra.users.update(userId('ada'), { displayName: 'A\u0000da' });
  expect(refusalOf(() => assertionOf('ada'))).toBe(
    'NotImplemented: The sandbox does not model characters that XML cannot hold.',
  );
});

test('without a policy the token has Entra’s own claims, and none without a value', () => {
  const { userId, entra } = setUp;
  const common = {
    [`${MICROSOFT}/identity/claims/tenantid`]: [entra.tenantId],
    [`${MICROSOFT}/identity/claims/identityprovider`]: [ISSUER],
    [`${MICROSOFT}/claims/authnmethodsreferences`]: [
      `${MICROSOFT}/ws/2008/06/identity/authenticationmethod/password`,
    ],
  };
  expect(attributesOf(assertionOf('ada'))).toEqual({
    ...common,
    [`${MICROSOFT}/identity/claims/objectidentifier`]: [userId('ada')],
    [`${MICROSOFT}/identity/claims/displayname`]: ['Ada'],
    [`${CLAIMS}/givenname`]: ['Ada'],
    [`${CLAIMS}/surname`]: ['Adams'],
    [`${CLAIMS}/emailaddress`]: ['ada@test.example'],
    [`${CLAIMS}/name`]: ['ada@test.example'],
  });
  entra.users.update(userId('bob'), { surname: null, mail: null });
  expect(attributesOf(assertionOf('bob'))).toEqual({
    ...common,
    [`${MICROSOFT}/identity/claims/objectidentifier`]: [userId('bob')],
    [`${MICROSOFT}/identity/claims/displayname`]: ['Bob'],
    [`${CLAIMS}/givenname`]: ['Bob'],
    [`${CLAIMS}/name`]: ['bob@test.example'],
  });
});

test('a second factor shows in the token, where it was passed', () => {
  const { signIn, authenticate, request, certificate } = setUp;
  const session = signIn.completeMfa(authenticate('ada'));
  const assertion = verifiedAssertion(signIn.issue(session, request()).samlResponse, certificate);
  expect(attributesOf(assertion)[`${MICROSOFT}/claims/authnmethodsreferences`]).toEqual([
    `${MICROSOFT}/ws/2008/06/identity/authenticationmethod/password`,
    `${MICROSOFT}/claims/multipleauthn`,
  ]);
});
