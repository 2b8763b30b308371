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

export type User = UserRecord & IdentityStoreInput;

/** identitystore: users. */
export const userOperations = {
  ListUsers(session: Session, input: IdentityStoreInput & PageInput & { Filters?: readonly Filter[] }) {
    findIdentityStore(session, 'ListUsers', input);
    const users = filterBy(
      session.state.users.values(),
      input.Filters,
      'UserName',
      ({ UserName }) => UserName,
    );
    const { items, NextToken } = page(users, input);
    return {
      Users: items.map((user): User => ({ ...user, IdentityStoreId: input.IdentityStoreId })),
      NextToken,
    };
  },

  DescribeUser(session: Session, input: IdentityStoreInput & { UserId: string }): User {
    findIdentityStore(session, 'DescribeUser', input);
    const user = session.state.users.get(input.UserId);
    if (!user) throw notFound('USER');
    return { ...user, IdentityStoreId: input.IdentityStoreId };
  },

  /** By `UserName`. */
  GetUserId(session: Session, input: IdentityStoreInput & { AlternateIdentifier: AlternateIdentifier }) {
    findIdentityStore(session, 'GetUserId', input);
    const name = uniqueValue(input.AlternateIdentifier, 'UserName');
    const user = [...session.state.users.values()].find(({ UserName }) => UserName === name);
    if (!user) throw notFound('USER');
    return { UserId: user.UserId, IdentityStoreId: input.IdentityStoreId };
  },
};
