/** Temporary credentials in AWS's shape. What they open is for the face to say that hands them out. */
import { randomBytes } from 'node:crypto';

export interface TemporaryCredentials {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
  readonly Expiration: Date;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export const createCredentials = (expires: Date): TemporaryCredentials => ({
  AccessKeyId: `ASIA${[...randomBytes(16)].map((byte) => ALPHABET[byte % 32]).join('')}`,
  SecretAccessKey: randomBytes(30).toString('base64'),
  SessionToken: `IQoJb3JpZ2luX2Vj${randomBytes(240).toString('base64')}`,
  Expiration: expires,
});
