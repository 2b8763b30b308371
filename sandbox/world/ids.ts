/** Ids in the vendors' shapes. Random where nothing may depend on their value. */
import { createHash, randomBytes } from 'node:crypto';

/** So many lower-case hexadecimal digits. */
export const hex = (digits: number): string =>
  randomBytes(Math.ceil(digits / 2))
    .toString('hex')
    .slice(0, digits);

/** A GUID (version 5 in form) that is the same for the same names: for what a seed holds, so that a config may name it. */
export function guidOf(...names: readonly string[]): string {
  const digest = createHash('sha1').update(names.join('\n')).digest();
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x50;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  return digest.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
