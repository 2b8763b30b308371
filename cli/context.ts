import type { Context } from '../operations/context.js';
import { findTerraform } from '../operations/terraform.js';
import { isLogWithoutFile } from '../operations/terraform-log.js';
import { interruptible } from './interruption.js';
import { NotedProgress } from './noted-progress.js';
import { createProgress } from './progress.js';

/** What work needs that runs no Terraform. */
export type Surroundings = Omit<Context, 'terraform'>;

/** Runs `work` with Terraform found, progress on stderr, and Ctrl-C in order. */
export const withContext = <T>(work: (context: Context) => Promise<T>): Promise<T> =>
  withSurroundings(async (surroundings) => {
    if (isLogWithoutFile(process.env))
      process.stderr.write(
        'Terraform’s log is left out: providers write secrets into it, and here it would stand among errors. Set TF_LOG_PATH to a file for it, and keep that file to yourself.\n',
      );
    return work({ ...surroundings, terraform: await findTerraform(process.env) });
  });

/** The same without Terraform. */
export function withSurroundings<T>(work: (surroundings: Surroundings) => Promise<T>): Promise<T> {
  const progress = new NotedProgress(createProgress());
  return interruptible(async (signal) => {
    try {
      return await work({ variables: process.env, signal, progress });
    } catch (error) {
      progress.stop();
      throw error;
    }
  }, progress.current);
}
