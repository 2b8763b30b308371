/** Reads the whole of AWS's side: the organization, the instance, who is in its store, sets, assignments, attributes. */
import {
  type AccessControlAttribute,
  DescribeInstanceAccessControlAttributeConfigurationCommand,
  type InstanceMetadata,
} from '@aws-sdk/client-sso-admin';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { type OrganizationAccount, ORGANIZATION_READ, readAccounts } from '../../accounts/organization.js';
import type { AwsClients } from '../../clouds/aws.js';
import { askAws, CloudError } from '../../clouds/cloud-error.js';
import { listInstances } from '../../clouds/instance.js';
import type { Progress } from '../../context.js';
import type { Assignment } from '../../drift/live.js';
import { chooseReadBy, readAssignments } from '../../drift/read-assignments.js';
import { listGroups, listUsers } from '../../status/read-store.js';
import type { StoredGroup, StoredUser } from '../../status/facts.js';
import { UserError } from '../../user-error.js';
import { readWholePermissionSets, SETS_READ, type WholePermissionSet } from './read-permission-sets.js';
import type { ReadingAll } from './reading-all.js';

/** So many permission sets in accounts are read one by one: whose group or user is gone is told nowhere else. */
const FEW_PLACES = 250;

export interface Instance {
  readonly arn: string;
  readonly identityStoreId: string;
}

export interface FoundInAws {
  readonly accounts: readonly OrganizationAccount[];
  readonly kind: 'management' | 'delegated';
  readonly groups: readonly StoredGroup[];
  readonly users: readonly StoredUser[];
  readonly permissionSets: readonly WholePermissionSet[];
  readonly assignments: readonly Assignment[];
  /** Whether assignments of whom AWS doesn’t know any more are all among them. */
  readonly everywhere: boolean;
  /** Attributes for access control; undefined where they aren't enabled. */
  readonly attributes: readonly AccessControlAttribute[] | undefined;
}

/** The account that the caller is in. */
export const readCaller = ({ sts }: AwsClients): Promise<string> =>
  askAws(
    'sts GetCallerIdentity',
    async () => (await sts.send(new GetCallerIdentityCommand({}))).Account ?? '',
  );

/** The organization's, where an account has one of its own beside it. Throws a UserError where there is none, or it can't be told. */
export async function readInstance(
  clients: AwsClients,
  region: string,
  reading: ReadingAll,
): Promise<Instance | undefined> {
  const instances = await reading.read<InstanceMetadata[] | undefined>('sso:ListInstances', undefined, () =>
    listInstances(clients),
  );
  if (instances === undefined) return undefined;
  const [only, ...others] = instances;
  if (only === undefined)
    throw new UserError(
      `IAM Identity Center has no instance in ${region} that this caller can see. Name its Region with --region, and run this in the management account or as the delegated administrator.`,
    );
  const shared = others.length === 0 ? [only] : await ofOrganization(clients, instances, reading);
  const [instance] = shared;
  if (instance === undefined || shared.length > 1)
    throw new UserError(
      `IAM Identity Center has several instances in ${region}, and which one is the organization’s can’t be told: ${instances.map(({ InstanceArn }) => InstanceArn).join(', ')}.`,
    );
  return { arn: instance.InstanceArn ?? '', identityStoreId: instance.IdentityStoreId ?? '' };
}

/** Those that the management account owns. */
async function ofOrganization(
  clients: AwsClients,
  instances: readonly InstanceMetadata[],
  reading: ReadingAll,
): Promise<InstanceMetadata[]> {
  const accounts = await reading.read(ORGANIZATION_READ, [], () =>
    readAccounts(clients.organizations, { stage: () => undefined }),
  );
  const management = accounts.find((account) => account.management)?.id;
  return instances.filter(({ OwnerAccountId }) => OwnerAccountId === management);
}

/** @param caller The account that the caller is in. */
export async function readAws(
  clients: AwsClients,
  { arn, identityStoreId }: Instance,
  caller: string,
  reading: ReadingAll,
  progress: Progress,
): Promise<FoundInAws> {
  const { ssoAdmin, identityStore } = clients;
  const accounts = await reading.read(ORGANIZATION_READ, [], () =>
    readAccounts(clients.organizations, progress),
  );
  progress.stage('Reading groups and users of AWS');
  const groups = await reading.read('identitystore:ListGroups', [], () =>
    listGroups(identityStore, identityStoreId),
  );
  const users = await reading.read('identitystore:ListUsers', [], () =>
    listUsers(identityStore, identityStoreId),
  );
  progress.stage('Reading permission sets');
  const permissionSets = await reading.read(SETS_READ, [], () => readWholePermissionSets(ssoAdmin, arn));
  const kind = accounts.some(({ id, management }) => management && id === caller)
    ? 'management'
    : 'delegated';
  const principals = [
    ...groups.map(({ id, displayName: name }) => ({ type: 'GROUP' as const, id, name })),
    ...users.map(({ id, userName: name }) => ({ type: 'USER' as const, id, name })),
  ];
  const places = permissionSets.reduce((sum, { accounts: { length } }) => sum + length, 0);
  const readBy =
    places <= FEW_PLACES ? 'permission set and account' : chooseReadBy({ kind }, permissionSets, principals);
  progress.stage(`Reading account assignments by ${readBy}`);
  const assignments = await reading.read(
    readBy === 'group and user'
      ? 'sso:ListAccountAssignmentsForPrincipal and sso:ListAccountAssignments'
      : 'sso:ListAccountAssignments',
    [],
    () => readAssignments(ssoAdmin, arn, permissionSets, principals, readBy),
  );
  const attributes = await reading.read(
    'sso:DescribeInstanceAccessControlAttributeConfiguration',
    undefined,
    () => readAttributes(clients, arn),
  );
  const everywhere = readBy === 'permission set and account';
  return { accounts, kind, groups, users, permissionSets, assignments, everywhere, attributes };
}

async function readAttributes(
  { ssoAdmin: client }: AwsClients,
  InstanceArn: string,
): Promise<readonly AccessControlAttribute[] | undefined> {
  const request = 'sso-admin DescribeInstanceAccessControlAttributeConfiguration';
  try {
    const { InstanceAccessControlAttributeConfiguration: found } = await askAws(request, () =>
      client.send(new DescribeInstanceAccessControlAttributeConfigurationCommand({ InstanceArn })),
    );
    return found?.AccessControlAttributes ?? [];
  } catch (error) {
    if (error instanceof CloudError && error.kind === 'not-found') return undefined;
    throw error;
  }
}
