import { PortalError } from '../../../../../sandbox/world/aws/identity-center/portal-error.js';
import type { World } from '../../../../../sandbox/world/world.js';
import { callerIn, dev, prod } from '../../../../helpers/aws.js';
import { identityProviderMetadata, samlTrust } from '../../../../helpers/saml-metadata.js';
import {
  attribute,
  createSigner,
  samlResponse,
  type ResponseSpec,
  type SamlSigner,
} from '../../../../helpers/saml.js';
import { createTestWorld } from '../../../../helpers/world.js';

const ENDPOINT = 'https://signin.aws.amazon.com/saml';
const provider = `arn:aws:iam::${dev}:saml-provider/Entra`;
const role = (name: string) => `arn:aws:iam::${dev}:role/${name}`;
const named = (name: string, ...values: string[]) =>
  attribute(`https://aws.amazon.com/SAML/Attributes/${name}`, ...values);
const NAME = named('RoleSessionName', 'ada@test.example');
const ROLES = named('Role', `${role('Admin')},${provider}`, `${role('Reader')},${provider}`);

let signer: SamlSigner;
let other: SamlSigner;
let world: World;
beforeAll(async () => {
  [signer, other] = await Promise.all([createSigner(), createSigner('other')]);
});
beforeEach(() => {
  world = createTestWorld();
  const { iam } = world.aws.as(callerIn(dev));
  iam.CreateSAMLProvider({
    Name: 'Entra',
    SAMLMetadataDocument: identityProviderMetadata(signer.certificate),
  });
  iam.CreateRole({
    RoleName: 'Admin',
    MaxSessionDuration: 7_200,
    AssumeRolePolicyDocument: JSON.stringify(samlTrust(provider, ENDPOINT)),
  });
});

const respond = (spec: Partial<ResponseSpec> = {}, by = signer) =>
  samlResponse(by, { recipient: ENDPOINT, audience: ENDPOINT, attributes: [NAME, ROLES], ...spec });

/** What the page says, and why. */
function page(
  response: string,
  { roleArn = role('Admin'), recipient = ENDPOINT } = {},
): [string, string, string] {
  try {
    world.aws.console.signIn(response, recipient, roleArn);
  } catch (error) {
    if (!(error instanceof PortalError)) throw error;
    return [error.headline, error.detail.replace(/ID: [0-9a-f-]{36}/, 'ID: …'), error.reason];
  }
  return ['signed in', '', ''];
}

test('the roles that the response names are offered, and one of them opens the console', () => {
  const response = respond({
    attributes: [NAME, ROLES, named('SessionDuration', '7200'), named('PrincipalTag:Team', 'Dev')],
  });
  expect(world.aws.console.roles(response, ENDPOINT)).toEqual([
    { accountId: dev, roleArn: role('Admin'), roleName: 'Admin', providerArn: provider },
    { accountId: dev, roleArn: role('Reader'), roleName: 'Reader', providerArn: provider },
  ]);
  expect(world.aws.console.signIn(response, ENDPOINT, role('Admin'))).toEqual({
    roleArn: role('Admin'),
    sessionName: 'ada@test.example',
    sourceIdentity: undefined,
    tags: new Map([['Team', 'Dev']]),
    durationSeconds: 7_200,
    expires: new Date('2027-01-01T14:00:00Z'),
  });
});

test('the session lasts an hour unless the response says otherwise, and never beyond the provider’s own', () => {
  const session = (spec: Partial<ResponseSpec>) =>
    world.aws.console.signIn(respond(spec), ENDPOINT, role('Admin')).durationSeconds;
  expect(session({})).toBe(3_600);
  expect(session({ attributes: [NAME, ROLES, named('SessionDuration', '900')] })).toBe(900);
  expect(session({ sessionNotOnOrAfter: '2027-01-01T12:40:00Z' })).toBe(2_400);
});

test('of the providers of all accounts, the one that made the signature counts', () => {
  const { iam } = world.aws.as(callerIn(prod));
  iam.CreateSAMLProvider({
    Name: 'Entra',
    SAMLMetadataDocument: identityProviderMetadata(other.certificate),
  });
  expect(page(respond())).toEqual(['signed in', '', '']);
  const elsewhere = `arn:aws:iam::${prod}:saml-provider/Entra`;
  const foreign = respond({ attributes: [NAME, named('Role', `${role('Admin')},${elsewhere}`)] });
  expect(page(foreign)[1]).toContain('Response signature invalid');
  expect(page(respond({}, other))[1]).toContain('Response signature invalid');
});

const INVALID = 'Your request included an invalid SAML response. To logout, click here.';
const sts = (message: string, status: number, code: string) =>
  `${message} (Service: AWSSecurityTokenService; Status Code: ${status}; Error Code: ${code}; Request ID: …)`;

describe('the page says why nobody gets in', () => {
  test('no Role', () => {
    const reason = 'The response has no Role: a role’s ARN and a SAML provider’s, with a comma.';
    expect(page(respond({ attributes: [NAME] }))).toEqual([INVALID, '', reason]);
    expect(page(respond({ attributes: [NAME, named('Role', role('Admin'))] }))).toEqual([
      INVALID,
      '',
      reason,
    ]);
  });

  test('a role that wasn’t offered', () => {
    const roleArn = role('Root');
    expect(page(respond(), { roleArn })).toEqual([
      INVALID,
      '',
      `The response does not offer the role ${roleArn}.`,
    ]);
  });

  test('another endpoint than the response is for', () => {
    const recipient = 'https://eu-west-1.signin.aws.amazon.com/saml';
    expect(page(respond(), { recipient })).toEqual([
      INVALID,
      '',
      `The recipient is ${ENDPOINT}, and the response was sent to ${recipient}.`,
    ]);
  });

  test('a response used before', () => {
    const response = respond();
    expect(page(response)).toEqual(['signed in', '', '']);
    expect(page(response)).toEqual([INVALID, '', 'The response was used before.']);
    expect(world.aws.console.roles(response, ENDPOINT)).toHaveLength(2);
  });

  test('what is no response', () => {
    expect(page('PHhtbC8+')).toEqual([INVALID, '', 'It is not a SAML 2.0 Response without a document type.']);
  });

  test('no provider at all', () => {
    world.aws.as(callerIn(dev)).iam.DeleteSAMLProvider({ SAMLProviderArn: provider });
    expect(page(respond())).toEqual([INVALID, '', 'No account has a SAML provider.']);
  });

  test.each<[string, () => string, string, string]>([
    [
      'no session name',
      () => respond({ attributes: [ROLES] }),
      sts('RoleSessionName is required in AuthnResponse', 400, 'InvalidIdentityToken'),
      'The assertion has no single RoleSessionName.',
    ],
    [
      'another key',
      () => respond({}, other),
      sts('Response signature invalid', 400, 'InvalidIdentityToken'),
      'The signature is not one by a certificate that AWS has, over what the response says (RSA-SHA256).',
    ],
    [
      'another issuer',
      () => respond({ issuer: 'https://idp.example' }),
      'Issuer not present in specified provider (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: AuthSamlInvalidSamlResponseException)',
      'The issuer is https://idp.example, and AWS has metadata of https://sts.windows.net/3f0e2c5a-6a5b-4d0e-9c2f-5b7d1c9e8a40/.',
    ],
    [
      'a session longer than the role’s',
      () => respond({ attributes: [NAME, ROLES, named('SessionDuration', '43200')] }),
      sts(
        'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
        400,
        'ValidationError',
      ),
      'The session was to last 43200 seconds.',
    ],
    [
      'a source identity that the role doesn’t take',
      () => respond({ attributes: [NAME, ROLES, named('SourceIdentity', 'ada@test.example')] }),
      sts('Not authorized to perform sts:AssumeRoleWithSAML', 403, 'AccessDenied'),
      `The trust policy of Admin does not allow sts:SetSourceIdentity to ${provider} with SAML:aud ${ENDPOINT}.`,
    ],
  ])('%s', (_what, response, detail, reason) => {
    expect(page(response())).toEqual(['Error:', detail, reason]);
  });

  test('a role that isn’t there', () => {
    expect(page(respond(), { roleArn: role('Reader') })).toEqual([
      'Error:',
      sts('Not authorized to perform sts:AssumeRoleWithSAML', 403, 'AccessDenied'),
      `There is no role ${role('Reader')} in an account that is active.`,
    ]);
  });
});

test('the message of the refusal tells AWS’s words from the sandbox’s', () => {
  expect(() => world.aws.console.roles('x', ENDPOINT)).toThrow(
    'Error: Invalid base64 SAMLResponse (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: AuthSamlInvalidSamlResponseException) Sandbox: The response is not base64.',
  );
});
