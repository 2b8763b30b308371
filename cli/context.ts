import type { Context } from '../operations/context.js';
import { findTerraform } from '../operations/terraform.js';
import { interruptible } from './interruption.js';
import { createProgress } from './progress.js';

/** Runs `work` with Terraform found, progress on stderr, and Ctrl-C in order. */
export function withContext<T>(work: (context: Context) => Promise<T>): Promise<T> {
  return interruptible(async (signal) => {
    const terraform = await findTerraform(process.env);
    const progress = createProgress();
    try {
      return await work({ terraform, variables: process.env, signal, progress });
    } catch (error) {
      progress.stop();
      throw error;
    }
  });
}
