import type { Client } from './client.js';
import { during } from './failures.js';

/** A permission set in its instance. */
export interface PermissionSetKey {
  readonly InstanceArn: string;
  readonly PermissionSetArn: string;
}

/** Brings the permission set as it is now to every account that has it, and waits. */
export async function provision(client: Client, key: PermissionSetKey): Promise<void> {
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
  await during(`waiting for SSO Permission Set (${arn}) provision`, client.settled(status));
}
