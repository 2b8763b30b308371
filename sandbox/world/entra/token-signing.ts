/** Signing certificates of service principals: Graph's `addTokenSigningCertificate`, and the keys behind it. */
import { randomUUID, type KeyObject } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { Directory } from './directory.js';
import { badRequest, invalidValue, notFound } from './graph-error.js';
import type {
  KeyCredential,
  PasswordCredential,
  SelfSignedCertificate,
  ServicePrincipalRecord,
} from './objects.js';
import { selfSignedCertificate } from './self-signed-certificate.js';

const DEFAULT_NAME = 'CN=Microsoft Azure Federated SSO Certificate';
/** Graph's limit, and its default. */
const MAX_YEARS = 3;

/** A private key, and its certificate: base64 of the DER. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly certificate: string;
}

export class TokenSigning {
  /** By the id of the `Sign` key. The private ones never leave the tenant. */
  private readonly keys = new Map<string, SigningKey>();

  constructor(
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  /**
   * Adds a certificate with its two keys and its password. It does not sign until `preferredTokenSigningKeyThumbprint`
   * names it. (Whether Entra activates a first certificate by itself is unverified.)
   */
  async add(
    servicePrincipalId: string,
    {
      displayName,
      endDateTime,
    }: { readonly displayName?: string | null; readonly endDateTime?: string | null },
  ): Promise<SelfSignedCertificate> {
    this.find(servicePrincipalId);
    const subject = displayName ?? DEFAULT_NAME;
    if (!/^CN=./.test(subject)) throw invalidValue('displayName', 'SelfSignedCertificate');
    const start = wholeSeconds(this.clock.now());
    const latest = new Date(start);
    latest.setUTCFullYear(latest.getUTCFullYear() + MAX_YEARS);
    const end = endDateTime ? wholeSeconds(new Date(endDateTime)) : latest;
    if (!(end > start && end <= latest)) {
      throw badRequest('Key credential end date is invalid.', 'KeyCredentialsInvalidEndDate');
    }

    const pair = await selfSignedCertificate(subject.slice('CN='.length), start, end);
    const common = {
      customKeyIdentifier: Buffer.from(pair.thumbprint, 'hex').toString('base64'),
      displayName: subject,
      startDateTime: timestamp(start),
      endDateTime: timestamp(end),
    };
    const key = pair.der.toString('base64');
    const signId = randomUUID();
    const sign: KeyCredential = {
      ...common,
      keyId: signId,
      key: null,
      type: 'X509CertAndPassword',
      usage: 'Sign',
    };
    const verify: KeyCredential = {
      ...common,
      keyId: randomUUID(),
      key,
      type: 'AsymmetricX509Cert',
      usage: 'Verify',
    };
    const password: PasswordCredential = { ...common, keyId: signId, hint: null, secretText: null };

    const record = this.find(servicePrincipalId);
    this.directory.servicePrincipals.set(servicePrincipalId, {
      ...record,
      keyCredentials: [...record.keyCredentials, sign, verify],
      passwordCredentials: [...record.passwordCredentials, password],
    });
    this.keys.set(signId, { privateKey: pair.privateKey, certificate: key });
    return {
      ...common,
      key,
      keyId: signId,
      thumbprint: pair.thumbprint,
      type: 'AsymmetricX509Cert',
      usage: 'Verify',
    };
  }

  /** The key that signs for a service principal, or null while no standing certificate is active. */
  activeKey(servicePrincipalId: string): SigningKey | null {
    const { keyCredentials, preferredTokenSigningKeyThumbprint } = this.find(servicePrincipalId);
    const active = Buffer.from(preferredTokenSigningKeyThumbprint ?? '', 'hex').toString('base64');
    const sign = keyCredentials.find((key) => key.usage === 'Sign' && key.customKeyIdentifier === active);
    return this.keys.get(sign?.keyId ?? '') ?? null;
  }

  private find(id: string): ServicePrincipalRecord {
    const record = this.directory.servicePrincipals.get(id);
    if (!record) throw notFound(id);
    return record;
  }
}

/** X.509 knows no fractions of a second. */
const wholeSeconds = (date: Date): Date => new Date(Math.floor(date.getTime() / 1000) * 1000);
const timestamp = (date: Date): string => date.toISOString().replace('.000Z', 'Z');
