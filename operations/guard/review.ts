/** What a plan means for people: who gains, who loses, and what of that is blocked. Pure. */
import type { Environment } from '../../model/environment.js';
import type { PlannedChange } from '../terraform-message.js';
import { type AccessDiff, diffAccess } from './access-diff.js';
import { type Allowance, type Blocked, findBlocked } from './blocked.js';
import type { ChangedMembers } from './changed-members.js';
import { type ChangedPermissionSet, findChangedPermissionSets } from './changed-permission-sets.js';
import { findLikelyRenames, type LikelyRename } from './likely-renames.js';
import { findLosses } from './losses.js';
import { createGrantReader } from './planned-grants.js';
import { readPlannedObjects } from './planned-object.js';

export interface Review {
  readonly access: AccessDiff;
  readonly changed: readonly ChangedPermissionSet[];
  readonly members: readonly ChangedMembers[];
  /** What may be no loss at all. */
  readonly likelyRenames: readonly LikelyRename[];
  /** A plan with any is neither saved nor applied. */
  readonly blocked: readonly Blocked[];
}

/**
 * @param allowance Absent where everything may go.
 * Throws a UserError for an allowance that names nothing in the plan.
 */
export function reviewPlan(
  environment: Environment,
  changes: readonly PlannedChange[],
  members: readonly ChangedMembers[],
  allowance?: Allowance,
): Review {
  const grants = createGrantReader(environment);
  const objects = readPlannedObjects(changes);
  const access = diffAccess(objects, grants);
  return {
    access,
    changed: findChangedPermissionSets(environment, objects),
    members,
    likelyRenames: findLikelyRenames(environment, access),
    blocked:
      allowance === undefined
        ? []
        : findBlocked(environment, findLosses(environment, objects, grants), allowance),
  };
}
