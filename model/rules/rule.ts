/** What a rule is given, and what it gives. */
import type { Draft } from '../draft.js';
import type { Location, Problem } from '../problem.js';
import type { ReadText } from '../read-text.js';
import type { ParsedMetadata } from '../saml-metadata.js';
import type { AccountIndex, ResolvedLine } from '../targets.js';

export interface RuleInput {
  /** The parts that have the right shape. */
  readonly draft: Draft;
  /** The united config as plain data, whatever its shape. */
  readonly value: unknown;
  /** The name of the environment's file without its extension. */
  readonly stem: string;
  readonly today: Date;
  /** AWS's metadata; absent where the config names no file. */
  readonly metadata?: ParsedMetadata;
  /** The inline policies by their permission sets' handles. */
  readonly inlinePolicies: ReadonlyMap<string, ReadText>;
  readonly accounts: AccountIndex;
  readonly lines: readonly ResolvedLine[];
  /** Where a path of the united config stands, or the nearest thing above it. */
  locate(path: readonly (string | number)[]): Location;
}

/** Never throws. */
export type Rule = (input: RuleInput) => Problem[];
