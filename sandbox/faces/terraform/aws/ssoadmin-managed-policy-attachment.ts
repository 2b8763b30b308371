import type { AttachedManagedPolicy } from '../../../world/aws/sso-admin/managed-policies.js';
import type { ResourceType } from '../resource.js';
import { text } from './attributes.js';
import { Client } from './client.js';
import { during, leaving, orNull } from './failures.js';
import { allPages } from './pages.js';
import { provision, type PermissionSetKey } from './provision.js';
import { idParts, permissionSetKey } from './resource-id.js';
import { arn, checkArguments } from './validate.js';

/** `aws_ssoadmin_managed_policy_attachment`: an AWS managed policy of a permission set. */
export const managedPolicyAttachment: ResourceType = {
  type: 'aws_ssoadmin_managed_policy_attachment',
  forceNew: ['instance_arn', 'managed_policy_arn', 'permission_set_arn', 'region'],

  validate: (config) =>
    checkArguments(config, { instance_arn: [arn], managed_policy_arn: [arn], permission_set_arn: [arn] }),

  async create(connection, planned) {
    const client = new Client(connection, planned);
    const key = permissionSetKey(planned);
    const ManagedPolicyArn = text(planned, 'managed_policy_arn');
    const attaching = `attaching Managed Policy (${ManagedPolicyArn}) to SSO Permission Set (${key.PermissionSetArn})`;
    const reading = `reading SSO Managed Policy (${ManagedPolicyArn}) Attachment (${key.PermissionSetArn})`;
    if (await during(reading, findPolicy(client, key, ManagedPolicyArn)))
      throw new Error(`${attaching}: already attached`);
    await during(
      attaching,
      client.ssoAdmin('AttachManagedPolicyToPermissionSet', { ...key, ManagedPolicyArn }),
    );
    const made = {
      ...planned,
      id: [ManagedPolicyArn, key.PermissionSetArn, key.InstanceArn].join(),
      managed_policy_name: ManagedPolicyArn.split('/').at(-1) ?? '',
      region: client.region,
    };
    await leaving(made, provision(client, key, planned, 'create'));
    return made;
  },

  async read(connection, state) {
    const client = new Client(connection, state);
    const id = text(state, 'id');
    const { key, ManagedPolicyArn } = parseId(id);
    const policy = await during(
      `reading SSO Managed Policy Attachment (${id})`,
      findPolicy(client, key, ManagedPolicyArn),
    );
    if (!policy) return null;
    return {
      ...state,
      instance_arn: key.InstanceArn,
      managed_policy_arn: policy.Arn,
      managed_policy_name: policy.Name,
      permission_set_arn: key.PermissionSetArn,
      region: client.region,
    };
  },

  async remove(connection, state) {
    const client = new Client(connection, state);
    const { key, ManagedPolicyArn } = parseId(text(state, 'id'));
    const detached = await during(
      `detaching Managed Policy (${ManagedPolicyArn}) from SSO Permission Set (${key.PermissionSetArn})`,
      orNull(client.ssoAdmin('DetachManagedPolicyFromPermissionSet', { ...key, ManagedPolicyArn })),
    );
    if (detached) await provision(client, key, state, 'delete');
  },

  async import(_connection, id) {
    parseId(id);
    return { id };
  },
};

function parseId(id: string): { key: PermissionSetKey; ManagedPolicyArn: string } {
  const [ManagedPolicyArn = '', PermissionSetArn = '', InstanceArn = ''] = idParts(id, 3) ?? [];
  if (!InstanceArn)
    throw new Error('parsing ID: expected MANAGED_POLICY_ARN,PERMISSION_SET_ARN,INSTANCE_ARN');
  return { key: { InstanceArn, PermissionSetArn }, ManagedPolicyArn };
}

async function findPolicy(
  client: Client,
  key: PermissionSetKey,
  policyArn: string,
): Promise<AttachedManagedPolicy | undefined> {
  const policies = await orNull(
    allPages(
      (NextToken) => client.ssoAdmin('ListManagedPoliciesInPermissionSet', { ...key, NextToken }),
      ({ AttachedManagedPolicies }) => AttachedManagedPolicies,
    ),
  );
  return policies?.find(({ Arn }) => Arn === policyArn);
}
