import { type Command, InvalidArgumentError } from 'commander';
import type { Allowance } from '../operations/guard/blocked.js';

/** What a plan may take away though it would be blocked. */
export interface GuardOptions {
  readonly allowLoss?: readonly string[];
  readonly allowLossCount?: number;
}

export function addGuardOptions(command: Command): Command {
  return command
    .option(
      '--allow-loss <name>',
      'let the plan take this away or replace it, such as groups.developers; may be repeated',
      (name: string, before: readonly string[] = []) => [...before, name],
    )
    .option(
      '--allow-loss-count <number>',
      'let so many grants go that the config has no longer, instead of guard.maxLoss',
      parseCount,
    );
}

export const readAllowance = ({ allowLoss = [], allowLossCount }: GuardOptions): Allowance => ({
  names: allowLoss,
  count: allowLossCount,
});

function parseCount(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It is a whole number.');
  return Number(text);
}
