/** Who gets what where in AWS: one account assignment for each grant that isn't withheld. */
import { SsoadminAccountAssignment } from '@cdktf/provider-aws/lib/ssoadmin-account-assignment';
import { Construct } from 'constructs';
import type { Grant } from '../../model/access-model.js';
import { accessName } from '../names.js';
import type { PermissionSet } from './permission-set.js';
import type { AwsPrincipals } from './principals.js';

export interface AccountAccessProps {
  readonly grants: readonly Grant[];
  readonly principals: AwsPrincipals;
  /** By handle. */
  readonly permissionSets: ReadonlyMap<string, PermissionSet>;
  /** The account id of an account's handle. */
  accountId(handle: string): string;
}

export class AccountAccess extends Construct {
  constructor(scope: Construct, id: string, props: AccountAccessProps) {
    super(scope, id);
    for (const grant of props.grants) {
      if (grant.withheld !== undefined) continue;
      const { principal, permissionSet } = grant;
      const set = props.permissionSets.get(permissionSet);
      if (set === undefined) throw new Error(`no permission set has the handle ${permissionSet}`);
      const accountId = props.accountId(grant.account);
      new SsoadminAccountAssignment(this, accessName(principal, permissionSet, accountId), {
        ...set.onceComplete,
        principalId: props.principals.idOf(principal),
        principalType: principal.type,
        targetId: accountId,
        targetType: 'AWS_ACCOUNT',
      });
    }
  }
}
