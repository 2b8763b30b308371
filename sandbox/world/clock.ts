/** The world's time. Tests own it; a running sandbox uses the machine's, which it can move on. */
import { Agenda } from './agenda.js';

export interface Clock {
  now(): Date;
  /** Resolves once `now` has moved on by so many milliseconds. */
  sleep(milliseconds: number): Promise<void>;
  /** Has the work done once that time has come. What it returns calls the work off. */
  schedule(time: Date, work: () => Promise<void>): () => void;
  /** Lets so many milliseconds pass at once. Resolves when all that falls due on the way has been done, in order. */
  advance(milliseconds: number): Promise<void>;
}

/** Node's longest timer, in milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * The machine's time, until it is advanced. A sleep of nothing ends with the event loop's next turn. Work that is
 * scheduled keeps no process alive.
 */
export function createSystemClock(): Clock {
  const agenda = new Agenda();
  let ahead = 0;
  let timer: NodeJS.Timeout | undefined;
  const now = () => new Date(Date.now() + ahead);
  const skipTo = (time: Date) => {
    ahead += Math.max(0, time.getTime() - now().getTime());
  };
  const arm = () => {
    clearTimeout(timer);
    if (!agenda.next) return;
    const wait = Math.min(agenda.next.getTime() - now().getTime(), LONGEST_TIMER);
    timer = setTimeout(() => void agenda.workUntil(now(), skipTo).finally(arm), wait).unref();
  };
  return {
    now,
    sleep: (milliseconds) =>
      new Promise((resolve) =>
        milliseconds > 0 ? setTimeout(resolve, milliseconds) : setImmediate(resolve),
      ),
    schedule: (time, work) => {
      const callOff = agenda.add(time, work);
      arm();
      return callOff;
    },
    advance: async (milliseconds) => {
      const end = new Date(now().getTime() + milliseconds);
      await agenda.workUntil(end, skipTo);
      skipTo(end);
      arm();
    },
  };
}
