/**
 * A clock that tests own: a sleep takes no time, and moves it on at once. What is scheduled is done by `advance` only,
 * also where sleeps have passed its time.
 */
import { Agenda } from '../../sandbox/world/agenda.js';
import type { Clock } from '../../sandbox/world/clock.js';

export function createTestClock(start: string): Clock {
  const agenda = new Agenda();
  let time = new Date(start).getTime();
  const skipTo = (later: Date) => {
    time = Math.max(time, later.getTime());
  };
  return {
    now: () => new Date(time),
    sleep: async (milliseconds) => {
      await new Promise((resolve) => setImmediate(resolve));
      time += milliseconds;
    },
    schedule: (due, work) => agenda.add(due, work),
    advance: async (milliseconds) => {
      const end = new Date(time + milliseconds);
      await agenda.workUntil(end, skipTo);
      skipTo(end);
    },
  };
}
