/** Reads the identity store: who provisioning brought to AWS. */
import {
  paginateListGroupMemberships,
  paginateListGroups,
  paginateListUsers,
} from '@aws-sdk/client-identitystore';
import type { AwsClients } from '../clouds/aws.js';
import { askAws } from '../clouds/cloud-error.js';
import { foldName } from '../../model/text.js';
import type { StoredGroup, StoredUser, StoreFacts } from './facts.js';
import { read, type Reading } from './reading.js';

const PAGE = 100;

/** @param granted Display names of the groups whose members are wanted. */
export async function readStore(
  { identityStore: client }: AwsClients,
  IdentityStoreId: string,
  granted: readonly string[],
): Promise<StoreFacts> {
  const users = await read('identitystore:ListUsers', () => listUsers(client, IdentityStoreId));
  const groups = await read('identitystore:ListGroups', () => listGroups(client, IdentityStoreId));
  const wanted = new Set(granted.map(foldName));
  const of =
    'found' in groups ? groups.found.filter(({ displayName }) => wanted.has(foldName(displayName))) : [];
  const members: Reading<ReadonlyMap<string, ReadonlySet<string>>> =
    'unread' in groups
      ? groups
      : await read('identitystore:ListGroupMemberships', async () => {
          const found = new Map<string, ReadonlySet<string>>();
          for (const { id } of of) found.set(id, await listMembers(client, IdentityStoreId, id));
          return found;
        });
  return { users, groups, members };
}

type Client = AwsClients['identityStore'];

export const listUsers = (client: Client, IdentityStoreId: string): Promise<StoredUser[]> =>
  askAws('identitystore ListUsers', async () => {
    const users: StoredUser[] = [];
    for await (const { Users = [] } of paginateListUsers({ client, pageSize: PAGE }, { IdentityStoreId }))
      for (const { UserId: id = '', UserName: userName = '', ExternalIds = [] } of Users)
        users.push({ id, userName, external: ExternalIds.length > 0 });
    return users;
  });

export const listGroups = (client: Client, IdentityStoreId: string): Promise<StoredGroup[]> =>
  askAws('identitystore ListGroups', async () => {
    const groups: StoredGroup[] = [];
    for await (const { Groups = [] } of paginateListGroups({ client, pageSize: PAGE }, { IdentityStoreId }))
      for (const { GroupId: id = '', DisplayName: displayName = '', ExternalIds = [] } of Groups)
        groups.push({
          id,
          displayName,
          external: ExternalIds.length > 0,
          externalId: ExternalIds.length === 1 ? ExternalIds[0]?.Id : undefined,
        });
    return groups;
  });

const listMembers = (
  client: Client,
  IdentityStoreId: string,
  GroupId: string,
): Promise<ReadonlySet<string>> =>
  askAws(`identitystore ListGroupMemberships ${GroupId}`, async () => {
    const ids = new Set<string>();
    const pages = paginateListGroupMemberships({ client, pageSize: PAGE }, { IdentityStoreId, GroupId });
    for await (const { GroupMemberships = [] } of pages)
      for (const { MemberId } of GroupMemberships) ids.add(MemberId?.UserId ?? '');
    return ids;
  });
