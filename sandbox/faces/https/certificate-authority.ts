/**
 * A certificate authority for one run of the sandbox. Its certificate is in a private temporary folder, for
 * `SSL_CERT_FILE` and `NODE_EXTRA_CA_CERTS`; its key is only in this process's memory.
 */
import { generateKeyPair, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import forge from 'node-forge';

export interface CertificateAuthority {
  /** Where its certificate is, as PEM. */
  readonly file: string;
  /** For a server that is reached as `localhost` or `127.0.0.1`. */
  readonly server: ServerCredentials;
  /** Removes the file. */
  remove(): Promise<void>;
}

/** Both as PEM. */
export interface ServerCredentials {
  readonly key: string;
  readonly cert: string;
}

interface Pair {
  readonly certificate: forge.pki.Certificate;
  readonly keyPem: string;
}

const DAY = 24 * 60 * 60 * 1000;
const NAME = 'Sandbox certificate authority';
const LOOPBACK = [
  { type: 2, value: 'localhost' },
  { type: 7, ip: '127.0.0.1' },
];

export async function createCertificateAuthority(): Promise<CertificateAuthority> {
  const [authority, server] = await Promise.all([unsigned(NAME), unsigned('localhost')]);
  authority.certificate.setExtensions([
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, critical: true },
    { name: 'subjectKeyIdentifier' },
  ]);
  server.certificate.setExtensions([
    { name: 'basicConstraints', cA: false, critical: true },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectAltName', altNames: LOOPBACK },
  ]);
  for (const { certificate } of [authority, server]) sign(certificate, authority);

  const folder = await mkdtemp(join(tmpdir(), 'sandbox-ca-'));
  const file = join(folder, 'ca.pem');
  await writeFile(file, pem(authority), { mode: 0o600 });
  return {
    file,
    server: { key: server.keyPem, cert: pem(server) },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** For a month by the machine's time and not the world's: clients on this machine judge it. */
async function unsigned(commonName: string): Promise<Pair> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`;
  certificate.validity.notBefore = new Date(Date.now() - DAY);
  certificate.validity.notAfter = new Date(Date.now() + 30 * DAY);
  certificate.setSubject([{ name: 'commonName', value: commonName }]);
  certificate.setIssuer([{ name: 'commonName', value: NAME }]);
  return { certificate, keyPem: privateKey };
}

const sign = (certificate: forge.pki.Certificate, authority: Pair): void =>
  certificate.sign(forge.pki.privateKeyFromPem(authority.keyPem), forge.md.sha256.create());

const pem = ({ certificate }: Pair): string => forge.pki.certificateToPem(certificate);
