import { accountOperations } from './organizations/accounts.js';
import { arnOf } from './organizations/tree.js';
import { unitOperations } from './organizations/units.js';
import type { Session } from './state.js';

/** organizations: accounts, organizational units and tags. Global: the Region called doesn't matter. */
export const organizationsOperations = {
  DescribeOrganization({ state }: Session) {
    return {
      Organization: {
        Id: state.organizationId,
        Arn: arnOf(state, 'organization'),
        FeatureSet: 'ALL',
        MasterAccountId: state.managementAccount,
        MasterAccountArn: arnOf(state, 'account', state.managementAccount),
      },
    };
  },

  ...unitOperations,
  ...accountOperations,
};
