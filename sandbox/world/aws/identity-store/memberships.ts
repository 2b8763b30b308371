import { page, type PageInput } from '../page.js';
import type { Session } from '../state.js';
import { findIdentityStore, notFound, type IdentityStoreInput } from './alternate-identifier.js';

/** identitystore: who is a member of which group. Memberships have no ids of their own here. */
export const membershipOperations = {
  ListGroupMemberships(session: Session, input: IdentityStoreInput & PageInput & { GroupId: string }) {
    findIdentityStore(session, 'ListGroupMemberships', input);
    const { IdentityStoreId, GroupId } = input;
    const group = session.state.groups.get(GroupId);
    if (!group) throw notFound('GROUP');
    const { items, NextToken } = page(group.members, input);
    const GroupMemberships = items.map((UserId) => ({ IdentityStoreId, GroupId, MemberId: { UserId } }));
    return { GroupMemberships, NextToken };
  },
};
