/** What went wrong, as Terraform shows it, and whose fault it is. */
import { pathMessage, type Diagnostic } from './protocol/messages.js';
import { RefusedError, type Refusal } from './resource.js';

export function refusalDiagnostic({ summary, detail, attribute }: Refusal): Diagnostic {
  return {
    severity: 'ERROR',
    summary,
    detail: detail ?? '',
    ...(attribute ? { attribute: pathMessage(attribute) } : {}),
  };
}

/** Errors that only a mistake in the sandbox's own code throws. By name: a test's errors come from another realm. */
const BUGS = ['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'EvalError', 'AssertionError'];

/** A refusal by the world, or a bug of the sandbox, with its stack. */
export function errorDiagnostic(error: unknown, doing: string): Diagnostic {
  if (error instanceof RefusedError) return refusalDiagnostic(error.refusal);
  if (error instanceof Error && !BUGS.includes(error.name))
    return refusalDiagnostic({ summary: error.message });
  return refusalDiagnostic({
    summary: `The sandbox failed to ${doing}: ${error instanceof Error ? error.message : String(error)}`,
    detail: `This is a bug of the sandbox, not of the configuration.\n\n${error instanceof Error ? (error.stack ?? '') : ''}`,
  });
}
