import type { Environment } from '../model/environment.js';
import type { Context } from './context.js';
import { initialize } from './initialize.js';
import { requireScimToken } from './scim-token.js';
import { synthesize } from './synthesize.js';

/** An environment's stack, synthesized and initialised. */
export interface Stack {
  readonly environment: Environment;
  /** The folder that Terraform runs in. */
  readonly folder: string;
}

/**
 * Ready to be planned. Throws a UserError where the access token for provisioning isn't at hand.
 *
 * @param initOptions Of `terraform init`, beyond what every stack takes.
 */
export async function prepareStack(
  environment: Environment,
  context: Context,
  initOptions: readonly string[] = [],
): Promise<Stack> {
  requireScimToken(environment, context);
  return createStack(environment, context, initOptions);
}

/** The same for what needs no token, such as destroying. */
export async function createStack(
  environment: Environment,
  context: Context,
  initOptions: readonly string[] = [],
): Promise<Stack> {
  context.progress.stage('Synthesizing');
  const folder = synthesize(environment);
  context.progress.stage('Initialising');
  await initialize(context, folder, initOptions);
  return { environment, folder };
}
