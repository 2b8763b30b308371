import { page, type PageInput } from '../page.js';
import type { Session, UserRecord } from '../state.js';
import {
  filterBy,
  findIdentityStore,
  notFound,
  uniqueValue,
  type AlternateIdentifier,
  type Filter,
  type IdentityStoreInput,
} from './alternate-identifier.js';
import { type ExternalId, externalIds } from './external-ids.js';

/** Of its attributes, what the sandbox has a use for. */
export interface User extends IdentityStoreInput {
  readonly UserId: string;
  readonly UserName: string;
  readonly DisplayName: string;
  readonly Name: { readonly GivenName: string; readonly FamilyName: string };
  /** Only of those that were provisioned. */
  readonly ExternalIds?: readonly ExternalId[];
}

/** identitystore: users. */
export const userOperations = {
  ListUsers(session: Session, input: IdentityStoreInput & PageInput & { Filters?: readonly Filter[] }) {
    findIdentityStore(session, 'ListUsers', input);
    const users = filterBy(
      session.state.users.values(),
      input.Filters,
      'UserName',
      ({ attributes }) => attributes.userName,
    );
    const { items, NextToken } = page(users, input);
    return {
      Users: items.map((user) => describe(user, input)),
      NextToken,
    };
  },

  DescribeUser(session: Session, input: IdentityStoreInput & { UserId: string }): User {
    findIdentityStore(session, 'DescribeUser', input);
    const user = session.state.users.get(input.UserId);
    if (!user) throw notFound('USER');
    return describe(user, input);
  },

  /** By `UserName`. */
  GetUserId(session: Session, input: IdentityStoreInput & { AlternateIdentifier: AlternateIdentifier }) {
    findIdentityStore(session, 'GetUserId', input);
    const name = uniqueValue(input.AlternateIdentifier, 'UserName');
    const user = [...session.state.users.values()].find(({ attributes }) => attributes.userName === name);
    if (!user) throw notFound('USER');
    return { UserId: user.UserId, IdentityStoreId: input.IdentityStoreId };
  },
};

const describe = ({ UserId, attributes }: UserRecord, { IdentityStoreId }: IdentityStoreInput): User => ({
  UserId,
  UserName: attributes.userName,
  DisplayName: attributes.displayName,
  Name: { GivenName: attributes.name.givenName, FamilyName: attributes.name.familyName },
  IdentityStoreId,
  ...externalIds(attributes),
});
