/** Which calls AWS refuses before it looks at what they ask for. */
import { AwsError } from './aws-error.js';
import type { PermissionSetRecord, Session } from './state.js';

export interface PermissionSetInput {
  readonly InstanceArn: string;
  readonly PermissionSetArn: string;
}

/** The refusal of a caller that may not do this. */
export const accessDenied = ({ caller }: Session, action: string, resource: string): AwsError =>
  new AwsError(
    'AccessDeniedException',
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource}`,
  );

/** Throws AccessDeniedException for an instance that isn't there in the Region called: it answers in its primary Region only. */
export function findInstance(session: Session, operation: string, instanceArn: string): void {
  const { state, caller } = session;
  if (caller.region === state.region && instanceArn === state.instanceArn) return;
  throw accessDenied(session, `sso:${operation}`, instanceArn);
}

/** The permission set, to be read. Throws AccessDeniedException or ResourceNotFoundException. */
export function findPermissionSet(
  session: Session,
  operation: string,
  input: PermissionSetInput,
): PermissionSetRecord {
  findInstance(session, operation, input.InstanceArn);
  const record = session.state.permissionSets.get(input.PermissionSetArn);
  if (record) return record;
  const id = input.PermissionSetArn.split('/').at(-1) ?? '';
  throw new AwsError('ResourceNotFoundException', `Could not find PermissionSet with id ${id}`);
}

/**
 * The permission set, to be changed. Throws also AccessDeniedException to a delegated administrator where the set
 * is provisioned in the management account, and ConflictException while the set is being provisioned.
 */
export function changePermissionSet(
  session: Session,
  operation: string,
  input: PermissionSetInput,
): PermissionSetRecord {
  const record = findPermissionSet(session, operation, input);
  if (isDelegated(session) && record.accounts.has(session.state.managementAccount)) {
    throw accessDenied(session, `sso:${operation}`, record.arn);
  }
  if (record.provisioning > 0) throw conflictingOperation();
  return record;
}

/** Whether the caller is a member account, which AWS lets administer all but the management account's access. */
export const isDelegated = ({ state, caller }: Session): boolean =>
  caller.account !== state.managementAccount;

export const conflictingOperation = (): AwsError =>
  new AwsError('ConflictException', 'There is a conflicting operation in process.');

export const quotaExceeded = (what: string, most: number, id: string): AwsError =>
  new AwsError(
    'ServiceQuotaExceededException',
    `You have exceeded AWS SSO limits. Cannot create ${what} more than ${most} for id ${id}. ` +
      'Please refer to https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html',
  );
