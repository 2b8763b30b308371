/** What a plan means for people: who gains, who loses, and what of that is blocked. Pure. */
import type { Environment } from '../../model/environment.js';
import type { Beyond } from '../drift/finding.js';
import type { PlannedChange } from '../terraform-message.js';
import { type AccessDiff, diffAccess } from './access-diff.js';
import { type Allowance, type Blocked, findBlocked } from './blocked.js';
import { findChangedApplication, findLostSignIn, SERVICE_PRINCIPAL } from './changed-application.js';
import { findChangedConditionalAccess, findLostDemands } from './changed-conditional-access.js';
import { findChangedEmergencyAccess } from './changed-emergency-access.js';
import { type ChangedMembers, findChangedMembers, mayChangeMembers } from './changed-members.js';
import { type ChangedPermissionSet, findChangedPermissionSets } from './changed-permission-sets.js';
import { findChangedSessionTags, SESSION_TAGS, wordSessionTag } from './changed-session-tags.js';
import type { ChangedSetting } from './changed-setting.js';
import { findLosses, findLostTags, loseSetting, markRenamed } from './losses.js';
import { createGrantReader } from './planned-grants.js';
import { type PlannedObject, readPlannedObjects, readTakenOver } from './planned-object.js';
import type { PlanValues } from './plan-values.js';
import { CONDITIONAL_ACCESS } from './policy-scope.js';
import { findRenames, findReplacedSets, mayRename } from './renames.js';

export interface Review {
  readonly access: AccessDiff;
  /** What stands on what is taken over and the config doesn't have. */
  readonly comesWith: readonly Beyond[];
  readonly changed: readonly ChangedPermissionSet[];
  readonly members: readonly ChangedMembers[];
  /** What provisioning signs in to AWS with changes: its endpoint, its token or its settings. */
  readonly provisioning: boolean;
  /** Who can sign in, what that demands, what sessions carry, and emergency access. */
  readonly signIn: readonly ChangedSetting[];
  /** A plan with any is neither saved nor applied. */
  readonly blocked: readonly Blocked[];
}

/** Whether a review needs the plan's values: reading them takes a while for 5,000 objects. */
export const needsValues = (changes: readonly PlannedChange[]): boolean =>
  mayChangeMembers(changes) || mayRename(changes) || mayChangeSignIn(changes);

const SIGN_IN = [CONDITIONAL_ACCESS, ...Object.values(SESSION_TAGS)];

const mayChangeSignIn = (changes: readonly PlannedChange[]): boolean =>
  changes.some(({ address, action }) => {
    const [type = '', name = ''] = address.split('.');
    if (type === SERVICE_PRINCIPAL && action === 'update') return true;
    return SIGN_IN.includes(type) || /^(emergency|workload)-/.test(name);
  });

/**
 * @param values Absent where the review doesn't need them.
 * @param allowance Absent where everything may go.
 * Throws a UserError for an allowance that names nothing in the plan.
 */
export function reviewPlan(
  environment: Environment,
  changes: readonly PlannedChange[],
  values?: PlanValues,
  allowance?: Allowance,
  comesWith: readonly Beyond[] = [],
): Review {
  const grants = createGrantReader(environment);
  const objects = readPlannedObjects(changes);
  const access = diffAccess(objects, readTakenOver(changes), grants);
  const renames = [
    ...(values ? findRenames(values) : []),
    ...findReplacedSets(access).filter(({ from }) => isGoing(objects, from)),
  ];
  const tags = values ? findChangedSessionTags(values) : [];
  const settings = [
    ...(values ? findLostSignIn(environment, objects, values) : []),
    ...(values ? findLostDemands(environment, values) : []),
    ...findLostTags(tags),
  ];
  const losses = [
    ...markRenamed(findLosses(environment, objects, grants), renames),
    ...settings.map(loseSetting),
  ];
  return {
    access,
    comesWith,
    changed: findChangedPermissionSets(environment, objects),
    provisioning: changes.some(
      ({ address, action }) => action === 'update' && address.startsWith('azuread_synchronization_secret.'),
    ),
    members: values ? findChangedMembers(environment, values) : [],
    signIn: [
      ...(values ? findChangedApplication(environment, objects, values) : []),
      ...(values ? findChangedConditionalAccess(environment, values) : []),
      ...tags.map((tag) => wordSessionTag(environment, tag)),
      ...(values ? findChangedEmergencyAccess(environment, objects, values) : []),
    ],
    blocked: allowance === undefined ? [] : findBlocked(environment, losses, allowance, comesWith),
  };
}

/** Whether a permission set, by its config path, is destroyed. */
const isGoing = (objects: readonly PlannedObject[], path: string): boolean =>
  objects.some(
    ({ kind, effect, parts: [handle] }) =>
      kind === 'permission-set' && effect === 'destroyed' && path === `permissionSets.${handle}`,
  );
