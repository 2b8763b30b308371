import { AwsError } from './aws-error.js';

/** What AWS's API reference asks of one string of an input. */
export interface Constraint {
  /** The member as AWS names it in the message, such as `name`. */
  readonly member: string;
  readonly value: string | undefined;
  readonly required?: boolean;
  readonly least?: number;
  readonly most?: number;
  /** The pattern as the API reference prints it; held for the whole value. */
  readonly pattern?: string;
}

/** Throws one ValidationException that names every constraint that isn't met, in AWS's words. */
export const satisfy = (...constraints: readonly Constraint[]): void =>
  satisfyAs('ValidationException', ...constraints);

/** The same for a service that calls the exception otherwise. */
export function satisfyAs(code: string, ...constraints: readonly Constraint[]): void {
  const failures = constraints.flatMap(failuresOf);
  if (failures.length === 0) return;
  const count = failures.length === 1 ? '1 validation error' : `${failures.length} validation errors`;
  throw new AwsError(code, `${count} detected: ${failures.join('; ')}`);
}

function failuresOf({ member, value, required, least, most, pattern }: Constraint): string[] {
  if (value === undefined) {
    return required
      ? [`Value null at '${member}' failed to satisfy constraint: Member must not be null`]
      : [];
  }
  const at = `Value '${value}' at '${member}' failed to satisfy constraint: Member must`;
  const failures: string[] = [];
  if (least !== undefined && value.length < least)
    failures.push(`${at} have length greater than or equal to ${least}`);
  if (most !== undefined && value.length > most)
    failures.push(`${at} have length less than or equal to ${most}`);
  if (pattern !== undefined && !expression(pattern).test(value)) {
    failures.push(`${at} satisfy regular expression pattern: ${pattern}`);
  }
  return failures;
}

/** Classes of Unicode need the flag, under which other patterns of the reference aren't valid. */
const expression = (pattern: string): RegExp =>
  new RegExp(`^(?:${pattern})$`, pattern.includes('\\p{') ? 'u' : '');
