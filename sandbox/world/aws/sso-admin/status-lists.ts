import { findInstance } from '../access.js';
import { satisfy } from '../constraints.js';
import { page, type PageInput } from '../page.js';
import type { Progress, Requests } from '../requests.js';
import type { Session } from '../state.js';

interface StatusListInput extends PageInput {
  readonly InstanceArn: string;
  readonly Filter?: { readonly Status?: Progress['Status'] };
}

type Summary = Pick<Progress, 'Status' | 'RequestId' | 'CreatedDate'>;

/**
 * sso-admin: what asynchronous operations there were, in the order in which they began. AWS forgets them after 90 days,
 * which isn't modelled.
 */
export const statusListOperations = {
  ListAccountAssignmentCreationStatus(session: Session, input: StatusListInput) {
    findInstance(session, 'ListAccountAssignmentCreationStatus', input.InstanceArn);
    const { items, NextToken } = summaries(session.state.creations, input);
    return { AccountAssignmentsCreationStatus: items, NextToken };
  },

  ListAccountAssignmentDeletionStatus(session: Session, input: StatusListInput) {
    findInstance(session, 'ListAccountAssignmentDeletionStatus', input.InstanceArn);
    const { items, NextToken } = summaries(session.state.deletions, input);
    return { AccountAssignmentsDeletionStatus: items, NextToken };
  },

  ListPermissionSetProvisioningStatus(session: Session, input: StatusListInput) {
    findInstance(session, 'ListPermissionSetProvisioningStatus', input.InstanceArn);
    const { items, NextToken } = summaries(session.state.provisionings, input);
    return { PermissionSetsProvisioningStatus: items, NextToken };
  },
};

function summaries(requests: Requests<object>, input: StatusListInput) {
  const wanted = input.Filter?.Status;
  satisfy({ member: 'filter.status', value: wanted, pattern: 'IN_PROGRESS|FAILED|SUCCEEDED' });
  const all = requests.list().filter(({ Status }) => wanted === undefined || Status === wanted);
  return page(
    all.map(({ Status, RequestId, CreatedDate }): Summary => ({ Status, RequestId, CreatedDate })),
    input,
  );
}
