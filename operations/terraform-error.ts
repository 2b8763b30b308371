import { OutsideError } from './outside-error.js';
import type { ApplyReport } from './recovery/apply-report.js';
import type { Diagnostic } from './terraform-message.js';

/** A failure of Terraform that was said in JSON. */
export class TerraformError extends OutsideError {
  /**
   * @param cutOff Whether Terraform was ended or crashed in the middle of its work, and didn't end by itself.
   * @param apply What was done and what wasn't, where an apply failed that had begun to change something.
   */
  constructor(
    message: string,
    command: string,
    output: string,
    readonly errors: readonly Diagnostic[],
    readonly cutOff = false,
    readonly apply?: ApplyReport,
  ) {
    super(message, command, output);
  }
}
