/** Ids in the vendors' shapes. All random: nothing may depend on their value. */
import { randomBytes } from 'node:crypto';

/** So many lower-case hexadecimal digits. */
export const hex = (digits: number): string => randomBytes(Math.ceil(digits / 2)).toString('hex').slice(0, digits);
