/** The world's time. Tests own it; a running sandbox uses the machine's. */
export interface Clock {
  now(): Date;
  /** Resolves once `now` has moved on by so many milliseconds. */
  sleep(milliseconds: number): Promise<void>;
}

/** The machine's time. A sleep of nothing ends with the event loop's next turn. */
export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (milliseconds) =>
    new Promise((resolve) => (milliseconds > 0 ? setTimeout(resolve, milliseconds) : setImmediate(resolve))),
};
