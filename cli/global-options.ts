import type { Command } from 'commander';

/** Options that every command takes, before or after its name. */
export interface GlobalOptions {
  /** The config directory. */
  readonly config: string;
  readonly json: boolean;
}

export function addGlobalOptions(program: Command): Command {
  return program
    .option('--config <directory>', 'where the environments are', 'config')
    .option('--json', 'write JSON to stdout, and everything else to stderr', false);
}
