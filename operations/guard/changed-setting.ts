/** A setting of the config that changes for people when they sign in, or while they work. */
import type { Environment } from '../../model/environment.js';
import type { Location } from '../../model/problem.js';

export interface ChangedSetting {
  /** Its config path, such as `entra.conditionalAccess.signInFrequency`. */
  readonly name: string;
  /** Where the config says so; absent where it says nothing of that any more. */
  readonly location?: Location;
  /** What changes: whole sentences. */
  readonly message: string;
}

/** A change of a setting that takes something from people: it is blocked. */
export interface LostSetting {
  /** Terraform's type. */
  readonly type: string;
  /** The config path that allows it. */
  readonly name: string;
  /** What would happen: whole sentences. */
  readonly change: string;
  /** Why it is blocked, and what else can be done: whole sentences. */
  readonly why: string;
}

/** @param stands Whether the config has the setting, or what it would stand in. */
export const changedSetting = (
  { locate }: Environment,
  path: readonly string[],
  stands: boolean,
  message: string,
): ChangedSetting => ({
  name: path.join('.'),
  ...(stands ? { location: locate(path) } : {}),
  message,
});
