import { OutsideError } from './outside-error.js';
import type { Diagnostic } from './terraform-message.js';

/** A failure of Terraform that was said in JSON. */
export class TerraformError extends OutsideError {
  constructor(
    message: string,
    command: string,
    output: string,
    readonly errors: readonly Diagnostic[],
  ) {
    super(message, command, output);
  }
}
