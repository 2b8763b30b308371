/** Brings one permission set to its accounts. */
import { setTimeout } from 'node:timers/promises';
import {
  DescribePermissionSetProvisioningStatusCommand,
  type PermissionSetProvisioningStatus,
  ProvisionPermissionSetCommand,
  type SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { askAws, CloudError } from '../clouds/cloud-error.js';
import type { PermissionSetKey } from '../drift/read-permission-sets.js';

/** As long as Terraform's provider waits. */
const PATIENCE = 10 * 60_000;
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 5_000;

/**
 * Brings a permission set as it is now to every account that has it, and waits. Where another change of it is under way,
 * waits for that first. Throws a CloudError where AWS refuses or fails, and after ten minutes.
 */
export async function provisionEverywhere(
  client: SSOAdminClient,
  key: PermissionSetKey,
  signal: AbortSignal,
): Promise<void> {
  const begin = `sso-admin ProvisionPermissionSet ${key.PermissionSetArn}`;
  const begun = await patiently(signal, () =>
    askAws(begin, async () => {
      const command = new ProvisionPermissionSetCommand({ ...key, TargetType: 'ALL_PROVISIONED_ACCOUNTS' });
      return (await client.send(command)).PermissionSetProvisioningStatus;
    }).catch((error: unknown) => {
      if (isConflict(error)) return undefined;
      throw error;
    }),
  );
  if (begun === undefined) throw unsettled(begin, 'another change of the permission set is under way');
  const ask = `sso-admin DescribePermissionSetProvisioningStatus ${begun.RequestId}`;
  const request = { InstanceArn: key.InstanceArn, ProvisionPermissionSetRequestId: begun.RequestId };
  const ended = await patiently(signal, async () => {
    const answer = await askAws(ask, () =>
      client.send(new DescribePermissionSetProvisioningStatusCommand(request)),
    );
    return whenEnded(answer.PermissionSetProvisioningStatus);
  });
  if (ended === undefined) throw unsettled(ask, 'the provisioning is still in progress');
  if (ended.Status === 'FAILED')
    throw new CloudError('failed', 'AWS', begin, ended.FailureReason ?? 'It gives no reason.');
}

const isConflict = (error: unknown): boolean =>
  error instanceof CloudError && error.output.startsWith('ConflictException');

const whenEnded = (
  status: PermissionSetProvisioningStatus | undefined,
): PermissionSetProvisioningStatus | undefined => (status?.Status === 'IN_PROGRESS' ? undefined : status);

const unsettled = (request: string, why: string): CloudError =>
  new CloudError('failed', 'AWS', request, `After ${PATIENCE / 60_000} minutes ${why}.`);

/** Asks until there is an answer, or for as long as patience lasts: then undefined. */
async function patiently<T>(signal: AbortSignal, ask: () => Promise<T | undefined>): Promise<T | undefined> {
  const until = Date.now() + PATIENCE;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    const answer = await ask();
    if (answer !== undefined || Date.now() > until) return answer;
    // After Ctrl-C the next request isn't made, and says so.
    await setTimeout(pause, undefined, { signal }).catch(() => undefined);
  }
}
