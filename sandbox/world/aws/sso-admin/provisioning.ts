import {
  accessDenied,
  changePermissionSet,
  findInstance,
  findPermissionSet,
  isDelegated,
  type PermissionSetInput,
} from '../access.js';
import { provisionRole } from '../account-role.js';
import { AwsError } from '../aws-error.js';
import { satisfy } from '../constraints.js';
import { page, type PageInput } from '../page.js';
import type { Progress } from '../requests.js';
import type { PermissionSetRecord, ProvisioningSubject, Session, State } from '../state.js';

export type ProvisionPermissionSetInput = PermissionSetInput &
  (
    | { readonly TargetType: 'AWS_ACCOUNT'; readonly TargetId: string }
    | { readonly TargetType: 'ALL_PROVISIONED_ACCOUNTS' }
  );

type ProvisioningStatus = 'LATEST_PERMISSION_SET_PROVISIONED' | 'LATEST_PERMISSION_SET_NOT_PROVISIONED';

/** sso-admin: bringing a permission set as it is now to the accounts that have it. */
export const provisioningOperations = {
  /**
   * Asynchronous. Fails where an account doesn't have a policy that the set names, and where an account lost its
   * last assignment meanwhile. At most 3 at once.
   */
  ProvisionPermissionSet(
    session: Session,
    input: ProvisionPermissionSetInput,
  ): { PermissionSetProvisioningStatus: ProvisioningSubject & Progress } {
    const { state } = session;
    const record = changePermissionSet(session, 'ProvisionPermissionSet', input);
    const all = input.TargetType === 'ALL_PROVISIONED_ACCOUNTS';
    satisfy(
      { member: 'targetType', value: input.TargetType, pattern: 'AWS_ACCOUNT|ALL_PROVISIONED_ACCOUNTS' },
      ...(all ? [] : [{ member: 'targetId', value: input.TargetId, required: true, pattern: '\\d{12}' }]),
    );
    if (!all && input.TargetId === state.managementAccount && isDelegated(session)) {
      throw accessDenied(session, 'sso:ProvisionPermissionSet', record.arn);
    }
    const targets = all ? [...record.accounts.keys()] : [input.TargetId];
    const subject = { PermissionSetArn: record.arn, ...(all ? {} : { AccountId: input.TargetId }) };
    const status = state.provisionings.begin(subject, () => {
      record.provisioning -= 1;
      const reasons = targets.map((account) =>
        all ? reprovision(state, record, account) : provisionRole(state, record, account),
      );
      return reasons.find((reason) => reason !== undefined);
    });
    record.provisioning += 1;
    return { PermissionSetProvisioningStatus: status };
  },

  DescribePermissionSetProvisioningStatus(
    session: Session,
    input: { InstanceArn: string; ProvisionPermissionSetRequestId: string },
  ) {
    findInstance(session, 'DescribePermissionSetProvisioningStatus', input.InstanceArn);
    return {
      PermissionSetProvisioningStatus: session.state.provisionings.describe(
        input.ProvisionPermissionSetRequestId,
      ),
    };
  },

  ListAccountsForProvisionedPermissionSet(
    session: Session,
    input: PermissionSetInput & PageInput & { ProvisioningStatus?: ProvisioningStatus },
  ) {
    const record = findPermissionSet(session, 'ListAccountsForProvisionedPermissionSet', input);
    const accounts = [...record.accounts].filter(
      ([, { revision }]) =>
        input.ProvisioningStatus === undefined || input.ProvisioningStatus === statusOf(record, revision),
    );
    const { items, NextToken } = page(
      accounts.map(([id]) => id),
      input,
    );
    return { AccountIds: items, NextToken };
  },

  ListPermissionSetsProvisionedToAccount(
    session: Session,
    input: PageInput & { InstanceArn: string; AccountId: string; ProvisioningStatus?: ProvisioningStatus },
  ) {
    findInstance(session, 'ListPermissionSetsProvisionedToAccount', input.InstanceArn);
    if (!session.state.accounts.has(input.AccountId)) {
      throw new AwsError('ResourceNotFoundException', `AWS account ${input.AccountId} not found.`);
    }
    const sets = [...session.state.permissionSets.values()].filter((record) => {
      const account = record.accounts.get(input.AccountId);
      if (!account) return false;
      return (
        input.ProvisioningStatus === undefined ||
        input.ProvisioningStatus === statusOf(record, account.revision)
      );
    });
    const { items, NextToken } = page(
      sets.map(({ arn }) => arn),
      input,
    );
    return { PermissionSets: items, NextToken };
  },
};

const statusOf = (record: PermissionSetRecord, revision: number): ProvisioningStatus =>
  revision === record.revision
    ? 'LATEST_PERMISSION_SET_PROVISIONED'
    : 'LATEST_PERMISSION_SET_NOT_PROVISIONED';

function reprovision(state: State, record: PermissionSetRecord, account: string): string | undefined {
  if (record.accounts.has(account)) return provisionRole(state, record, account);
  return `Received a 404 status error: Permission set provision not found in AWS account ${account}.`;
}
