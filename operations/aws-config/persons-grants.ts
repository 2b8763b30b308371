/** What one person has: by name, and through the groups that AWS has them in. */
import {
  DescribeGroupCommand,
  type DescribeGroupResponse,
  GetUserIdCommand,
  type IdentitystoreClient,
  paginateListGroupMembershipsForMember,
} from '@aws-sdk/client-identitystore';
import type { Grant } from '../../model/access-model.js';
import type { GroupConfig } from '../../model/config.js';
import type { Environment } from '../../model/environment.js';
import { foldName, nameChoices, quote } from '../../model/text.js';
import type { AwsClients } from '../clouds/aws.js';
import { askAws, CloudError } from '../clouds/cloud-error.js';
import { identityStoreOf } from '../clouds/instance.js';
import { needing } from '../clouds/needing.js';
import { UserError } from '../user-error.js';

export interface Person {
  /** The user name in AWS, which is the user principal name in Entra. */
  readonly userName: string;
  /** The handles of the config's groups that the person is in. */
  readonly groups: readonly string[];
  readonly grants: readonly Grant[];
}

const PAGE = 100;
const NEEDED =
  'identitystore:GetUserId, identitystore:ListGroupMembershipsForMember and identitystore:DescribeGroup';

/**
 * Asks the identity store as it is now.
 *
 * @param name A user principal name, or the handle of a user. Throws a UserError where AWS knows no such user.
 */
export const findPerson = (
  environment: Environment,
  name: string,
  clients: Pick<AwsClients, 'identityStore'>,
): Promise<Person> => needing(NEEDED, () => readPerson(environment, name, clients));

async function readPerson(
  environment: Environment,
  name: string,
  { identityStore: client }: Pick<AwsClients, 'identityStore'>,
): Promise<Person> {
  const { config, access } = environment;
  const userName = (Object.hasOwn(config.users, name) && config.users[name]?.userPrincipalName) || name;
  const IdentityStoreId = identityStoreOf(environment);
  const userId = await findUserId(client, IdentityStoreId, userName);
  if (userId === undefined) throw new UserError(unknownUser(environment, name, userName));
  const live = await readGroups(client, IdentityStoreId, userId);
  const groups = Object.entries(config.groups)
    .filter(([handle, group]) => live.some((each) => isGroup(each, handle, group)))
    .map(([handle]) => handle);
  const users = Object.entries(config.users)
    .filter(([, { userPrincipalName }]) => foldName(userPrincipalName) === foldName(userName))
    .map(([handle]) => handle);
  return {
    userName,
    groups,
    grants: access.grants.filter(({ principal: { type, handle } }) =>
      (type === 'GROUP' ? groups : users).includes(handle),
    ),
  };
}

async function findUserId(
  client: IdentitystoreClient,
  IdentityStoreId: string,
  AttributeValue: string,
): Promise<string | undefined> {
  const AlternateIdentifier = { UniqueAttribute: { AttributePath: 'UserName', AttributeValue } };
  try {
    const { UserId } = await askAws(`identitystore GetUserId ${AttributeValue}`, () =>
      client.send(new GetUserIdCommand({ IdentityStoreId, AlternateIdentifier })),
    );
    return UserId;
  } catch (error) {
    if (error instanceof CloudError && error.kind === 'not-found') return undefined;
    throw error;
  }
}

async function readGroups(
  client: IdentitystoreClient,
  IdentityStoreId: string,
  UserId: string,
): Promise<DescribeGroupResponse[]> {
  const ids = await askAws(`identitystore ListGroupMembershipsForMember ${UserId}`, async () => {
    const found: string[] = [];
    const asked = { IdentityStoreId, MemberId: { UserId } };
    for await (const { GroupMemberships = [] } of paginateListGroupMembershipsForMember(
      { client, pageSize: PAGE },
      asked,
    ))
      found.push(...GroupMemberships.flatMap(({ GroupId }) => GroupId ?? []));
    return found;
  });
  const groups: DescribeGroupResponse[] = [];
  for (const GroupId of ids)
    groups.push(
      await askAws(`identitystore DescribeGroup ${GroupId}`, () =>
        client.send(new DescribeGroupCommand({ IdentityStoreId, GroupId })),
      ),
    );
  return groups;
}

/** One that the config names by its object id has that as its external id, where provisioning brought it. */
function isGroup(
  { DisplayName = '', ExternalIds = [] }: DescribeGroupResponse,
  handle: string,
  { name, objectId }: GroupConfig,
): boolean {
  const wanted = objectId === undefined ? (name ?? handle) : name;
  if (wanted !== undefined && foldName(DisplayName) === foldName(wanted)) return true;
  return objectId !== undefined && ExternalIds.some(({ Id }) => Id?.toLowerCase() === objectId.toLowerCase());
}

function unknownUser({ config }: Environment, name: string, userName: string): string {
  const unknown = `AWS knows no user ${quote(userName)}.`;
  if (userName.includes('@'))
    return `${unknown} Provisioning hasn’t brought them (whom it brings is who is assigned to the application), or Entra has another user principal name.`;
  const choices = nameChoices('Users of the config', Object.keys(config.users), name);
  return `${unknown} Name a user principal name such as pat@acme.example, or a user’s handle. ${choices}`;
}
