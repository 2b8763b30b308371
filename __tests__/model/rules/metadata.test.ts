/** Only AWS's own URLs are taken from its metadata. */
import { loadChanged, messagesOf } from '../helpers';

const POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
const ISSUER = 'https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9967000001';
const REPLY = 'https://eu-west-1.signin.aws/platform/saml/acs/0a1b2c3d';

function messages({ issuer = ISSUER, replies = [REPLY], region = 'eu-west-1' }) {
  const services = replies.map(
    (url, index) => `<AssertionConsumerService Binding="${POST}" Location="${url}" index="${index}"/>`,
  );
  const text = `<EntityDescriptor entityID="${issuer}"><SPSSODescriptor>${services.join('')}</SPSSODescriptor></EntityDescriptor>`;
  return messagesOf(
    (config) => {
      config.aws.region = region;
    },
    { 'aws.xml': text },
  );
}

const wrongIssuer = (url: string, expected: string) =>
  `error aws.identityCenter.metadata: "aws.xml" has the entity ID ${JSON.stringify(url)}, which is not one of IAM Identity Center. Expected: ${expected}.`;
const wrongReply = (url: string, expected: string) =>
  `error aws.identityCenter.metadata: "aws.xml" has the reply URL ${JSON.stringify(url)}, which is not one of IAM Identity Center. Expected: ${expected}.`;

const AWS_REPLIES =
  'https://<region>.signin.aws.amazon.com/platform/saml/acs/<id> or https://<region>.signin.aws/platform/saml/acs/<id> or https://<region>.sso.signin.aws/platform/saml/acs/<id>';
const GOV_REPLIES =
  'https://<region>.signin.amazonaws-us-gov.com/platform/saml/acs/<id> or https://<region>.sso.signin.amazonaws-us-gov.com/platform/saml/acs/<id>';

test('every form of reply URL, in any Region and with any opaque id', () => {
  const replies = [
    REPLY,
    'https://eu-west-1.signin.aws.amazon.com/platform/saml/acs/6f1d2c7e-93b4-4a58-8c1f-5e0a7b9d1234',
    'https://ap-southeast-2.sso.signin.aws/platform/saml/acs/0123456789abcdef-93b4-4a58-8c1f-5e0a.x_y~z',
  ];
  expect(messages({ replies })).toEqual([]);
  expect(loadChanged(() => undefined).environments).toHaveLength(1);
});

test('those of GovCloud in GovCloud', () => {
  const issuer = 'https://us-gov-west-1.signin.amazonaws-us-gov.com/platform/saml/d-9967000001';
  const replies = [
    'https://us-gov-west-1.signin.amazonaws-us-gov.com/platform/saml/acs/x',
    'https://us-gov-east-1.sso.signin.amazonaws-us-gov.com/platform/saml/acs/x',
  ];
  expect(messages({ issuer, replies, region: 'us-gov-west-1' })).toEqual([]);
  expect(messages({ issuer, replies: [REPLY], region: 'us-gov-west-1' })).toEqual([
    wrongReply(REPLY, GOV_REPLIES),
  ]);
});

test.each([
  'https://eu-west-1.evil.example/platform/saml/d-936718a0c4',
  'https://eu-west-1.signin.aws.amazon.com.evil.example/platform/saml/d-936718a0c4',
  'https://evil.example/platform/saml/d-936718a0c4',
  'https://eu-west-1.signin.aws/platform/saml/d-936718a0c4',
  'https://eu-west-1.signin.amazonaws-us-gov.com/platform/saml/d-936718a0c4',
  'https://us-gov-west-1.signin.aws.amazon.com/platform/saml/d-936718a0c4',
  'http://eu-west-1.signin.aws.amazon.com/platform/saml/d-936718a0c4',
  'https://eu-west-1.signin.aws.amazon.com/platform/saml/acs/x',
  'https://eu-west-1.signin.aws.amazon.com/platform/saml/d-1?x',
  'https://eu-west-1.signin.aws.amazon.com/platform/saml/d-${TfToken[TOKEN.1]}',
])('the entity ID %s is refused', (issuer) => {
  expect(messages({ issuer })).toEqual([
    wrongIssuer(issuer, 'https://eu-west-1.signin.aws.amazon.com/platform/saml/<id>'),
  ]);
});

test('the expected entity ID is that of the config’s partition', () => {
  expect(messages({ issuer: 'https://acme.example', region: 'us-gov-east-1' })).toEqual([
    wrongIssuer(
      'https://acme.example',
      'https://us-gov-east-1.signin.amazonaws-us-gov.com/platform/saml/<id>',
    ),
  ]);
});

test.each([
  'https://evil.example/acs/0a1b2c3d',
  'https://eu-west-1.signin.aws@evil.example/platform/saml/acs/x',
  'https://eu-west-1.signin.aws.evil.example/platform/saml/acs/x',
  'https://evil.example/eu-west-1.signin.aws/platform/saml/acs/x',
  'https://us-gov-west-1.signin.aws/platform/saml/acs/x',
  'https://us-gov-west-1.signin.amazonaws-us-gov.com/platform/saml/acs/x',
  'https://signin.aws/platform/saml/acs/x',
  'https://*.signin.aws/platform/saml/acs/x',
  'https://eu-west-1.signin.aws/platform/saml/acs/*',
  'https://eu-west-1.signin.aws/platform/saml/acs/',
  'https://eu-west-1.signin.aws/platform/saml/acs/..',
  'https://eu-west-1.signin.aws/platform/saml/acs/x/y',
  'https://eu-west-1.signin.aws/platform/saml/x',
  'https://eu-west-1.signin.aws/platform/saml/acs/${TfToken[TOKEN.1]}',
  'https://eu-west-1.signin.aws:8443/platform/saml/acs/x',
  'http://eu-west-1.signin.aws/platform/saml/acs/x',
  'javascript:alert(1)',
])('the reply URL %s is refused, also beside good ones', (url) => {
  const shown = url.replace(/:\/\/.*@/, '://***@');
  expect(messages({ replies: [REPLY, url] })).toEqual([wrongReply(shown, AWS_REPLIES)]);
});
