import { join } from 'node:path';
import type { Environment } from '../model/environment.js';
import { explainRefusedWrite } from './recovery/write-whole.js';

/** Where cdktf's own command keeps stacks too, so that both share what `terraform init` made. */
const OUTPUT = 'cdktf.out';

/** The folder of an environment's stack, which Terraform runs in. */
export const stackFolder = (environment: string): string => join(OUTPUT, 'stacks', environment);

/** The file of that folder that holds the synthesized stack. */
export const STACK_FILE = 'cdk.tf.json';

/** Terraform's dependency lock file beside it: which provider builds were chosen. */
export const LOCK_FILE = '.terraform.lock.hcl';

/**
 * Synthesizes one environment to `cdktf.out/stacks/<name>/cdk.tf.json` and returns the folder. The environment has
 * passed its rules, so nothing is written for a config with errors. Throws a UserError where the folder can't be written.
 */
export function synthesize(environment: Environment): string {
  /* cdktf takes 0.3 s to load, so only what synthesizes loads it. */
  /* eslint-disable @typescript-eslint/no-require-imports */
  const { App } = require('cdktf') as typeof import('cdktf');
  const { FederationStack } =
    require('../stacks/federation-stack.js') as typeof import('../stacks/federation-stack.js');
  /* eslint-enable @typescript-eslint/no-require-imports */
  const folder = stackFolder(environment.name);
  withoutStackTraces(() => {
    const app = new App({ outdir: OUTPUT, hclOutput: false });
    new FederationStack(app, environment);
    try {
      app.synth();
    } catch (error) {
      throw explainRefusedWrite(error, join(folder, STACK_FILE)) ?? error;
    }
  });
  return folder;
}

/** cdktf takes a stack trace for each token it makes; writing them out is a tenth of a large synthesis. */
function withoutStackTraces(work: () => void): void {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = () => '';
  try {
    work();
  } finally {
    // What was thrown meanwhile has its trace written when it is first read.
    Error.prepareStackTrace = prepareStackTrace;
  }
}
