import type { CustomerManagedPolicyReference } from '../../../world/aws/state.js';
import type { ResourceType } from '../resource.js';
import { text } from './attributes.js';
import { Client } from './client.js';
import { checkReferences, referenceBlock, referenceIn } from './customer-managed-policy-reference.js';
import { during, leaving, orNull } from './failures.js';
import { allPages } from './pages.js';
import { provision, type PermissionSetKey } from './provision.js';
import { idParts, permissionSetKey } from './resource-id.js';
import { arn, checkArguments } from './validate.js';

type Reference = Required<CustomerManagedPolicyReference>;

/** `aws_ssoadmin_customer_managed_policy_attachment`: a policy that every account of a permission set must have. */
export const customerManagedPolicyAttachment: ResourceType = {
  type: 'aws_ssoadmin_customer_managed_policy_attachment',
  forceNew: [
    'customer_managed_policy_reference.name',
    'customer_managed_policy_reference.path',
    'instance_arn',
    'permission_set_arn',
    'region',
  ],
  defaults: { 'customer_managed_policy_reference.path': '/' },

  validate: (config) => [
    ...checkArguments(config, { instance_arn: [arn], permission_set_arn: [arn] }),
    ...checkReferences(config),
  ],

  async create(connection, planned) {
    const client = new Client(connection, planned);
    const key = permissionSetKey(planned);
    const { Name, Path = '/' } = referenceIn(planned) ?? { Name: '' };
    const id = [Name, Path, key.PermissionSetArn, key.InstanceArn].join();
    await during(
      `creating SSO Customer Managed Policy Attachment (${id})`,
      client.ssoAdmin('AttachCustomerManagedPolicyReferenceToPermissionSet', {
        ...key,
        CustomerManagedPolicyReference: { Name, Path },
      }),
    );
    const made = { ...planned, id, region: client.region };
    await leaving(made, provision(client, key, planned, 'create'));
    return made;
  },

  async read(connection, state) {
    const client = new Client(connection, state);
    const id = text(state, 'id');
    const { key, reference } = parseId(id);
    const policy = await during(
      `reading SSO Customer Managed Policy Attachment (${id})`,
      findPolicy(client, key, reference),
    );
    if (!policy) return null;
    return {
      ...state,
      customer_managed_policy_reference: [referenceBlock(policy)],
      instance_arn: key.InstanceArn,
      permission_set_arn: key.PermissionSetArn,
      region: client.region,
    };
  },

  async remove(connection, state) {
    const client = new Client(connection, state);
    const id = text(state, 'id');
    const { key, reference } = parseId(id);
    const detached = await during(
      `deleting SSO Customer Managed Policy Attachment (${id})`,
      orNull(
        client.ssoAdmin('DetachCustomerManagedPolicyReferenceFromPermissionSet', {
          ...key,
          CustomerManagedPolicyReference: reference,
        }),
      ),
    );
    if (detached) await provision(client, key, state, 'delete');
  },

  async import(_connection, id) {
    parseId(id);
    return { id };
  },
};

function parseId(id: string): { key: PermissionSetKey; reference: Reference } {
  const [Name = '', Path = '', PermissionSetArn = '', InstanceArn = ''] = idParts(id, 4) ?? [];
  if (!InstanceArn) {
    const expected =
      'CUSTOMER_MANAGED_POLICY_NAME,CUSTOMER_MANAGED_POLICY_PATH,PERMISSION_SET_ARN,INSTANCE_ARN';
    throw new Error(`unexpected format for ID (${id}), expected ${expected}`);
  }
  return { key: { InstanceArn, PermissionSetArn }, reference: { Name, Path } };
}

async function findPolicy(
  client: Client,
  key: PermissionSetKey,
  reference: Reference,
): Promise<Reference | undefined> {
  const policies = await orNull(
    allPages(
      (NextToken) =>
        client.ssoAdmin('ListCustomerManagedPolicyReferencesInPermissionSet', { ...key, NextToken }),
      ({ CustomerManagedPolicyReferences }) => CustomerManagedPolicyReferences,
    ),
  );
  return policies?.find(({ Name, Path }) => Name === reference.Name && Path === reference.Path);
}
