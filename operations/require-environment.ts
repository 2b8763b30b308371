import type { Environment } from '../model/environment.js';
import { loadEnvironment } from '../model/load.js';
import type { Problem } from '../model/problem.js';
import { ProblemsError } from './problems-error.js';

/** Loads one environment with its warnings. Throws a ProblemsError that holds every problem where one is an error. */
export function requireEnvironment(
  directory: string,
  name: string,
): { environment: Environment; warnings: readonly Problem[] } {
  const { environment, problems } = loadEnvironment(directory, name, { today: new Date() });
  if (environment === undefined || problems.some(({ severity }) => severity === 'error'))
    throw new ProblemsError(problems);
  return { environment, warnings: problems };
}
