/** Self-signed X.509 certificates over fresh RSA keys, as Entra makes them to sign SAML assertions. */
import { createHash, createPrivateKey, generateKeyPair, randomBytes, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import forge from 'node-forge';

export interface SigningPair {
  readonly privateKey: KeyObject;
  readonly der: Buffer;
  /** SHA-1 of the DER, 40 upper-case hexadecimal digits. */
  readonly thumbprint: string;
}

const MODULUS_BITS = 2048;
/** The library's types want a class here, its code wants a type. */
const UTF8 = forge.asn1.Type.UTF8 as unknown as forge.asn1.Class;

/** `commonName` is both subject and issuer. X.509 dates have whole seconds. Takes about 100 ms, most of it for the key. */
export async function selfSignedCertificate(
  commonName: string,
  notBefore: Date,
  notAfter: Date,
  modulusLength = MODULUS_BITS,
): Promise<SigningPair> {
  const keys = await promisify(generateKeyPair)('rsa', {
    modulusLength,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(keys.publicKey);
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`;
  certificate.validity.notBefore = notBefore;
  certificate.validity.notAfter = notAfter;
  const name = [{ name: 'commonName', value: commonName, valueTagClass: UTF8 }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.sign(forge.pki.privateKeyFromPem(keys.privateKey), forge.md.sha256.create());

  const der = Buffer.from(forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes(), 'binary');
  return {
    privateKey: createPrivateKey(keys.privateKey),
    der,
    thumbprint: createHash('sha1').update(der).digest('hex').toUpperCase(),
  };
}
