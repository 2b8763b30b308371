/** The work was interrupted (Ctrl-C), and what was under way has stopped in order. */
export class InterruptedError extends Error {
  constructor() {
    super('Interrupted.');
  }
}
