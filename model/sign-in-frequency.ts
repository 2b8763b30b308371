/** How often people must sign in again, as conditional access counts it: whole hours, or whole days. */

export interface SignInFrequency {
  readonly value: number;
  readonly period: 'hours' | 'days';
}

/** Entra's own limits, as its portal has them. */
const MOST = { hours: 23, days: 365 } as const;

/** From `PT1H` to `PT23H`, or from `P1D` to `P365D`; undefined for anything else. */
export function parseSignInFrequency(text: string): SignInFrequency | undefined {
  const [, days, hours] = /^P(?:([1-9]\d*)D|T([1-9]\d*)H)$/.exec(text) ?? [];
  if (days === undefined && hours === undefined) return undefined;
  const period = days === undefined ? 'hours' : 'days';
  const value = Number(days ?? hours);
  return value <= MOST[period] ? { value, period } : undefined;
}
