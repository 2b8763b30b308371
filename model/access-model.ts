/** Who gets what where, and which config lines say so: pure, from a config that passed the rules. */
import type { Location } from './problem.js';

/** One principal's one permission set in one account. */
export interface Grant {
  readonly principal: Principal;
  /** Handle of the permission set. */
  readonly permissionSet: string;
  /** Handle of the account. */
  readonly account: string;
  /** The access lines that say so; at least one. */
  readonly because: readonly Location[];
  /** Why no account assignment is made for now, in a sentence; absent where one is. */
  readonly withheld?: string;
}

export interface Principal {
  readonly type: 'GROUP' | 'USER';
  /** Handle of the group or user. */
  readonly handle: string;
}

/** An account that access lines reach and that gets nothing, for example because it is suspended. */
export interface SkippedAccount {
  readonly account: string;
  readonly reason: string;
  readonly because: readonly Location[];
}

export interface AccessModel {
  /** Expanded, each once, sorted by principal type, principal, permission set and account. */
  readonly grants: readonly Grant[];
  readonly skipped: readonly SkippedAccount[];
}
