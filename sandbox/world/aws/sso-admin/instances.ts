import { findInstance } from '../access.js';
import { page, type PageInput } from '../page.js';
import type { Session, State } from '../state.js';

export interface InstanceMetadata {
  readonly InstanceArn: string;
  readonly IdentityStoreId: string;
  readonly OwnerAccountId: string;
  readonly Status: 'ACTIVE';
}

/** sso-admin: the instance of IAM Identity Center. */
export const instanceOperations = {
  /** The organization's one instance, and none in a Region other than its primary one. */
  ListInstances({ state, caller }: Session, input: PageInput) {
    const instances = caller.region === state.region ? [describe(state)] : [];
    const { items, NextToken } = page(instances, input);
    return { Instances: items, NextToken };
  },

  /** Its name, encryption and Regions aren't modelled. */
  DescribeInstance(session: Session, { InstanceArn }: { InstanceArn: string }): InstanceMetadata {
    findInstance(session, 'DescribeInstance', InstanceArn);
    return describe(session.state);
  },
};

const describe = (state: State): InstanceMetadata => ({
  InstanceArn: state.instanceArn,
  IdentityStoreId: state.identityStoreId,
  OwnerAccountId: state.managementAccount,
  Status: 'ACTIVE',
});
