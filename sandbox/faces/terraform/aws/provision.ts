import type { Attributes } from '../resource.js';
import { timeoutOf } from '../timeouts.js';
import type { Client } from './client.js';
import { during } from './failures.js';

/** A permission set in its instance. */
export interface PermissionSetKey {
  readonly InstanceArn: string;
  readonly PermissionSetArn: string;
}

const TEN_MINUTES = 600;

/**
 * Brings the permission set as it is now to every account that has it, and waits.
 * @param attributes The resource's, whose timeout for `operation` holds.
 */
export async function provision(
  client: Client,
  key: PermissionSetKey,
  attributes: Attributes,
  operation: 'create' | 'update' | 'delete',
): Promise<void> {
  const arn = key.PermissionSetArn;
  const { PermissionSetProvisioningStatus: begun } = await during(
    `provisioning SSO Permission Set (${arn})`,
    client.ssoAdmin('ProvisionPermissionSet', { ...key, TargetType: 'ALL_PROVISIONED_ACCOUNTS' }),
  );
  const { InstanceArn } = key;
  const request = { InstanceArn, ProvisionPermissionSetRequestId: begun.RequestId };
  const status = async () => {
    const answer = await client.ssoAdmin('DescribePermissionSetProvisioningStatus', request);
    return answer.PermissionSetProvisioningStatus;
  };
  await during(
    `waiting for SSO Permission Set (${arn}) provision`,
    client.settled(status, timeoutOf(attributes, operation, TEN_MINUTES)),
  );
}
