import type { Command } from 'commander';
import { shellWord } from '../operations/shell-word.js';

/** Options that every command takes, before or after its name. */
export interface GlobalOptions {
  /** The config directory. */
  readonly config: string;
  readonly json: boolean;
}

const DEFAULT_CONFIG = 'config';

/** The option as a command that is named to somebody takes it; nothing where it is the default. */
export const configFlag = (config: string): string =>
  config === DEFAULT_CONFIG ? '' : ` --config ${shellWord(config)}`;

export function addGlobalOptions(program: Command): Command {
  return program
    .option('--config <directory>', 'where the environments are', DEFAULT_CONFIG)
    .option('--json', 'write JSON to stdout, and everything else to stderr', false);
}
