import { ENTITY_ID, REPLY_URL } from '../../../../helpers/azuread.js';
import {
  authnRequest,
  createSamlWorld,
  OTHER_REPLY_URL,
  posted,
  redirected,
  refusalOf,
  RELAY_STATE,
} from './saml-application.js';

const INVALID = 'AADSTS75005: The request is not a valid Saml2 protocol message.';
const DISABLED = (appId: string) => `AADSTS7000112: Application '${appId}'(AWS) is disabled.`;
const UNKNOWN = (identifier: string) =>
  `AADSTS700016: Application with identifier '${identifier}' was not found in the directory 'Test'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`;

let setUp: ReturnType<typeof createSamlWorld>;
beforeEach(() => {
  setUp = createSamlWorld();
});

test('a request says whose it is and where the response goes, by redirect and by post', () => {
  const { signIn, id } = setUp;
  const expected = {
    id: 'aws_1',
    servicePrincipalId: id,
    audience: ENTITY_ID,
    replyUrl: REPLY_URL,
    relayState: 'here',
  };
  const xml = authnRequest();
  expect(signIn.readRequest(redirected(xml), 'redirect', 'here')).toEqual(expected);
  expect(signIn.readRequest(posted(xml), 'post', 'here')).toEqual(expected);
  expect(refusalOf(() => signIn.readRequest(posted(xml), 'redirect', null))).toBe(INVALID);
  expect(refusalOf(() => signIn.readRequest(redirected(xml), 'post', null))).toBe(INVALID);
});

test('the reply URL has to be one of the application’s, to the letter; without one it is the first', () => {
  const { request } = setUp;
  const to = (url: string) => ({ attributes: `AssertionConsumerServiceURL="${url}"` });
  expect(request({ attributes: '' }).replyUrl).toBe(REPLY_URL);
  expect(request(to(OTHER_REPLY_URL)).replyUrl).toBe(OTHER_REPLY_URL);
  for (const url of ['https://evil.example/acs', `${REPLY_URL}/`, REPLY_URL.toUpperCase()]) {
    expect(refusalOf(() => request(to(url)))).toBe(
      `AADSTS50011: The reply URL '${url}' specified in the request does not match the reply URLs configured for the application '${ENTITY_ID}'. Make sure the reply URL sent in the request matches one added to your application in the Azure portal. Navigate to https://aka.ms/urlMismatchError to learn more about how to fix this.`,
    );
  }
});

test('the pattern that the template presets as a reply URL takes no response', () => {
  const { entra, application, request, signIn } = setUp;
  const pattern = 'https://*.signin.aws.amazon.com/platform/saml/acs/*';
  entra.applications.update(application.id, { web: { redirectUris: [pattern] } });
  const refusal = 'AADSTS500113: No reply address is registered for the application.';
  expect(refusalOf(() => request({ attributes: '' }))).toBe(refusal);
  expect(refusalOf(() => signIn.startAtEntra(application.appId))).toBe(refusal);
  expect(refusalOf(() => request({ attributes: `AssertionConsumerServiceURL="${pattern}"` }))).toContain(
    'AADSTS50011',
  );
});

test.each([
  ['is no base64', '<AuthnRequest/>'],
  ['isn’t deflated', posted(authnRequest())],
  ['holds no XML', redirected('hello')],
  ['holds nothing', redirected('')],
  ['isn’t well-formed', redirected('<a><b></a>')],
  ['is a response', redirected('<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"/>')],
  ['has another namespace', redirected(authnRequest().replace('SAML:2.0:protocol', 'SAML:1.0:protocol'))],
  ['has no id', redirected(authnRequest().replace('ID="aws_1"', ''))],
  ['has another version', redirected(authnRequest().replace('Version="2.0"', 'Version="1.1"'))],
  ['has no time', redirected(authnRequest().replace('IssueInstant="2027-01-01T12:00:00Z"', ''))],
  ['has no issuer', redirected(authnRequest({ issuer: ' ' }))],
  [
    'declares entities',
    redirected(`<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>${authnRequest({ issuer: '&b;' })}`),
  ],
  ['uses entities of its own', redirected(authnRequest({ issuer: '&b;' }))],
  ['splits its issuer with a comment', redirected(authnRequest({ issuer: `${ENTITY_ID}<!-- -->.evil` }))],
  ['is too long', redirected(authnRequest({ elements: ' '.repeat(70_000) }))],
  ['is a bomb', redirected(' '.repeat(50_000_000))],
])('what %s is no request', (_, samlRequest) => {
  expect(refusalOf(() => setUp.signIn.readRequest(samlRequest, 'redirect', null))).toBe(INVALID);
});

test('a redirect without a request, and an id that begins with a digit, have errors of their own', () => {
  const { signIn, request } = setUp;
  expect(refusalOf(() => signIn.readRequest('', 'redirect', null))).toBe(
    'AADSTS750054: SAMLRequest or SAMLResponse must be present as query string parameters in HTTP request for SAML Redirect binding.',
  );
  expect(refusalOf(() => signIn.readRequest('', 'post', null))).toBe(INVALID);
  expect(refusalOf(() => request({ id: '1a' }))).toBe(
    "AADSTS7500529: The value '1a' is not a valid SAML ID. The ID must not begin with a number.",
  );
});

test.each([
  ['ForceAuthn in SAML requests', { attributes: 'ForceAuthn="true"' }],
  ['IsPassive in SAML requests', { attributes: 'IsPassive="1"' }],
  ['RequestedAuthnContext in SAML requests', { elements: '<samlp:RequestedAuthnContext/>' }],
  ['Subject in SAML requests', { elements: '<Subject xmlns="urn:oasis:names:tc:SAML:2.0:assertion"/>' }],
  ["the name identifier format 'urn:x'", { elements: '<samlp:NameIDPolicy Format="urn:x"/>' }],
])('refuses what it does not model: %s', (what, changes) => {
  expect(refusalOf(() => setUp.request(changes))).toBe(`NotImplemented: The sandbox does not model ${what}.`);
});

test('a request that asks for an e-mail address as the name is taken', () => {
  const format = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
  expect(setUp.request({ elements: `<samlp:NameIDPolicy Format="${format}"/>` }).id).toBe('aws_1');
});

test('the issuer finds the application by an identifier in full, or by its client id', () => {
  const { entra, application, request } = setUp;
  const other = 'https://signin.aws.amazon.com/saml';
  entra.applications.update(application.id, { identifierUris: [ENTITY_ID, `${other}#2`] });
  expect(request({ issuer: `${other}#2` }).audience).toBe(other);
  expect(request({ issuer: application.appId }).audience).toBe(`spn:${application.appId}`);
  for (const issuer of [other, `${other}#3`, `${ENTITY_ID}/`, entra.caller.clientId])
    expect(refusalOf(() => request({ issuer }))).toBe(UNKNOWN(issuer));
});

test('an application that is disabled, or not in SAML mode, takes no sign-ins', () => {
  const { entra, application, id, request, signIn } = setUp;
  const { appId } = application;
  const started = request();
  const session = signIn.authenticate('ada@test.example', signIn.password);
  entra.servicePrincipals.update(id, { accountEnabled: false });
  expect(refusalOf(() => request())).toBe(DISABLED(appId));
  expect(refusalOf(() => signIn.startAtEntra(appId))).toBe(DISABLED(appId));
  expect(refusalOf(() => signIn.issue(session, started))).toBe(DISABLED(appId));

  entra.servicePrincipals.update(id, { accountEnabled: true, preferredSingleSignOnMode: 'oidc' });
  expect(refusalOf(() => request())).toBe(UNKNOWN(ENTITY_ID));
  expect(refusalOf(() => signIn.startAtEntra(appId))).toBe(UNKNOWN(appId));
  expect(refusalOf(() => signIn.issue(session, started))).toBe(UNKNOWN(id));
});

test('My Apps starts at the first reply URL, with the relay state of the application', () => {
  const { signIn, application, entra, id } = setUp;
  const { appId } = application;
  expect(signIn.startAtEntra(appId)).toEqual({
    id: null,
    servicePrincipalId: id,
    audience: ENTITY_ID,
    replyUrl: REPLY_URL,
    relayState: RELAY_STATE,
  });
  entra.servicePrincipals.update(id, { samlSingleSignOnSettings: null });
  expect(signIn.startAtEntra(appId).relayState).toBeNull();
  expect(refusalOf(() => signIn.startAtEntra('nobody'))).toBe(UNKNOWN('nobody'));
});
