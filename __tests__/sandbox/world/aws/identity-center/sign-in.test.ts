import { inflateRawSync } from 'node:zlib';
import { PortalError } from '../../../../../sandbox/world/aws/identity-center/portal-error.js';
import type { PortalSession } from '../../../../../sandbox/world/aws/identity-center/portal-session.js';
import type { World } from '../../../../../sandbox/world/world.js';
import { refusalOf } from '../../../../helpers/aws.js';
import { identityProviderMetadata } from '../../../../helpers/saml-metadata.js';
import { createSigner, samlResponse, type ResponseSpec, type SamlSigner } from '../../../../helpers/saml.js';
import { createTestWorld, testSeed } from '../../../../helpers/world.js';

const ENTITY_ID = 'https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9967000001';

let signer: SamlSigner;
let other: SamlSigner;
let world: World;
beforeAll(async () => {
  [signer, other] = await Promise.all([createSigner(), createSigner('other')]);
});
beforeEach(() => {
  world = createTestWorld({
    ...testSeed,
    entra: {
      ...testSeed.entra,
      users: testSeed.entra.users.map((user) =>
        user.displayName === 'Bob' ? { ...user, accountEnabled: false } : user,
      ),
    },
    aws: {
      ...testSeed.aws,
      signIn: { tenant: 'tenant-1' },
      provisioned: { groups: [], users: ['ada@test.example', 'bob@test.example'] },
    },
  });
  world.aws.identityCenter.changeIdentitySource(identityProviderMetadata(signer.certificate));
});

const acs = (host = 'signin.aws.amazon.com') => `https://eu-west-1.${host}/platform/saml/acs/tenant-1`;
const respond = (spec: Partial<ResponseSpec> = {}, by = signer) =>
  samlResponse(by, { recipient: acs(), audience: ENTITY_ID, ...spec });
const signIn = (response = respond(), recipient = acs()): PortalSession =>
  world.aws.identityCenter.signIn(response, recipient);

/** What the page says, and why. */
function page(response?: string, recipient?: string): [string, string] {
  try {
    signIn(response, recipient);
  } catch (error) {
    if (!(error instanceof PortalError)) throw error;
    return [error.headline, error.reason];
  }
  return ['signed in', ''];
}

const OURS = "It's not you, it's us.";
const UNEXPECTED = 'An unexpected error has occurred.';

test('a provisioned person is in for eight hours', () => {
  expect(signIn()).toMatchObject({ userName: 'ada@test.example', expires: new Date('2027-01-01T20:00:00Z') });
});

test('the identity provider’s own session ends the portal’s where it is shorter', () => {
  const ends = (sessionNotOnOrAfter: string) =>
    signIn(respond({ sessionNotOnOrAfter })).expires.toISOString();
  expect(ends('2027-01-01T14:00:00Z')).toBe('2027-01-01T14:00:00.000Z');
  expect(ends('2027-01-02T14:00:00Z')).toBe('2027-01-01T20:00:00.000Z');
});

test.each(['signin.aws.amazon.com', 'signin.aws', 'sso.signin.aws'])(
  '%s takes responses for itself',
  (host) => {
    expect(page(respond({ recipient: acs(host) }), acs(host))).toEqual(['signed in', '']);
  },
);

test('the portal asks the identity provider, whose answer counts once', () => {
  const { identityCenter } = world.aws;
  const { location, samlRequest, relayState } = identityCenter.authnRequest(
    'https://console.aws.amazon.com/',
  );
  expect([location, relayState]).toEqual(['https://login.example/saml2', 'https://console.aws.amazon.com/']);
  const xml = inflateRawSync(Buffer.from(samlRequest, 'base64')).toString();
  const id = / ID="(aws_[^"]+)"/.exec(xml)?.[1] ?? '';
  expect(xml.replace(id, 'id')).toBe(
    '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"' +
      ' ID="id" Version="2.0" IssueInstant="2027-01-01T12:00:00.000Z" Destination="https://login.example/saml2"' +
      ' ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"' +
      ` AssertionConsumerServiceURL="${acs()}"><saml:Issuer>${ENTITY_ID}</saml:Issuer>` +
      '<samlp:NameIDPolicy Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress" AllowCreate="true"/></samlp:AuthnRequest>',
  );
  expect(page(respond({ inResponseTo: id }))).toEqual(['signed in', '']);
  const refusal = (request: string) => [
    UNEXPECTED,
    `Not a valid response for the provided request id: ${request}.`,
  ];
  expect(page(respond({ inResponseTo: id }))).toEqual(refusal(id));
  expect(page(respond({ inResponseTo: 'aws_other' }))).toEqual(refusal('aws_other'));
});

describe('a person sees why AWS doesn’t let them in', () => {
  test.each<[string, () => string, string, string]>([
    [
      'another certificate',
      () => respond({}, other),
      OURS,
      'The signature is not one by a certificate that AWS has, over what the response says (RSA-SHA256).',
    ],
    [
      'no signature',
      () => respond({ signed: 'nothing' }),
      OURS,
      'Neither the response nor its assertion is signed.',
    ],
    [
      'another issuer',
      () => respond({ issuer: 'https://idp.example' }),
      OURS,
      'The issuer is https://idp.example, and AWS has metadata of https://sts.windows.net/3f0e2c5a-6a5b-4d0e-9c2f-5b7d1c9e8a40/.',
    ],
    [
      'another audience',
      () => respond({ audience: 'https://signin.aws.amazon.com/saml' }),
      OURS,
      'The audience is https://signin.aws.amazon.com/saml.',
    ],
    [
      'a response that is over',
      () => respond({ notOnOrAfter: '2027-01-01T11:55:00Z' }),
      OURS,
      'The assertion was valid until 2027-01-01T11:55:00.000Z.',
    ],
    [
      'a NameID of another format',
      () => respond({ nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' }),
      OURS,
      'The NameID’s format is urn:oasis:names:tc:SAML:2.0:nameid-format:persistent, and urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress is wanted.',
    ],
    [
      'a NameID that is no address',
      () => respond({ nameId: 'ada' }),
      UNEXPECTED,
      'The NameID ada is not of the form user@domain.',
    ],
    [
      'somebody who wasn’t provisioned',
      () => respond({ nameId: 'eve@test.example' }),
      'Invalid MFA credentials',
      'No user who was provisioned has the user name eve@test.example, the NameID.',
    ],
    [
      'a user name in other case',
      () => respond({ nameId: 'Ada@test.example' }),
      'Invalid MFA credentials',
      'No user who was provisioned has the user name Ada@test.example, the NameID.',
    ],
    [
      'a user name with a space after it',
      () => respond({ nameId: 'ada@test.example ' }),
      UNEXPECTED,
      'The NameID ada@test.example  is not of the form user@domain.',
    ],
    [
      'a disabled user',
      () => respond({ nameId: 'bob@test.example' }),
      "Something doesn't compute.",
      'The user bob@test.example is disabled in AWS.',
    ],
    [
      'too long a response',
      () => respond({ nameId: `${'a'.repeat(50_000)}@test.example` }),
      UNEXPECTED,
      'The response has 52301 characters, and 50000 at most are taken.',
    ],
  ])('%s', (_what, response, headline, reason) => {
    const [seen, why] = page(response());
    expect([seen, why.replace(/^The response has \d+/, 'The response has 52301')]).toEqual([
      headline,
      reason,
    ]);
  });

  test('a response that was sent elsewhere than it is for', () => {
    const sent = (recipient: string, to: string) => page(respond({ recipient }), to);
    const reason = (recipient: string) => [
      UNEXPECTED,
      `The recipient is ${recipient}, which is not where the response was sent.`,
    ];
    expect(sent(acs('signin.aws'), acs())).toEqual(reason(acs('signin.aws')));
    const elsewhere = acs().replace('tenant-1', 'tenant-2');
    expect(sent(elsewhere, elsewhere)).toEqual(reason(elsewhere));
  });

  test('a response that was used before', () => {
    const response = respond();
    expect(page(response)).toEqual(['signed in', '']);
    expect(page(response)).toEqual([UNEXPECTED, 'The response was used before.']);
  });

  test('the headline and AWS’s sentence first, then the sandbox’s own', () => {
    expect(() => signIn(respond({}, other))).toThrow(
      "It's not you, it's us. We couldn't complete your request right now. Please try again later. Sandbox: The signature is not one by a certificate that AWS has, over what the response says (RSA-SHA256).",
    );
  });
});

describe('the identity source', () => {
  const certificates = () => world.aws.identityCenter.identitySource?.certificates;

  test('has to be external', () => {
    const { identityCenter } = createTestWorld().aws;
    const none = "It's not you, it's us.";
    expect(identityCenter.identitySource).toBeUndefined();
    expect(() => identityCenter.authnRequest(null)).toThrow(none);
    expect(() => identityCenter.signIn(respond(), acs())).toThrow(none);
    expect(refusalOf(() => identityCenter.importCertificate(signer.certificate))).toBe(
      'ConflictException: The identity source is not an external identity provider.',
    );
  });

  test('is what the metadata says, byte-order mark or not', () => {
    world.aws.identityCenter.changeIdentitySource(`\u{FEFF}${identityProviderMetadata(other.certificate)}`);
    expect(certificates()).toEqual([other.certificate]);
    expect(page(respond({}, other))).toEqual(['signed in', '']);
    expect(page(respond())[0]).toBe(OURS);
  });

  test('trusts every certificate, and one that is imported', () => {
    world.aws.identityCenter.changeIdentitySource(
      identityProviderMetadata(signer.certificate, other.certificate),
    );
    expect([page(respond())[0], page(respond({}, other))[0]]).toEqual(['signed in', 'signed in']);
    world.aws.identityCenter.removeCertificate(other.certificate);
    expect([page(respond())[0], page(respond({}, other))[0]]).toEqual(['signed in', OURS]);
    const pem = `-----BEGIN CERTIFICATE-----\n${other.certificate.replace(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`;
    world.aws.identityCenter.importCertificate(pem);
    world.aws.identityCenter.importCertificate(pem);
    expect(certificates()).toEqual([signer.certificate, other.certificate]);
    expect(page(respond({}, other))[0]).toBe('signed in');
  });

  test.each<[string, () => void, string]>([
    [
      'metadata that is none',
      () => world.aws.identityCenter.changeIdentitySource('<html/>'),
      'The metadata is not an identity provider’s SAML metadata.',
    ],
    [
      'metadata without a place to be sent to',
      () =>
        world.aws.identityCenter.changeIdentitySource(
          identityProviderMetadata(signer.certificate).replace('HTTP-Redirect', 'HTTP-POST'),
        ),
      'The metadata has no SingleSignOnService with the HTTP-Redirect binding.',
    ],
    [
      'metadata that is too long',
      () => world.aws.identityCenter.changeIdentitySource(' '.repeat(75_001)),
      'The metadata has 75001 characters, and 75000 are the most.',
    ],
    [
      'a certificate that is none',
      () => world.aws.identityCenter.importCertificate('AAAA'),
      'The certificate is not an X.509 certificate.',
    ],
    [
      'to lose a certificate that it doesn’t have',
      () => world.aws.identityCenter.removeCertificate(other.certificate),
      'There is no such certificate.',
    ],
    [
      'to lose its last certificate',
      () => world.aws.identityCenter.removeCertificate(signer.certificate),
      'The last certificate can’t be deleted.',
    ],
  ])('refuses %s', (_what, change, message) => {
    expect(refusalOf(change)).toBe(`ValidationException: ${message}`);
    expect(page(respond())).toEqual(['signed in', '']);
  });
});
