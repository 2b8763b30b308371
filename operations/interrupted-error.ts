import type { ApplyReport } from './recovery/apply-report.js';

/** The work was interrupted (Ctrl-C), and what was under way has stopped in order. */
export class InterruptedError extends Error {
  /**
   * @param output What Terraform said when it stopped, whole.
   * @param apply What was done and what wasn't, where an apply was interrupted that had begun to change something.
   */
  constructor(
    readonly output = '',
    message = 'Interrupted.',
    readonly apply?: ApplyReport,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
