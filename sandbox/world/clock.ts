/** The world's time. Tests own it; a running sandbox uses the machine's. */
export interface Clock {
  now(): Date;
  /** Resolves once `now` has moved on by so many milliseconds. */
  sleep(milliseconds: number): Promise<void>;
}
