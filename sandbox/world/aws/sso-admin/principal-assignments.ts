import { accessDenied, findInstance, isDelegated } from '../access.js';
import { satisfy } from '../constraints.js';
import { page, type PageInput } from '../page.js';
import type { PrincipalType, Session, State } from '../state.js';
import type { AccountAssignment } from './account-assignments.js';

interface PrincipalInput extends PageInput {
  readonly InstanceArn: string;
  readonly PrincipalId: string;
  readonly PrincipalType: PrincipalType;
  readonly Filter?: { readonly AccountId?: string };
}

/** sso-admin: the access of one user or group. */
export const principalAssignmentOperations = {
  /**
   * A user's are also those of its groups (that they are, and that they name the group, is UNVERIFIED). Refused to a
   * delegated administrator (API reference). An unknown principal has none (UNVERIFIED).
   */
  ListAccountAssignmentsForPrincipal(session: Session, input: PrincipalInput) {
    const operation = 'ListAccountAssignmentsForPrincipal';
    findInstance(session, operation, input.InstanceArn);
    if (isDelegated(session)) throw accessDenied(session, `sso:${operation}`, input.InstanceArn);
    satisfy({ member: 'principalType', value: input.PrincipalType, pattern: 'USER|GROUP' });
    const ids = principalIds(session.state, input);
    const found = assignments(session.state).filter(
      ({ PrincipalId, AccountId }) =>
        ids.has(PrincipalId) && AccountId === (input.Filter?.AccountId ?? AccountId),
    );
    const { items, NextToken } = page(found, input);
    return { AccountAssignments: items, NextToken };
  },
};

function principalIds({ groups }: State, { PrincipalId, PrincipalType }: PrincipalInput): Set<string> {
  if (PrincipalType === 'GROUP') return new Set([PrincipalId]);
  const memberships = [...groups.values()].filter(({ members }) => members.has(PrincipalId));
  return new Set([PrincipalId, ...memberships.map(({ GroupId }) => GroupId)]);
}

const assignments = ({ permissionSets }: State): AccountAssignment[] =>
  [...permissionSets.values()].flatMap(({ arn, accounts }) =>
    [...accounts].flatMap(([AccountId, account]) =>
      [...account.assignments.values()].map((principal) => ({
        AccountId,
        PermissionSetArn: arn,
        ...principal,
      })),
    ),
  );
