/** When a job is put in quarantine, how it leaves it, and when its next cycle is. */
import type { QuarantineReason, SynchronizationError, SynchronizationQuarantine } from './objects.js';

export interface Health {
  readonly countSuccessiveCompleteFailures: number;
  readonly quarantine: SynchronizationQuarantine | null;
}

export interface Problem {
  readonly reason: QuarantineReason;
  readonly error: SynchronizationError;
}

export const HEALTHY: Health = { countSuccessiveCompleteFailures: 0, quarantine: null };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A job that stays in quarantine for longer is disabled. */
const LONGEST_QUARANTINE = 28 * DAY;

/**
 * How many cycles in a row may fail as AWS is busy or broken; unverified (Entra's documentation says "consistently").
 * A refused token or a wrong address, and too many deletions, count at once.
 */
const OUTAGES = 3;

/** After a cycle. */
export function healthAfter(before: Health, problem: Problem | null, began: Date): Health {
  if (problem === null) return HEALTHY;
  const countSuccessiveCompleteFailures = before.countSuccessiveCompleteFailures + 1;
  const isOutage = problem.reason === 'EncounteredEscrowProportionThreshold';
  const tolerable = isOutage && before.quarantine === null && countSuccessiveCompleteFailures < OUTAGES;
  return {
    countSuccessiveCompleteFailures,
    quarantine: tolerable ? null : imposed(before.quarantine, problem, began),
  };
}

/** Null where the job is to be disabled. */
export function nextCycle({ quarantine }: Health, began: Date): Date | null {
  if (quarantine === null) return new Date(began.getTime() + 40 * MINUTE);
  const next = new Date(quarantine.nextAttempt);
  return next.getTime() - new Date(quarantine.seriesBegan).getTime() > LONGEST_QUARANTINE ? null : next;
}

function imposed(
  before: SynchronizationQuarantine | null,
  { reason, error }: Problem,
  now: Date,
): SynchronizationQuarantine {
  const currentBegan = now.toISOString();
  const seriesBegan = before?.seriesBegan ?? currentBegan;
  const seriesCount = (before?.seriesCount ?? 0) + 1;
  const nextAttempt = new Date(new Date(seriesBegan).getTime() + retryAfter(seriesCount)).toISOString();
  return { reason, error, currentBegan, seriesBegan, seriesCount, nextAttempt };
}

/** From the first failure on: after 6, 12 and 24 hours, then once a day. */
const retryAfter = (attempts: number): number => [6 * HOUR, 12 * HOUR][attempts - 1] ?? (attempts - 2) * DAY;
