import type { AwsSeed, UserSeed } from '../../seed.js';
import { ENTERPRISE, type UserAttributes } from '../scim/user-attributes.js';
import { newPrincipalId, type Directory, type GroupRecord, type UserRecord } from '../state.js';

/**
 * The groups and users that the seed says were provisioned already, with what SCIM would have brought: attributes, and
 * members that were provisioned themselves. Members of dynamic groups come with the next provisioning cycle, and so do
 * external ids.
 */
export function provisionedPrincipals(
  { identityStoreId, provisioned }: AwsSeed,
  now: Date,
  directory: Directory = { groups: [], users: [] },
): { groups: Map<string, GroupRecord>; users: Map<string, UserRecord> } {
  const times = { created: now, modified: now };
  const users = provisioned.users.map((name): UserRecord => {
    const seed = directory.users.find(({ userPrincipalName }) => userPrincipalName === name);
    return { UserId: newPrincipalId(identityStoreId), attributes: attributesOf(name, seed), ...times };
  });
  const groups = provisioned.groups.map((displayName): GroupRecord => {
    const seed = directory.groups.find((group) => group.displayName === displayName);
    const members = users.filter(({ attributes }) => seed?.members?.includes(attributes.userName));
    return {
      GroupId: newPrincipalId(identityStoreId),
      attributes: { displayName },
      members: new Set(members.map(({ UserId }) => UserId)),
      ...times,
    };
  });
  return {
    groups: new Map(groups.map((group) => [group.GroupId, group])),
    users: new Map(users.map((user) => [user.UserId, user])),
  };
}

/** A name that the seed doesn't know is the user name. */
function attributesOf(userName: string, seed?: UserSeed): UserAttributes {
  return {
    userName,
    displayName: seed?.displayName ?? userName,
    name: { givenName: seed?.givenName ?? userName, familyName: seed?.surname ?? userName },
    active: seed?.accountEnabled ?? true,
    ...(seed?.jobTitle === undefined ? {} : { title: seed.jobTitle }),
    ...(seed?.department === undefined ? {} : { [ENTERPRISE]: { department: seed.department } }),
  };
}
