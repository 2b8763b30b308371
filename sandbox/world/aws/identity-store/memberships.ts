import { guidOf } from '../../ids.js';
import { page, type PageInput } from '../page.js';
import type { GroupRecord, Session } from '../state.js';
import { findIdentityStore, notFound, type IdentityStoreInput } from './alternate-identifier.js';

/** Only users are members. */
export interface MemberId {
  readonly UserId: string;
}

export interface GroupMembership extends IdentityStoreInput {
  readonly MembershipId: string;
  readonly GroupId: string;
  readonly MemberId: MemberId;
}

interface MemberInput extends IdentityStoreInput {
  readonly MemberId: MemberId;
}

interface GroupInput extends IdentityStoreInput {
  readonly GroupId: string;
}

/** identitystore: who is a member of which group. A membership that ends and begins again has the same id here. */
export const membershipOperations = {
  ListGroupMemberships(session: Session, input: GroupInput & PageInput) {
    findIdentityStore(session, 'ListGroupMemberships', input);
    const { items, NextToken } = page(membershipsOf(findGroup(session, input), input), input);
    return { GroupMemberships: items, NextToken };
  },

  ListGroupMembershipsForMember(session: Session, input: MemberInput & PageInput) {
    findIdentityStore(session, 'ListGroupMembershipsForMember', input);
    if (!session.state.users.has(input.MemberId.UserId)) throw notFound('USER');
    const all = memberships(session, input).filter(({ MemberId: { UserId } }) => {
      return UserId === input.MemberId.UserId;
    });
    const { items, NextToken } = page(all, input);
    return { GroupMemberships: items, NextToken };
  },

  GetGroupMembershipId(session: Session, input: GroupInput & MemberInput) {
    findIdentityStore(session, 'GetGroupMembershipId', input);
    const { IdentityStoreId, MemberId } = input;
    const group = findGroup(session, input);
    if (!group.members.has(MemberId.UserId)) throw notFound('MEMBERSHIP');
    return { IdentityStoreId, MembershipId: membershipId(group, MemberId.UserId) };
  },

  DescribeGroupMembership(
    session: Session,
    input: IdentityStoreInput & { readonly MembershipId: string },
  ): GroupMembership {
    findIdentityStore(session, 'DescribeGroupMembership', input);
    const found = memberships(session, input).find(({ MembershipId }) => MembershipId === input.MembershipId);
    if (!found) throw notFound('MEMBERSHIP');
    return found;
  },

  /** An unknown group has no members (UNVERIFIED). */
  IsMemberInGroups(session: Session, input: MemberInput & { readonly GroupIds: readonly string[] }) {
    findIdentityStore(session, 'IsMemberInGroups', input);
    const { MemberId } = input;
    if (!session.state.users.has(MemberId.UserId)) throw notFound('USER');
    const Results = input.GroupIds.map((GroupId) => ({
      GroupId,
      MemberId,
      MembershipExists: session.state.groups.get(GroupId)?.members.has(MemberId.UserId) ?? false,
    }));
    return { Results };
  },
};

function findGroup({ state }: Session, { GroupId }: GroupInput): GroupRecord {
  const group = state.groups.get(GroupId);
  if (!group) throw notFound('GROUP');
  return group;
}

const memberships = ({ state }: Session, input: IdentityStoreInput): GroupMembership[] =>
  [...state.groups.values()].flatMap((group) => membershipsOf(group, input));

const membershipsOf = (group: GroupRecord, { IdentityStoreId }: IdentityStoreInput): GroupMembership[] =>
  [...group.members].map((UserId) => ({
    IdentityStoreId,
    MembershipId: membershipId(group, UserId),
    GroupId: group.GroupId,
    MemberId: { UserId },
  }));

/** The identity store's own digits before a UUID, as the ids of groups and users have them. */
const membershipId = ({ GroupId }: GroupRecord, userId: string): string =>
  `${GroupId.slice(0, GroupId.indexOf('-'))}-${guidOf(GroupId, userId)}`;
