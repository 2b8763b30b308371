import { parseServiceProviderMetadata } from '../../model/saml-metadata';
import { METADATA } from './helpers';

const POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
const service = (location: string, more = '', binding = POST) =>
  `<AssertionConsumerService Binding="${binding}" Location="${location}" ${more}/>`;
const metadata = (services: string, entityId = 'https://eu-west-1.signin.aws.amazon.com/platform/saml/d-1') =>
  `<?xml version="1.0"?><EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}"><SPSSODescriptor>${services}</SPSSODescriptor></EntityDescriptor>`;

test('entity ID and reply URLs, whatever the namespace prefix', () => {
  const expected = {
    metadata: {
      entityId: 'https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9967000001',
      replyUrls: ['https://eu-west-1.signin.aws/platform/saml/acs/0a1b2c3d'],
      defaultReplyUrl: 'https://eu-west-1.signin.aws/platform/saml/acs/0a1b2c3d',
    },
  };
  expect(parseServiceProviderMetadata(METADATA)).toEqual(expected);
  expect(
    parseServiceProviderMetadata(METADATA.replaceAll('md:', 'saml2:').replaceAll(':md', ':saml2')),
  ).toEqual(expected);
});

test.each([
  [
    'the marked one',
    [service('https://a/', 'index="0"'), service('https://b/', 'index="1" isDefault="true"')],
    'https://b/',
  ],
  [
    'the lowest index',
    [service('https://a/', 'index="10"'), service('https://b/', 'index="9"')],
    'https://b/',
  ],
  ['the first without indexes', [service('https://a/'), service('https://b/')], 'https://a/'],
])('the default reply URL is %s', (_what, services, expected) => {
  expect(parseServiceProviderMetadata(metadata(services.join('')))).toMatchObject({
    metadata: { replyUrls: ['https://a/', 'https://b/'], defaultReplyUrl: expected },
  });
});

test('other bindings are no reply URLs, and one URL under two indexes is one', () => {
  const services = [
    service('https://a/artifact', 'index="0"', 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact'),
    service('https://a/?x=1&amp;y=2', 'index="1"'),
    service('https://a/?x=1&amp;y=2', 'index="2"'),
  ];
  expect(parseServiceProviderMetadata(metadata(services.join('')))).toMatchObject({
    metadata: { replyUrls: ['https://a/?x=1&y=2'] },
  });
});

test.each([
  ['', 'is not XML'],
  ['EntityDescriptor', 'is not XML'],
  ['<EntityDescriptor>', 'is not XML'],
  ['<md:Other xmlns:md="x"/>', 'is not SAML metadata: it has no EntityDescriptor'],
  ['<html><body/></html>', 'is a web page, not SAML metadata'],
  ['<!DOCTYPE HTML>\n<HTML lang="en"><br>', 'is a web page, not SAML metadata'],
  [
    '<EntityDescriptor entityID="x"/>',
    'is not SAML metadata of a service provider: it has no SPSSODescriptor',
  ],
  [
    '<EntityDescriptor entityID="x"><IDPSSODescriptor/></EntityDescriptor>',
    'is an identity provider’s metadata (Entra’s, most likely), and AWS’s own is wanted here',
  ],
  [metadata(service('https://a/'), ''), 'is not SAML metadata: its EntityDescriptor has no entityID'],
  [metadata(''), 'has no AssertionConsumerService with the HTTP-POST binding, so no reply URL'],
])('%s %s', (text, refusal) => {
  expect(parseServiceProviderMetadata(text)).toEqual({ refusal });
});

test.each([
  '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
  '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
  '<!doctype x>',
])('no entity is resolved: %s is refused', (doctype) => {
  const text = doctype + metadata(service('https://a/'), '&e;').replace('<?xml version="1.0"?>', '');
  expect(parseServiceProviderMetadata(text)).toEqual({
    refusal: 'holds a document type definition, which SAML metadata has no use for',
  });
});
