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
import { type ExternalId, externalIds } from './external-ids.js';

export interface Group extends IdentityStoreInput {
  readonly GroupId: string;
  readonly DisplayName: string;
  /** Only of those that were provisioned. */
  readonly ExternalIds?: readonly ExternalId[];
}

/** identitystore: groups. */
export const groupOperations = {
  ListGroups(session: Session, input: IdentityStoreInput & PageInput & { Filters?: readonly Filter[] }) {
    findIdentityStore(session, 'ListGroups', input);
    const groups = filterBy(
      session.state.groups.values(),
      input.Filters,
      'DisplayName',
      ({ attributes }) => attributes.displayName,
    );
    const { items, NextToken } = page(groups, input);
    return {
      Groups: items.map((group) => describe(group, input)),
      NextToken,
    };
  },

  DescribeGroup(session: Session, input: IdentityStoreInput & { GroupId: string }): Group {
    findIdentityStore(session, 'DescribeGroup', input);
    const group = session.state.groups.get(input.GroupId);
    if (!group) throw notFound('GROUP');
    return describe(group, input);
  },

  /** By `DisplayName`. */
  GetGroupId(session: Session, input: IdentityStoreInput & { AlternateIdentifier: AlternateIdentifier }) {
    findIdentityStore(session, 'GetGroupId', input);
    const name = uniqueValue(input.AlternateIdentifier, 'DisplayName');
    const group = [...session.state.groups.values()].find(
      ({ attributes }) => attributes.displayName === name,
    );
    if (!group) throw notFound('GROUP');
    return { GroupId: group.GroupId, IdentityStoreId: input.IdentityStoreId };
  },
};

const describe = ({ GroupId, attributes }: GroupRecord, { IdentityStoreId }: IdentityStoreInput): Group => ({
  GroupId,
  DisplayName: attributes.displayName,
  IdentityStoreId,
  ...externalIds(attributes),
});
