import { instanceArn, withoutRequestIds } from '../../../../helpers/aws.js';
import { createTestWorld } from '../../../../helpers/world.js';
import { managedPolicyAttachment } from '../../../../../sandbox/faces/terraform/aws/ssoadmin-managed-policy-attachment.js';
import { permissionSet } from '../../../../../sandbox/faces/terraform/aws/ssoadmin-permission-set.js';
import type { Attributes, Connection } from '../../../../../sandbox/faces/terraform/resource.js';

const connect = (config: Attributes = {}): Connection => ({
  world: createTestWorld(),
  config: { region: 'eu-west-1', ...config },
});

async function attachTwo(connection: Connection): Promise<PromiseSettledResult<Attributes>[]> {
  const { arn = null } = await permissionSet.create(connection, { instance_arn: instanceArn, name: 'A' });
  const attach = (name: string) =>
    managedPolicyAttachment.create(connection, {
      instance_arn: instanceArn,
      permission_set_arn: arn,
      managed_policy_arn: `arn:aws:iam::aws:policy/${name}`,
    });
  return Promise.allSettled([attach('ReadOnlyAccess'), attach('SecurityAudit')]);
}

test('policies attached at once collide, and are tried again until both are attached and provisioned', async () => {
  const results = await attachTwo(connect());
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
});

test('gives up after max_retries, in the words of the real provider', async () => {
  const [, second] = await attachTwo(connect({ max_retries: 1 }));
  expect(second).toMatchObject({ status: 'rejected' });
  const { message } = (second as PromiseRejectedResult).reason as Error;
  expect(withoutRequestIds(message)).toMatch(
    /^provisioning SSO Permission Set \(arn:aws:sso:::permissionSet\/ssoins-722300aabbcc0001\/ps-[0-9a-f]{16}\): operation error SSO Admin: ProvisionPermissionSet, exceeded maximum number of attempts, 1, https response error StatusCode: 400, RequestID: …, ConflictException: There is a conflicting operation in process\.$/,
  );
});

test('a set whose policy was attached but not provisioned is remembered with it', async () => {
  const [, second] = await attachTwo(connect({ max_retries: 1 }));
  expect((second as PromiseRejectedResult).reason).toMatchObject({
    left: {
      managed_policy_name: 'SecurityAudit',
      id: expect.stringMatching(/^arn:aws:iam::aws:policy\/SecurityAudit,arn:/),
    },
  });
});
