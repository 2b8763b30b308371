import type { Problem } from '../model/problem.js';

/** A config that doesn't pass its rules, or whose plan is refused: nothing was changed. */
export class ProblemsError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super('The config has errors.');
  }
}
