import { describeBackend } from './backend.js';
import type { FoundLock } from './unlock.js';

/** The lock in words, a fact a line. */
export function renderLock(environment: string, { backend, holder }: FoundLock, now: Date): string {
  const state = `The state of ${environment} (${describeBackend(backend)})`;
  if (holder === undefined) return `${state} is not locked.`;
  const { id, who, since, operation } = holder;
  const untold = 'not told by the server';
  return [
    `${state} is locked:`,
    `  by       ${who ?? untold}`,
    `  for      ${operation ?? untold}`,
    `  since    ${since === undefined ? untold : `${since}${sayAge(since, now)}`}`,
    `  lock ID  ${id ?? untold}`,
  ].join('\n');
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** Such as ` (2 hours ago)`; nothing where the time isn't one. */
function sayAge(since: string, now: Date): string {
  const seconds = (now.getTime() - Date.parse(since)) / 1000;
  if (!Number.isFinite(seconds)) return '';
  for (const [unit, length] of UNITS) {
    const count = Math.floor(seconds / length);
    if (count > 0) return ` (${count} ${unit}${count === 1 ? '' : 's'} ago)`;
  }
  return ' (less than a minute ago)';
}
