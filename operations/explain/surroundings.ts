import type { Environment } from '../../model/environment.js';

/** What an explanation may speak of. */
export interface Surroundings {
  /** The environment that was planned, where its config is at hand. */
  readonly environment?: Environment;
  /** How Terraform is run in the stack's folder, such as `terraform -chdir=cdktf.out/stacks/prod`. */
  readonly terraform: string;
}
