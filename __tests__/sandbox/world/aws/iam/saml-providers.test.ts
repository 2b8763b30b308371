import { entraCloud } from '../../../../../stacks/clouds.js';
import { renderIdentityProviderMetadata } from '../../../../../stacks/saml/identity-provider-metadata.js';
import { parseIdentityProvider } from '../../../../../sandbox/world/aws/iam/saml-metadata.js';
import { callerIn, dev, prod, refusalOf } from '../../../../helpers/aws.js';
import { createAwsWorld } from '../../../../helpers/aws-world.js';
import { ENTITY, identityProviderMetadata, signingCertificate } from '../../../../helpers/saml-metadata.js';

let certificate: string;
let metadata: string;
/** A certificate over a key of 1,023 bits. */
let weak: string;
beforeAll(async () => {
  weak = await signingCertificate('weak', 1_023);
  certificate = await signingCertificate();
  metadata = identityProviderMetadata(certificate);
});

const iamIn = (account: string, region?: string) => createAwsWorld().aws.as(callerIn(account, region)).iam;
const arn = `arn:aws:iam::${dev}:saml-provider/Entra`;

test('a SAML provider is made, read, listed, updated and deleted', async () => {
  const iam = iamIn(dev);
  expect(
    iam.CreateSAMLProvider({
      Name: 'Entra',
      SAMLMetadataDocument: metadata,
      Tags: [{ Key: 'stage', Value: 'prod' }],
    }),
  ).toEqual({ SAMLProviderArn: arn, Tags: [{ Key: 'stage', Value: 'prod' }] });
  const dates = {
    CreateDate: new Date('2027-01-01T12:00:00Z'),
    ValidUntil: new Date('2127-01-01T12:00:00Z'),
  };
  expect(iam.GetSAMLProvider({ SAMLProviderArn: arn })).toEqual({
    ...dates,
    SAMLMetadataDocument: metadata,
    Tags: [{ Key: 'stage', Value: 'prod' }],
  });
  expect(iam.ListSAMLProviders()).toEqual({ SAMLProviderList: [{ Arn: arn, ...dates }] });

  const renewed = identityProviderMetadata(certificate, await signingCertificate('next'));
  expect(iam.UpdateSAMLProvider({ SAMLProviderArn: arn, SAMLMetadataDocument: renewed })).toEqual({
    SAMLProviderArn: arn,
  });
  expect(iam.GetSAMLProvider({ SAMLProviderArn: arn }).SAMLMetadataDocument).toBe(renewed);

  iam.DeleteSAMLProvider({ SAMLProviderArn: arn });
  expect(iam.ListSAMLProviders()).toEqual({ SAMLProviderList: [] });
});

test('its tags are added, changed and taken away', () => {
  const iam = iamIn(dev);
  iam.CreateSAMLProvider({ Name: 'Entra', SAMLMetadataDocument: metadata });
  const provider = { SAMLProviderArn: arn };
  iam.TagSAMLProvider({ ...provider, Tags: [{ Key: 'a', Value: '1' }] });
  iam.TagSAMLProvider({
    ...provider,
    Tags: [
      { Key: 'a', Value: '2' },
      { Key: 'b', Value: '' },
    ],
  });
  iam.UntagSAMLProvider({ ...provider, TagKeys: ['b'] });
  expect(iam.ListSAMLProviderTags(provider).Tags).toEqual([{ Key: 'a', Value: '2' }]);
  const many = Array.from({ length: 50 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
  expect(refusalOf(() => iam.TagSAMLProvider({ ...provider, Tags: many }))).toBe(
    'LimitExceeded: The number of tags has reached the maximum limit of 50.',
  );
});

test('accounts have their own providers, and names differ in more than case', () => {
  const { aws } = createAwsWorld();
  const inDev = aws.as(callerIn(dev)).iam;
  const inProd = aws.as(callerIn(prod)).iam;
  inDev.CreateSAMLProvider({ Name: 'Entra', SAMLMetadataDocument: metadata });
  expect(inProd.ListSAMLProviders().SAMLProviderList).toEqual([]);
  expect(refusalOf(() => inProd.GetSAMLProvider({ SAMLProviderArn: arn }))).toBe(
    `NoSuchEntity: Manifest not found for arn ${arn}`,
  );
  inProd.CreateSAMLProvider({ Name: 'Entra', SAMLMetadataDocument: metadata });
  expect(refusalOf(() => inProd.DeleteSAMLProvider({ SAMLProviderArn: arn }))).toBe(
    `NoSuchEntity: Manifest not found for arn ${arn}`,
  );
  expect(refusalOf(() => inDev.CreateSAMLProvider({ Name: 'ENTRA', SAMLMetadataDocument: metadata }))).toBe(
    'EntityAlreadyExists: Provider with name ENTRA already exists.',
  );
  expect(aws.made()).toContain(`SAML provider Entra in account ${dev}`);
});

test('an update with other than metadata is refused, and changes nothing', () => {
  const iam = iamIn(dev);
  iam.CreateSAMLProvider({ Name: 'Entra', SAMLMetadataDocument: metadata });
  const update = () =>
    iam.UpdateSAMLProvider({ SAMLProviderArn: arn, SAMLMetadataDocument: 'x'.repeat(1_000) });
  expect(refusalOf(update)).toBe('InvalidInput: Could not parse metadata');
  expect(iam.GetSAMLProvider({ SAMLProviderArn: arn }).SAMLMetadataDocument).toBe(metadata);
});

test('the ARN has the partition of the Region called', () => {
  const { SAMLProviderArn } = iamIn(dev, 'us-gov-west-1').CreateSAMLProvider({
    Name: 'Entra',
    SAMLMetadataDocument: metadata,
  });
  expect(SAMLProviderArn).toBe(`arn:aws-us-gov:iam::${dev}:saml-provider/Entra`);
});

test('a caller of no account of the organization is refused', () => {
  expect(refusalOf(() => iamIn('999999999999').ListSAMLProviders())).toBe(
    'InvalidClientTokenId: The security token included in the request is invalid.',
  );
});

describe('a name or document is refused that', () => {
  const create = (Name: string, document: string) =>
    refusalOf(() => iamIn(dev).CreateSAMLProvider({ Name, SAMLMetadataDocument: document }));
  const validation = 'ValidationError: 1 validation error detected: Value';

  test.each([
    ['is empty', '', 'have length greater than or equal to 1; '],
    ['is too long', 'x'.repeat(129), 'have length less than or equal to 128'],
    ['has other characters', 'a+b', 'satisfy regular expression pattern: [\\w._-]+'],
  ])('%s', (_what, name, constraint) => {
    expect(create(name, metadata)).toContain(`'${name}' at 'name' failed to satisfy constraint: Member must`);
    expect(create(name, metadata)).toContain(constraint);
  });

  test('is too short', () => {
    expect(create('Entra', '<EntityDescriptor/>')).toBe(
      `${validation} '<EntityDescriptor/>' at 'sAMLMetadataDocument' failed to satisfy constraint: Member must have length greater than or equal to 1000`,
    );
  });

  test.each<[string, () => string]>([
    ['begins with a byte-order mark', () => `\u{FEFF}${metadata}`],
    ['is no XML', () => metadata.replace('</md:EntityDescriptor>', '')],
    ['is of a service provider', () => metadata.replaceAll('IDPSSODescriptor', 'SPSSODescriptor')],
    ['names no entity', () => metadata.replace(/ entityID="[^"]+"/, '')],
    ['has no place to sign on', () => metadata.replace(/<md:SingleSignOnService[^>]+>/, '')],
    ['has no signing certificate', () => metadata.replace('use="signing"', 'use="encryption"')],
    ['has a certificate that is none', () => metadata.replace(certificate, 'A'.repeat(1_000))],
    ['has a certificate with a short key', () => identityProviderMetadata(certificate, weak)],
  ])('%s', (_what, document) => {
    expect(create('Entra', document())).toBe('InvalidInput: Could not parse metadata');
  });
});

test('the metadata says who signs', async () => {
  const next = await signingCertificate('next');
  expect(parseIdentityProvider(identityProviderMetadata(certificate, next))).toEqual({
    entityId: ENTITY,
    certificates: [certificate, next],
  });
});

test('a key of unnamed use signs too', () => {
  expect(parseIdentityProvider(metadata.replace(' use="signing"', '')).certificates).toEqual([certificate]);
});

test('takes the metadata that the product renders', () => {
  const rendered = renderIdentityProviderMetadata({
    cloud: entraCloud('public'),
    tenantId: '3f0e2c5a-6a5b-4d0e-9c2f-5b7d1c9e8a40',
    certificates: [certificate],
  });
  expect(parseIdentityProvider(rendered)).toEqual({ entityId: ENTITY, certificates: [certificate] });
});
