/** A clock that tests own: a sleep takes no time, and moves it on at once. */
import type { Clock } from '../../sandbox/world/clock.js';

export function createTestClock(start: string): Clock {
  let time = new Date(start).getTime();
  return {
    now: () => new Date(time),
    sleep: async (milliseconds) => {
      await new Promise((resolve) => setImmediate(resolve));
      time += milliseconds;
    },
  };
}
