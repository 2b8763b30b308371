import {
  accessDenied,
  conflictingOperation,
  findInstance,
  findPermissionSet,
  isDelegated,
  quotaExceeded,
  type PermissionSetInput,
} from '../access.js';
import { provisionRole } from '../account-role.js';
import { satisfy } from '../constraints.js';
import { limits } from '../limits.js';
import { page, type PageInput } from '../page.js';
import type { Progress } from '../requests.js';
import type { AssignmentSubject, PermissionSetRecord, Principal, Session, State } from '../state.js';

export type AccountAssignmentInput = PermissionSetInput & AssignmentSubject;
export type AccountAssignmentStatus = AssignmentSubject & Progress;

export interface AccountAssignment extends Principal {
  readonly AccountId: string;
  readonly PermissionSetArn: string;
}

/** sso-admin: who has which permission set in which account. */
export const accountAssignmentOperations = {
  /**
   * Asynchronous; provisions the set in the account first. At most 15 at once. One that is there already
   * succeeds and changes nothing. AWS's own words for an unknown principal aren't known.
   */
  CreateAccountAssignment(
    session: Session,
    input: AccountAssignmentInput,
  ): { AccountAssignmentCreationStatus: AccountAssignmentStatus } {
    const { state } = session;
    const record = administer(session, 'CreateAccountAssignment', input);
    checkQuotas(state, record, input);
    const status = change(state.creations, record, input, () => {
      if (!principalExists(state, input))
        return `Received a 404 status error: ${input.PrincipalType} ${input.PrincipalId} not found.`;
      if (record.accounts.get(input.TargetId)?.assignments.has(principalKey(input))) return undefined;
      const { PrincipalId, PrincipalType } = input;
      const reason = provisionRole(state, record, input.TargetId);
      if (reason !== undefined) return reason;
      record.accounts
        .get(input.TargetId)
        ?.assignments.set(principalKey(input), { PrincipalId, PrincipalType });
      return undefined;
    });
    return { AccountAssignmentCreationStatus: status };
  },

  /** Asynchronous. An account's last assignment of the set takes the set's role with it. */
  DeleteAccountAssignment(
    session: Session,
    input: AccountAssignmentInput,
  ): { AccountAssignmentDeletionStatus: AccountAssignmentStatus } {
    const record = administer(session, 'DeleteAccountAssignment', input);
    const status = change(session.state.deletions, record, input, () => {
      const account = record.accounts.get(input.TargetId);
      if (!account?.assignments.delete(principalKey(input)))
        return 'Received a 404 status error: Assignment not found.';
      if (account.assignments.size === 0) record.accounts.delete(input.TargetId);
      return undefined;
    });
    return { AccountAssignmentDeletionStatus: status };
  },

  DescribeAccountAssignmentCreationStatus(
    session: Session,
    input: { InstanceArn: string; AccountAssignmentCreationRequestId: string },
  ) {
    findInstance(session, 'DescribeAccountAssignmentCreationStatus', input.InstanceArn);
    return {
      AccountAssignmentCreationStatus: session.state.creations.describe(
        input.AccountAssignmentCreationRequestId,
      ),
    };
  },

  DescribeAccountAssignmentDeletionStatus(
    session: Session,
    input: { InstanceArn: string; AccountAssignmentDeletionRequestId: string },
  ) {
    findInstance(session, 'DescribeAccountAssignmentDeletionStatus', input.InstanceArn);
    return {
      AccountAssignmentDeletionStatus: session.state.deletions.describe(
        input.AccountAssignmentDeletionRequestId,
      ),
    };
  },

  ListAccountAssignments(session: Session, input: PermissionSetInput & PageInput & { AccountId: string }) {
    const { arn, accounts } = findPermissionSet(session, 'ListAccountAssignments', input);
    const { items, NextToken } = page(accounts.get(input.AccountId)?.assignments.values() ?? [], input);
    const AccountAssignments = items.map((principal): AccountAssignment => ({
      AccountId: input.AccountId,
      PermissionSetArn: arn,
      ...principal,
    }));
    return { AccountAssignments, NextToken };
  },
};

const principalKey = ({ PrincipalType, PrincipalId }: Principal): string => `${PrincipalType} ${PrincipalId}`;

const principalExists = (state: State, { PrincipalType, PrincipalId }: Principal): boolean =>
  (PrincipalType === 'GROUP' ? state.groups : state.users).has(PrincipalId);

/** A delegated administrator may touch neither the management account nor a set that is provisioned there. */
function administer(session: Session, operation: string, input: AccountAssignmentInput): PermissionSetRecord {
  const record = findPermissionSet(session, operation, input);
  satisfy(
    { member: 'targetId', value: input.TargetId, required: true, pattern: '\\d{12}' },
    { member: 'targetType', value: input.TargetType, required: true, pattern: 'AWS_ACCOUNT' },
    { member: 'principalType', value: input.PrincipalType, required: true, pattern: 'USER|GROUP' },
    { member: 'principalId', value: input.PrincipalId, required: true, least: 1, most: 47 },
  );
  const { managementAccount } = session.state;
  if (
    isDelegated(session) &&
    (input.TargetId === managementAccount || record.accounts.has(managementAccount))
  ) {
    throw accessDenied(session, `sso:${operation}`, record.arn);
  }
  return record;
}

/** Begins a creation or deletion. Throws ConflictException while another one of the same assignment is in progress. */
function change(
  requests: State['creations'],
  record: PermissionSetRecord,
  input: AccountAssignmentInput,
  work: () => string | undefined,
): AccountAssignmentStatus {
  const { PermissionSetArn, PrincipalId, PrincipalType, TargetId, TargetType } = input;
  const key = `${TargetId} ${principalKey(input)}`;
  if (record.changing.has(key)) throw conflictingOperation();
  const subject: AssignmentSubject = { PermissionSetArn, PrincipalId, PrincipalType, TargetId, TargetType };
  const status = requests.begin(subject, () => {
    record.changing.delete(key);
    return work();
  });
  record.changing.add(key);
  return status;
}

function checkQuotas(
  state: State,
  record: PermissionSetRecord,
  { TargetId, PrincipalType }: AccountAssignmentInput,
): void {
  const principals = [...(record.accounts.get(TargetId)?.assignments.values() ?? [])];
  const groups = principals.filter((principal) => principal.PrincipalType === 'GROUP').length;
  if (PrincipalType === 'GROUP' && groups >= limits.groupsPerPermissionSetAndAccount) {
    throw quotaExceeded('GroupAssignment', limits.groupsPerPermissionSetAndAccount, TargetId);
  }
  if (record.accounts.has(TargetId)) return;
  const sets = [...state.permissionSets.values()].filter(({ accounts }) => accounts.has(TargetId)).length;
  if (sets >= limits.permissionSetsPerAccount)
    throw quotaExceeded('PermissionSet', limits.permissionSetsPerAccount, TargetId);
}
