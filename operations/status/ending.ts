/** How long something lasts: days to its end, and when to say so. */

export interface Ending {
  /** As YYYY-MM-DD. */
  readonly day: string;
  /** Whole days to it, the begun one counted; 0 or fewer once it is over. */
  readonly days: number;
  /** The nearest of the days before the end on which people are warned: AWS's own for an access token. */
  readonly within?: (typeof WARNED)[number];
}

const WARNED = [15, 30, 90] as const;
const DAY = 86_400_000;

/** @param end An ISO 8601 date, which ends at 00:00 UTC, or time. */
export function endingOf(end: string, now: Date): Ending {
  const days = Math.ceil((Date.parse(end) - now.getTime()) / DAY);
  const within = WARNED.find((warned) => days <= warned);
  return { day: end.slice(0, 10), days, ...(within === undefined ? {} : { within }) };
}

/** Whether it is over, or so near that somebody must act. */
export const isPressing = ({ within }: Ending): boolean => within === 15;

export const isOver = ({ days }: Ending): boolean => days <= 0;

/** Such as `ends on 2027-10-01, in 313 days`. */
export function wordEnding({ day, days }: Ending): string {
  if (days <= 0) return `ended on ${day}`;
  return `ends on ${day}, in ${days} ${days === 1 ? 'day' : 'days'}`;
}
