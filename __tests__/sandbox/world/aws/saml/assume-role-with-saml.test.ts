import type { AssumeRoleWithSamlInput } from '../../../../../sandbox/world/aws/saml/role-session.js';
import type { World } from '../../../../../sandbox/world/world.js';
import { callerIn, dev, prod, refusalOf, suspended } from '../../../../helpers/aws.js';
import { ENTITY, identityProviderMetadata, samlTrust } from '../../../../helpers/saml-metadata.js';
import {
  attribute,
  createSigner,
  encode,
  samlResponse,
  type ResponseSpec,
  type SamlSigner,
} from '../../../../helpers/saml.js';
import { createTestWorld } from '../../../../helpers/world.js';

const ENDPOINT = 'https://signin.aws.amazon.com/saml';
const REGIONAL = 'https://eu-central-1.signin.aws.amazon.com/saml';
const provider = `arn:aws:iam::${dev}:saml-provider/Entra`;
const role = `arn:aws:iam::${dev}:role/emergency/BreakGlass`;
const tag = (key: string, ...values: string[]) =>
  attribute(`https://aws.amazon.com/SAML/Attributes/${key}`, ...values);
const ROLE = tag('Role', `${role},${provider}`);
const NAME = tag('RoleSessionName', 'ada@test.example');

let signer: SamlSigner;
let other: SamlSigner;
let world: World;
beforeAll(async () => {
  [signer, other] = await Promise.all([createSigner(), createSigner('other')]);
});
beforeEach(() => {
  world = createTestWorld();
  const iam = iamIn(dev);
  iam.CreateSAMLProvider({
    Name: 'Entra',
    SAMLMetadataDocument: identityProviderMetadata(signer.certificate),
  });
  iam.CreateRole({
    RoleName: 'BreakGlass',
    Path: '/emergency/',
    MaxSessionDuration: 7_200,
    AssumeRolePolicyDocument: JSON.stringify(samlTrust(provider, ENDPOINT, REGIONAL)),
  });
});

const iamIn = (account: string) => world.aws.as(callerIn(account)).iam;
const trust = (policy: object) =>
  iamIn(dev).UpdateAssumeRolePolicy({ RoleName: 'BreakGlass', PolicyDocument: JSON.stringify(policy) });

const respond = (spec: Partial<ResponseSpec> = {}, by = signer) =>
  samlResponse(by, { recipient: ENDPOINT, audience: ENDPOINT, attributes: [ROLE, NAME], ...spec });

function assume(spec: Partial<ResponseSpec> = {}, input: Partial<AssumeRoleWithSamlInput> = {}) {
  const { sts } = world.aws.as(callerIn(prod));
  const SAMLAssertion = respond(spec);
  return sts.AssumeRoleWithSAML({ RoleArn: role, PrincipalArn: provider, SAMLAssertion, ...input });
}

const refusal = (spec?: Partial<ResponseSpec>, input?: Partial<AssumeRoleWithSamlInput>) =>
  refusalOf(() => assume(spec, input));

test('a person of the account’s provider gets the role for an hour', () => {
  const answer = assume();
  expect(answer).toEqual({
    Credentials: {
      AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/) as string,
      SecretAccessKey: expect.any(String) as string,
      SessionToken: expect.any(String) as string,
      Expiration: new Date('2027-01-01T13:00:00Z'),
    },
    AssumedRoleUser: {
      AssumedRoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}:ada@test\.example$/) as string,
      Arn: `arn:aws:sts::${dev}:assumed-role/BreakGlass/ada@test.example`,
    },
    Subject: 'ada@test.example',
    SubjectType: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
    Issuer: ENTITY,
    Audience: ENDPOINT,
    NameQualifier: expect.stringMatching(/^[A-Za-z0-9+/]{27}=$/) as string,
  });
});

test('one response opens several times', () => {
  const SAMLAssertion = respond();
  expect(refusal({}, { SAMLAssertion })).toBe('no refusal');
  expect(refusal({}, { SAMLAssertion })).toBe('no refusal');
});

test.each([ENDPOINT, REGIONAL, 'urn:amazon:webservices'])('the audience may be %s', (audience) => {
  expect(refusal({ audience })).toBe('no refusal');
});

describe('the session lasts', () => {
  const expires = (spec?: Partial<ResponseSpec>, input?: Partial<AssumeRoleWithSamlInput>) =>
    assume(spec, input).Credentials.Expiration.toISOString();
  const duration = { attributes: [ROLE, NAME, tag('SessionDuration', '1800')] };

  test('as long as asked for, up to the role’s maximum', () => {
    expect(expires({}, { DurationSeconds: 7_200 })).toBe('2027-01-01T14:00:00.000Z');
    expect(refusal({}, { DurationSeconds: 7_201 })).toBe(
      'ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  });

  test('no longer than the response says', () => {
    expect(expires(duration)).toBe('2027-01-01T12:30:00.000Z');
    expect(expires({ sessionNotOnOrAfter: '2027-01-01T12:20:00Z' })).toBe('2027-01-01T12:20:00.000Z');
  });

  test('from 15 minutes to 12 hours', () => {
    const at = (seconds: number) =>
      `ValidationError: 1 validation error detected: Value '${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value`;
    expect(refusal({}, { DurationSeconds: 899 })).toBe(`${at(899)} greater than or equal to 900`);
    expect(refusal({}, { DurationSeconds: 43_201 })).toBe(`${at(43_201)} less than or equal to 43200`);
    expect(refusal({ attributes: [ROLE, NAME, tag('SessionDuration', 'long')] })).toBe(
      'InvalidIdentityToken: SessionDuration in AuthnResponse is invalid',
    );
  });
});

const DISCOVERY = '(Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code:';
const DENIED = 'AccessDenied: Not authorized to perform sts:AssumeRoleWithSAML';
const withRole = (pair: string) => ({ attributes: [tag('Role', pair), NAME] });

describe('STS refuses', () => {
  test('a provider that isn’t there', () => {
    const PrincipalArn = `arn:aws:iam::${dev}:saml-provider/Okta`;
    expect(refusal({}, { PrincipalArn })).toBe(
      `InvalidIdentityToken: Specified provider doesn't exist ${DISCOVERY} AuthSamlManifestNotFoundException)`,
    );
  });

  test('what is not base64', () => {
    expect(refusal({}, { SAMLAssertion: '<Response/>' })).toBe(
      `InvalidIdentityToken: Invalid base64 SAMLResponse ${DISCOVERY} AuthSamlInvalidSamlResponseException)`,
    );
  });

  test('what is no response, in words of the sandbox’s own', () => {
    expect(refusal({}, { SAMLAssertion: encode('<Response/>') })).toBe(
      'InvalidIdentityToken: It is not a SAML 2.0 Response without a document type.',
    );
  });

  test('a sign-in that the provider says failed', () => {
    const status = 'urn:oasis:names:tc:SAML:2.0:status:Responder';
    expect(refusal({ status, signed: 'nothing' })).toBe(
      `IDPRejectedClaim: The identity provider answered with the status ${status}.`,
    );
  });

  test('another key’s signature, and none', () => {
    const invalid = 'InvalidIdentityToken: Response signature invalid';
    expect(refusal({}, { SAMLAssertion: respond({}, other) })).toBe(invalid);
    expect(refusal({ signed: 'nothing' })).toBe(invalid);
  });

  test('another issuer', () => {
    expect(refusal({ issuer: 'https://sts.windows.net/other/' })).toBe(
      `InvalidIdentityToken: Issuer not present in specified provider ${DISCOVERY} AuthSamlInvalidSamlResponseException)`,
    );
  });

  test.each([
    ['https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9967000001'],
    ['https://signin.amazonaws-us-gov.com/saml'],
    ['https://evil.signin.aws.amazon.com/saml'],
  ])('the audience %s', (audience) => {
    expect(refusal({ audience })).toBe(
      'InvalidIdentityToken: Response does not contain the required audience.',
    );
  });

  test('a response for another place', () => {
    expect(refusal({ recipient: 'https://evil.example/saml' })).toBe(
      'InvalidIdentityToken: The recipient is https://evil.example/saml, which is not where the response was sent.',
    );
  });

  test('a response five minutes after it was issued', async () => {
    const SAMLAssertion = respond();
    await world.clock.advance(299_999);
    expect(refusal({}, { SAMLAssertion })).toBe('no refusal');
    await world.clock.advance(1);
    expect(refusal({}, { SAMLAssertion })).toBe(
      'ExpiredTokenException: Token must be redeemed within 5 minutes of issuance',
    );
  });

  test('a response without a session name, or with one that isn’t allowed', () => {
    expect(refusal({ attributes: [ROLE] })).toBe(
      'InvalidIdentityToken: RoleSessionName is required in AuthnResponse',
    );
    expect(
      refusal({ attributes: [ROLE, tag('RoleSessionName', 'pat_auditors.example#EXT#@test.example')] }),
    ).toBe('InvalidIdentityToken: RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}');
  });

  test('a source identity that isn’t allowed', () => {
    const attributes = [ROLE, NAME, tag('SourceIdentity', 'Ada Adams')];
    expect(refusal({ attributes })).toBe(
      'InvalidIdentityToken: Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"',
    );
  });

  test('a response without a NameID', () => {
    expect(refusal({ nameId: null })).toBe(DENIED);
  });

  test('a role that the response doesn’t offer, and one offered with another provider', () => {
    expect(refusal({ attributes: [NAME] })).toBe(DENIED);
    expect(refusal(withRole(`${role}X,${provider}`))).toBe(DENIED);
    expect(refusal(withRole(`${role},${provider}X`))).toBe(DENIED);
    expect(refusal(withRole(`${provider}, ${role}`))).toBe('no refusal');
  });

  test('a role that isn’t there, or of another name in case', () => {
    for (const RoleArn of [`${role}X`, role.toLowerCase(), `arn:aws:iam::${suspended}:role/BreakGlass`]) {
      expect(refusal(withRole(`${RoleArn},${provider}`), { RoleArn })).toBe(DENIED);
    }
    expect(refusal({}, { RoleArn: 'BreakGlass' })).toBe('ValidationError: Request ARN is invalid');
  });

  test('a tag without one value', () => {
    expect(refusal({ attributes: [ROLE, NAME, tag('PrincipalTag:Team', 'a', 'b')] })).toBe(
      'InvalidIdentityToken: PrincipalTag Team must have exactly one value',
    );
  });
});

describe('the trust policy', () => {
  const statement = (more: object = {}) => ({
    Effect: 'Allow',
    Principal: { Federated: provider },
    Action: 'sts:AssumeRoleWithSAML',
    ...more,
  });
  const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });

  test('is held to the place that the response was for, not to its audience', () => {
    expect(refusal({ recipient: REGIONAL })).toBe('no refusal');
    expect(refusal({ recipient: 'https://eu-west-1.signin.aws.amazon.com/saml' })).toBe(DENIED);
  });

  test('may say it with wildcards', () => {
    const aud = 'https://*.signin.aws.amazon.com/saml?';
    trust(policy(statement({ Condition: { StringLike: { 'saml:AUD': aud.slice(0, -1) } } })));
    expect(refusal({ recipient: REGIONAL })).toBe('no refusal');
    expect(refusal({ recipient: ENDPOINT })).toBe(DENIED);
    trust(policy(statement({ Condition: { StringLike: { 'saml:aud': aud } } })));
    expect(refusal({ recipient: REGIONAL })).toBe(DENIED);
  });

  test('has to name the provider, and the action', async () => {
    iamIn(dev).CreateSAMLProvider({
      Name: 'Other',
      SAMLMetadataDocument: identityProviderMetadata((await createSigner('third')).certificate),
    });
    trust(policy(statement({ Principal: { Federated: `${provider.replace('Entra', 'Other')}` } })));
    expect(refusal()).toBe(DENIED);
    trust(policy(statement({ Action: 'sts:TagSession' })));
    expect(refusal()).toBe(DENIED);
    trust(policy(statement({ Action: 'sts:*' })));
    expect(refusal()).toBe('no refusal');
  });

  test('can deny', () => {
    trust(policy(statement(), statement({ Effect: 'Deny' })));
    expect(refusal()).toBe(DENIED);
  });

  test('has to allow tags where they are sent', () => {
    const attributes = [ROLE, NAME, tag('PrincipalTag:Team', 'Dev')];
    expect(refusal({ attributes })).toBe('no refusal');
    trust(policy(statement()));
    expect(refusal()).toBe('no refusal');
    expect(refusal({ attributes })).toBe(DENIED);
  });

  test('has to allow a source identity where one is sent', () => {
    const attributes = [ROLE, NAME, tag('SourceIdentity', 'ada@test.example')];
    expect(refusal({ attributes })).toBe(DENIED);
    trust(policy(statement({ Action: ['sts:AssumeRoleWithSAML', 'sts:SetSourceIdentity'] })));
    expect(assume({ attributes })).toMatchObject({ SourceIdentity: 'ada@test.example' });
  });

  test.each<[string, object, string]>([
    [
      'another key',
      { Condition: { StringEquals: { 'saml:iss': ENTITY } } },
      'the condition StringEquals on saml:iss',
    ],
    [
      'another operator',
      { Condition: { StringNotEquals: { 'SAML:aud': 'x' } } },
      'the condition StringNotEquals on SAML:aud',
    ],
    ['everybody', { Principal: '*' }, 'the principal *'],
  ])('is refused loudly where it depends on %s', (_what, more, what) => {
    trust(policy(statement(more)));
    expect(refusal()).toBe(
      `NotImplemented: The sandbox does not model ${what} of trust policies for people who sign in.`,
    );
  });
});
