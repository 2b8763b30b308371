/** SAML metadata of an identity provider as IAM takes it, over a certificate made for the test. */
import { selfSignedCertificate } from '../../sandbox/world/entra/self-signed-certificate.js';

export const ENTITY = 'https://sts.windows.net/3f0e2c5a-6a5b-4d0e-9c2f-5b7d1c9e8a40/';

/** Base64 of a certificate's DER. */
export async function signingCertificate(name = 'test', bits?: number): Promise<string> {
  const { der } = await selfSignedCertificate(
    name,
    new Date('2027-01-01T00:00:00Z'),
    new Date('2030-01-01T00:00:00Z'),
    bits,
  );
  return der.toString('base64');
}

export const identityProviderMetadata = (...certificates: readonly string[]): string =>
  [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${ENTITY}">`,
    '<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">',
    ...certificates.map(
      (certificate) =>
        '<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>' +
        `<ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`,
    ),
    '<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://login.example/saml2"/>',
    '</md:IDPSSODescriptor>',
    '</md:EntityDescriptor>',
  ].join('\n');

/** A trust policy that lets people of a SAML provider in. */
export const samlTrust = (provider: string, ...audiences: readonly string[]): object => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: provider },
      Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
      Condition: { StringEquals: { 'SAML:aud': audiences } },
    },
  ],
});

/** A policy of an identity. */
export const allowing = (...actions: readonly string[]): object => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
});
