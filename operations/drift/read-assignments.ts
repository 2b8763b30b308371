/** Reads every account assignment of an instance, in the fewest requests. */
import {
  type AccountAssignment,
  type AccountAssignmentForPrincipal,
  paginateListAccountAssignments,
  paginateListAccountAssignmentsForPrincipal,
  type SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import type { AwsConfig } from '../../model/config.js';
import { askAws } from '../clouds/cloud-error.js';
import type { Assignment, LivePermissionSet, ReadBy, StoredPrincipal } from './live.js';
import { collect } from './read-permission-sets.js';

const PAGE = 100;

type ProvisionedSet = Pick<LivePermissionSet, 'arn' | 'accounts'>;

/** A permission set in an account that it is provisioned to. */
interface Place {
  readonly PermissionSetArn: string;
  readonly AccountId: string;
}

/** In so many, each permission set in each account is looked at: that tells assignments whose group or user is gone. */
const FEW_PLACES = 250;

/**
 * By permission set and account where those are few; else by that or by group and user, whichever takes fewer requests.
 * AWS tells the latter to the management account alone.
 *
 * @param principals Undefined where they could not be read.
 */
export function chooseReadBy(
  { kind }: Pick<AwsConfig['deployer'], 'kind'>,
  permissionSets: readonly ProvisionedSet[],
  principals: readonly StoredPrincipal[] | undefined,
): ReadBy {
  const places = placesOf(permissionSets).length;
  if (kind === 'delegated' || principals === undefined || places <= FEW_PLACES)
    return 'permission set and account';
  // A page holds 100, so this much more than one request each is to be expected.
  const requests = principals.length + Math.ceil(places / PAGE);
  return requests < places ? 'group and user' : 'permission set and account';
}

export async function readAssignments(
  client: SSOAdminClient,
  InstanceArn: string,
  permissionSets: readonly ProvisionedSet[],
  principals: readonly StoredPrincipal[],
  readBy: ReadBy,
): Promise<Assignment[]> {
  const found = new Map<string, Assignment>();
  const add = (assignments: readonly Assignment[]) => {
    for (const each of assignments) found.set(Object.values(each).join(' '), each);
  };
  if (readBy === 'group and user')
    for (const principal of principals) add(await listForPrincipal(client, InstanceArn, principal));
  // A set is provisioned where somebody has it. Who the identity store doesn't know any more is found here alone.
  const explained = new Set(
    [...found.values()].map(({ permissionSetArn, accountId }) => `${permissionSetArn} ${accountId}`),
  );
  for (const place of placesOf(permissionSets)) {
    if (explained.has(`${place.PermissionSetArn} ${place.AccountId}`)) continue;
    add(await listInPlace(client, InstanceArn, place));
  }
  return [...found.values()];
}

const placesOf = (permissionSets: readonly ProvisionedSet[]): Place[] =>
  permissionSets.flatMap(({ arn, accounts }) =>
    accounts.map((AccountId) => ({ PermissionSetArn: arn, AccountId })),
  );

/** A user's are also those of its groups, each under the group's own id. */
export const listForPrincipal = (
  client: SSOAdminClient,
  InstanceArn: string,
  { type, id }: Pick<StoredPrincipal, 'type' | 'id'>,
): Promise<Assignment[]> =>
  askAws(`sso-admin ListAccountAssignmentsForPrincipal ${id}`, async () => {
    const asked = { InstanceArn, PrincipalId: id, PrincipalType: type };
    const pages = paginateListAccountAssignmentsForPrincipal({ client, pageSize: PAGE }, asked);
    return (await collect(pages, ({ AccountAssignments }) => AccountAssignments)).map(readAssignment);
  });

export const listInPlace = (
  client: SSOAdminClient,
  InstanceArn: string,
  place: Place,
): Promise<Assignment[]> =>
  askAws(`sso-admin ListAccountAssignments ${place.PermissionSetArn} in ${place.AccountId}`, async () => {
    const pages = paginateListAccountAssignments({ client, pageSize: PAGE }, { InstanceArn, ...place });
    return (await collect(pages, ({ AccountAssignments }) => AccountAssignments)).map(readAssignment);
  });

const readAssignment = ({
  PrincipalType = 'GROUP',
  PrincipalId = '',
  PermissionSetArn = '',
  AccountId = '',
}: AccountAssignment | AccountAssignmentForPrincipal): Assignment => ({
  principalType: PrincipalType,
  principalId: PrincipalId,
  permissionSetArn: PermissionSetArn,
  accountId: AccountId,
});
