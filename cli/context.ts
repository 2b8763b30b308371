import type { Context } from '../operations/context.js';
import { findTerraform } from '../operations/terraform.js';
import { interruptible } from './interruption.js';
import { createProgress } from './progress.js';

/** What work needs that runs no Terraform. */
export type Surroundings = Omit<Context, 'terraform'>;

/** Runs `work` with Terraform found, progress on stderr, and Ctrl-C in order. */
export const withContext = <T>(work: (context: Context) => Promise<T>): Promise<T> =>
  withSurroundings(async (surroundings) =>
    work({ ...surroundings, terraform: await findTerraform(process.env) }),
  );

/** The same without Terraform. */
export function withSurroundings<T>(work: (surroundings: Surroundings) => Promise<T>): Promise<T> {
  return interruptible(async (signal) => {
    const progress = createProgress();
    try {
      return await work({ variables: process.env, signal, progress });
    } catch (error) {
      progress.stop();
      throw error;
    }
  });
}
