import { page, type PageInput } from '../page.js';
import type { GroupRecord, Session } from '../state.js';
import {
  filterBy,
  findIdentityStore,
  notFound,
  uniqueValue,
  type AlternateIdentifier,
  type Filter,
  type IdentityStoreInput,
} from './alternate-identifier.js';

export type Group = GroupRecord & IdentityStoreInput;

/** identitystore: groups. */
export const groupOperations = {
  ListGroups(session: Session, input: IdentityStoreInput & PageInput & { Filters?: readonly Filter[] }) {
    findIdentityStore(session, 'ListGroups', input);
    const groups = filterBy(
      session.state.groups.values(),
      input.Filters,
      'DisplayName',
      ({ DisplayName }) => DisplayName,
    );
    const { items, NextToken } = page(groups, input);
    return {
      Groups: items.map((group): Group => ({ ...group, IdentityStoreId: input.IdentityStoreId })),
      NextToken,
    };
  },

  DescribeGroup(session: Session, input: IdentityStoreInput & { GroupId: string }): Group {
    findIdentityStore(session, 'DescribeGroup', input);
    const group = session.state.groups.get(input.GroupId);
    if (!group) throw notFound('GROUP');
    return { ...group, IdentityStoreId: input.IdentityStoreId };
  },

  /** By `DisplayName`. */
  GetGroupId(session: Session, input: IdentityStoreInput & { AlternateIdentifier: AlternateIdentifier }) {
    findIdentityStore(session, 'GetGroupId', input);
    const name = uniqueValue(input.AlternateIdentifier, 'DisplayName');
    const group = [...session.state.groups.values()].find(({ DisplayName }) => DisplayName === name);
    if (!group) throw notFound('GROUP');
    return { GroupId: group.GroupId, IdentityStoreId: input.IdentityStoreId };
  },
};
