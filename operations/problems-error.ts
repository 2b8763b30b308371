import type { Problem } from '../model/problem.js';

/** A config that doesn't pass its rules: nothing was written. */
export class ProblemsError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super('The config has errors.');
  }
}
