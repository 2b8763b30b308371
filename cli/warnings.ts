import { type Problem, renderProblems } from '../model/problem.js';
import type { Output } from './output.js';

/** Says the config's warnings on stderr. */
export function noteWarnings(output: Output, warnings: readonly Problem[]): void {
  if (warnings.length > 0) output.note(renderProblems(warnings));
}
