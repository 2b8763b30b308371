import { page, type PageInput } from '../page.js';
import type { Session } from '../state.js';

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
    const instance: InstanceMetadata = {
      InstanceArn: state.instanceArn,
      IdentityStoreId: state.identityStoreId,
      OwnerAccountId: state.managementAccount,
      Status: 'ACTIVE',
    };
    const { items, NextToken } = page(caller.region === state.region ? [instance] : [], input);
    return { Instances: items, NextToken };
  },
};
