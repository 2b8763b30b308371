import type { Environment } from '../../model/environment.js';
import { error } from '../../model/problem.js';
import type { S3State } from '../../stacks/bootstrap-stack.js';
import { ProblemsError } from '../problems-error.js';

/** The bucket that keeps an environment's state. Throws a ProblemsError where the state is kept by something else. */
export function requireS3({ config: { state }, locate }: Environment): S3State {
  if (state.s3 !== undefined) return state.s3;
  throw new ProblemsError([
    error(
      locate(['state']),
      `bootstrap makes the storage of \`s3\` alone, and this is \`${Object.keys(state)[0]}\`.`,
      'docs/state.md says how the storage of the others is made.',
    ),
  ]);
}
