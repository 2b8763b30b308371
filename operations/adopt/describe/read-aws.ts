/** Reads the whole of AWS's side: the organization, the instance, who is in its store, sets, assignments, attributes. */
import { DescribeOrganizationCommand } from '@aws-sdk/client-organizations';
import {
  type AccessControlAttribute,
  DescribeInstanceAccessControlAttributeConfigurationCommand,
  type InstanceMetadata,
} from '@aws-sdk/client-sso-admin';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { type OrganizationAccount, readAccounts } from '../../accounts/organization.js';
import type { AwsClients } from '../../clouds/aws.js';
import { askAws, CloudError } from '../../clouds/cloud-error.js';
import { listInstances } from '../../clouds/instance.js';
import type { Progress } from '../../context.js';
import type { Assignment } from '../../drift/live.js';
import { chooseReadBy, readAssignments } from '../../drift/read-assignments.js';
import { listGroups, listUsers } from '../../status/read-store.js';
import type { StoredGroup, StoredUser } from '../../status/facts.js';
import { UserError } from '../../user-error.js';
import { readWholePermissionSets, type WholePermissionSet } from './read-permission-sets.js';
import type { ReadingAll } from './reading-all.js';

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

/**
 * The organization's, where accounts have some of their own beside it. Undefined where a refusal keeps it from being
 * told.
 *
 * @throws UserError where there is none, or no organization.
 */
export async function readInstance(
  clients: AwsClients,
  region: string,
  reading: ReadingAll,
): Promise<Instance | undefined> {
  const instances = await reading.readAws([], () => listInstances(clients));
  const management = await reading.readAws(undefined, () => readManagement(clients));
  const shared = instances.filter(
    ({ OwnerAccountId }) => management === undefined || OwnerAccountId === management,
  );
  const [instance, ...others] = shared;
  if (instance !== undefined && others.length === 0)
    return { arn: instance.InstanceArn ?? '', identityStoreId: instance.IdentityStoreId ?? '' };
  if (reading.isRefused) return undefined;
  const found = instances.length === 0 ? 'no instance' : 'only instances of single accounts';
  throw new UserError(
    `IAM Identity Center has ${found} in ${region} that this caller can see${listOwners(instances)}. Name the Region of the organization’s with --region, and run this in the management account or as the delegated administrator.`,
  );
}

async function readManagement({ organizations }: AwsClients): Promise<string | undefined> {
  try {
    return await askAws('organizations DescribeOrganization', async () => {
      const { Organization } = await organizations.send(new DescribeOrganizationCommand({}));
      return Organization?.MasterAccountId;
    });
  } catch (error) {
    if (!(error instanceof CloudError && error.output.startsWith('AWSOrganizationsNotInUse'))) throw error;
    throw new UserError(
      'The caller’s account is in no organization, and this program keeps the IAM Identity Center of one. Run this in the management account or as the delegated administrator.',
    );
  }
}

const listOwners = (instances: readonly InstanceMetadata[]): string =>
  instances.length === 0
    ? ''
    : ` (${instances.map(({ InstanceArn, OwnerAccountId }) => `${InstanceArn} of ${OwnerAccountId}`).join(', ')})`;

/** @param caller The account that the caller is in. */
export async function readAws(
  clients: AwsClients,
  { arn, identityStoreId }: Instance,
  caller: string,
  reading: ReadingAll,
  progress: Progress,
): Promise<FoundInAws> {
  const { organizations, ssoAdmin, identityStore } = clients;
  const accounts = await reading.readAws([], () => readAccounts(organizations, progress));
  progress.stage('Reading groups and users of AWS');
  const groups = await reading.readAws([], () => listGroups(identityStore, identityStoreId));
  const users = await reading.readAws([], () => listUsers(identityStore, identityStoreId));
  progress.stage('Reading permission sets');
  const permissionSets = await reading.readAws([], () => readWholePermissionSets(ssoAdmin, arn));
  const kind = accounts.some(({ id, management }) => management && id === caller)
    ? 'management'
    : 'delegated';
  const principals = [
    ...groups.map(({ id, displayName: name }) => ({ type: 'GROUP' as const, id, name })),
    ...users.map(({ id, userName: name }) => ({ type: 'USER' as const, id, name })),
  ];
  const readBy = chooseReadBy({ kind }, permissionSets, principals);
  progress.stage(`Reading account assignments by ${readBy}`);
  const assignments = await reading.readAws([], () =>
    readAssignments(ssoAdmin, arn, permissionSets, principals, readBy),
  );
  const attributes = await reading.readAws(undefined, () => readAttributes(clients, arn));
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
