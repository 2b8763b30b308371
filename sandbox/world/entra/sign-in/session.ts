/** Whom Entra has signed in, and whether that is still enough. */
import type { SignInFrequency } from '../conditional-access/objects.js';

export interface Session {
  readonly userId: string;
  readonly passwordAt: Date;
  /** Null where no second factor was passed since the password. */
  readonly mfaAt: Date | null;
}

/** What conditional access demands of one sign-in. */
export interface Demands {
  readonly mfa: boolean;
  readonly frequencies: readonly SignInFrequency[];
}

const HOURS = { hours: 1, days: 24 };
const HOUR = 3_600_000;

/** Whether a user has to give the password again, or to pass the second factor. */
export function missingFactor(
  { passwordAt, mfaAt }: Session,
  { mfa, frequencies }: Demands,
  now: Date,
): 'password' | 'mfa' | undefined {
  const since = (time: Date) => now.getTime() - time.getTime();
  if (since(passwordAt) >= passwordLasts(frequencies)) return 'password';
  return mfa && (mfaAt === null || since(mfaAt) >= shortest(frequencies)) ? 'mfa' : undefined;
}

/** In milliseconds; without end where no policy limits it. (Entra's own 90 days aren't modelled.) */
export const passwordLasts = (frequencies: readonly SignInFrequency[]): number =>
  shortest(
    frequencies.filter(({ authenticationType: type }) => type === 'primaryAndSecondaryAuthentication'),
  );

const shortest = (frequencies: readonly SignInFrequency[]): number =>
  Math.min(...frequencies.map(({ type, value }) => value * HOURS[type] * HOUR), Infinity);
