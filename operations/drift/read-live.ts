/** Reads both clouds for drift, in bulk. */
import type { Environment } from '../../model/environment.js';
import { findInstanceArn, identityStoreOf } from '../clouds/instance.js';
import type { Clouds } from '../clouds/clouds.js';
import { needing } from '../clouds/needing.js';
import type { Progress } from '../context.js';
import { read, type Reading, type Unread } from '../status/reading.js';
import { readStore } from '../status/read-store.js';
import type { StoreFacts } from '../status/facts.js';
import type { Live, LiveAws, StoredPrincipal } from './live.js';
import { readApplications } from './read-applications.js';
import { chooseReadBy, readAssignments } from './read-assignments.js';
import { readPermissionSets } from './read-permission-sets.js';

const SETS_READ =
  'sso:ListPermissionSets, sso:DescribePermissionSet, sso:ListAccountsForProvisionedPermissionSet, sso:ListManagedPoliciesInPermissionSet, sso:ListCustomerManagedPolicyReferencesInPermissionSet, sso:GetInlinePolicyForPermissionSet and sso:GetPermissionsBoundaryForPermissionSet';

/** Throws a UserError where AWS has no instance that fits. What is refused to the caller is told in `unread`. */
export async function readLive(
  environment: Environment,
  clouds: Clouds,
  progress: Pick<Progress, 'stage'>,
): Promise<Live> {
  progress.stage('Reading Entra');
  const { applications, groupNames, unread } = await readApplications(environment, clouds.graph);
  progress.stage('Reading permission sets');
  const instanceArn = await needing('sso:ListInstances', () => findInstanceArn(environment, clouds.aws));
  const names = Object.entries(environment.config.permissionSets).map(([handle, { name = handle }]) => name);
  const sets = await read(SETS_READ, () =>
    readPermissionSets(clouds.aws.ssoAdmin, instanceArn, new Set(names)),
  );
  progress.stage('Reading groups and users of AWS');
  const store = await readStore(clouds.aws, identityStoreOf(environment), []);
  const principals = principalsOf(store);
  const permissionSets = foundOf(sets);
  const readBy = chooseReadBy(environment.config.aws.deployer, permissionSets ?? [], principals);
  progress.stage(`Reading account assignments by ${readBy}`);
  const assignments = await read(
    readBy === 'group and user'
      ? 'sso:ListAccountAssignmentsForPrincipal and sso:ListAccountAssignments'
      : 'sso:ListAccountAssignments',
    () => readAssignments(clouds.aws.ssoAdmin, instanceArn, permissionSets ?? [], principals ?? [], readBy),
  );
  const aws: LiveAws = {
    principals,
    permissionSets,
    assignments: permissionSets && foundOf(assignments),
    readBy,
  };
  return {
    instanceArn,
    aws,
    applications,
    groupNames,
    unread: [...unread, ...unreadOf(sets, store.users, store.groups, assignments)],
  };
}

/** Undefined where users or groups could not be read. */
function principalsOf({ users, groups }: StoreFacts): StoredPrincipal[] | undefined {
  if ('unread' in users || 'unread' in groups) return undefined;
  return [
    ...groups.found.map(({ id, displayName: name }) => ({ type: 'GROUP' as const, id, name })),
    ...users.found.map(({ id, userName: name }) => ({ type: 'USER' as const, id, name })),
  ];
}

const foundOf = <T>(reading: Reading<T>): T | undefined => ('found' in reading ? reading.found : undefined);

const unreadOf = (...readings: readonly Reading<unknown>[]): Unread[] =>
  readings.flatMap((reading) => ('unread' in reading ? [reading.unread] : []));
