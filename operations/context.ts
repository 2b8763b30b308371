import type { Terraform } from './terraform.js';

/** What every operation that runs Terraform needs of its surroundings. */
export interface Context {
  readonly terraform: Terraform;
  /** The environment variables that Terraform sees. */
  readonly variables: NodeJS.ProcessEnv;
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** Where long work says how far it is. */
export interface Progress {
  /** A stage begins; it lasts until the next one begins or `finish` is called. */
  stage(text: string): void;
  /** How far the stage is, such as `12 of 240`. */
  detail(text: string): void;
  /** The last stage is over: the terminal is free for other text. */
  finish(): void;
  /** The stage under way has failed or was interrupted. */
  stop(): void;
}
