/** Access tokens for the tenant's one caller: JWTs that Entra would sign, and Graph checks. */
import { entityIdOf } from '../../../world/entra/entity-id.js';
import { sign, verify, X509Certificate } from 'node:crypto';
import type { Clock } from '../../../world/clock.js';
import { GraphError } from '../../../world/entra/graph-error.js';
import type { SigningPair } from '../../../world/entra/self-signed-certificate.js';
import type { EntraTenant } from '../../../world/entra/tenant.js';
import { GRANTED } from './permissions.js';

/** Entra's, for applications, in seconds. */
export const LIFETIME = 3599;

type Claims = Readonly<Record<string, unknown>>;

export class AccessTokens {
  /** What the caller has been granted. A change counts for tokens that are issued after it, as in Entra. */
  readonly permissions = new Set(GRANTED);

  constructor(
    private readonly entra: EntraTenant,
    private readonly clock: Clock,
    private readonly pair: SigningPair,
  ) {}

  /** @param audience What the token is for, such as `https://localhost:40123`. */
  issue(audience: string): string {
    const { tenantId, caller } = this.entra;
    const now = seconds(this.clock.now());
    const header = { typ: 'JWT', alg: 'RS256', x5t: keyId(this.pair), kid: keyId(this.pair) };
    const claims: Claims = {
      aud: audience,
      iss: entityIdOf(tenantId),
      iat: now,
      nbf: now,
      exp: now + LIFETIME,
      appid: caller.clientId,
      idtyp: 'app',
      oid: caller.objectId,
      roles: [...this.permissions],
      sub: caller.objectId,
      tid: tenantId,
      ver: '1.0',
    };
    const content = [header, claims].map((part) => base64Url(JSON.stringify(part))).join('.');
    const signature = sign('RSA-SHA256', Buffer.from(content), this.pair.privateKey);
    return `${content}.${signature.toString('base64url')}`;
  }

  /** The permissions that a token carries. @throws GraphError 401 unless it is one of its own that hasn't expired. (Words for a wrong signature: UNVERIFIED.) */
  check(authorization: string | undefined): readonly string[] {
    const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw invalid('Access token is empty.');
    const [header, claims, signature, ...more] = token.split('.');
    if (!header || !claims || !signature || more.length > 0)
      throw invalid('IDX14100: JWT is not well formed, there are no dots (.).');
    const content = Buffer.from(`${header}.${claims}`);
    const { publicKey } = new X509Certificate(this.pair.der);
    if (!verify('RSA-SHA256', content, publicKey, Buffer.from(signature, 'base64url')))
      throw invalid('Access token validation failure. Invalid signature.');
    const { exp, roles } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as {
      readonly exp: number;
      readonly roles: readonly string[];
    };
    if (exp <= seconds(this.clock.now())) throw invalid('Lifetime validation failed, the token is expired.');
    return roles;
  }
}

/** How the key is named in a token and in the tenant's list of keys. */
export const keyId = ({ thumbprint }: SigningPair): string =>
  Buffer.from(thumbprint, 'hex').toString('base64url');

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);
const base64Url = (text: string): string => Buffer.from(text).toString('base64url');
const invalid = (message: string) => new GraphError(401, 'InvalidAuthenticationToken', message);
