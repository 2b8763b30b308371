/** The work was interrupted (Ctrl-C), and what was under way has stopped in order. */
export class InterruptedError extends Error {
  /** @param output What Terraform said when it stopped, whole. */
  constructor(readonly output = '') {
    super('Interrupted.');
  }
}
