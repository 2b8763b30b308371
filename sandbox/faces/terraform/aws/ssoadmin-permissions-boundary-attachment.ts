import type { PermissionsBoundary } from '../../../world/aws/state.js';
import type { Attributes, ResourceType } from '../resource.js';
import { blocks, optionalText, text } from './attributes.js';
import { Client } from './client.js';
import { checkReferences, referenceBlock, referenceIn } from './customer-managed-policy-reference.js';
import { during, leaving, orNull } from './failures.js';
import { provision, type PermissionSetKey } from './provision.js';
import { idParts, permissionSetKey } from './resource-id.js';
import { arn, checkArguments, lengthBetween } from './validate.js';

/** `aws_ssoadmin_permissions_boundary_attachment`: an AWS managed policy, or one that every account must have. */
export const permissionsBoundaryAttachment: ResourceType = {
  type: 'aws_ssoadmin_permissions_boundary_attachment',
  forceNew: [
    'instance_arn',
    'permission_set_arn',
    'permissions_boundary.customer_managed_policy_reference.name',
    'permissions_boundary.customer_managed_policy_reference.path',
    'permissions_boundary.managed_policy_arn',
    'region',
  ],
  defaults: {
    'permissions_boundary.customer_managed_policy_reference.path': '/',
    'permissions_boundary.managed_policy_arn': '',
  },

  validate: (config) => [
    ...checkArguments(config, { instance_arn: [arn], permission_set_arn: [arn] }),
    ...blocks(config, 'permissions_boundary').flatMap((boundary, index) => [
      ...checkReferences(boundary, ['permissions_boundary', index]),
      ...checkArguments(boundary, { managed_policy_arn: [lengthBetween(0, 2048)] }, [
        'permissions_boundary',
        index,
      ]),
    ]),
  ],

  async create(connection, planned) {
    const client = new Client(connection, planned);
    const key = permissionSetKey(planned);
    const id = [key.PermissionSetArn, key.InstanceArn].join();
    await during(
      `creating SSO Permissions Boundary Attachment (${id})`,
      client.ssoAdmin('PutPermissionsBoundaryToPermissionSet', {
        ...key,
        PermissionsBoundary: boundaryIn(planned),
      }),
    );
    const made = { ...planned, id, region: client.region };
    await leaving(made, provision(client, key, planned, 'create'));
    return made;
  },

  async read(connection, state) {
    const client = new Client(connection, state);
    const id = text(state, 'id');
    const key = parseId(id);
    const found = await during(
      `reading SSO Permissions Boundary Attachment (${id})`,
      orNull(client.ssoAdmin('GetPermissionsBoundaryForPermissionSet', key)),
    );
    if (!found) return null;
    return {
      ...state,
      instance_arn: key.InstanceArn,
      permission_set_arn: key.PermissionSetArn,
      permissions_boundary: [boundaryBlock(found.PermissionsBoundary)],
      region: client.region,
    };
  },

  async remove(connection, state) {
    const client = new Client(connection, state);
    const id = text(state, 'id');
    const key = parseId(id);
    const deleted = await during(
      `deleting SSO Permissions Boundary Attachment (${id})`,
      orNull(client.ssoAdmin('DeletePermissionsBoundaryFromPermissionSet', key)),
    );
    if (deleted) await provision(client, key, state, 'delete');
  },

  async import(_connection, id) {
    parseId(id);
    return { id };
  },
};

/** The same id as the permission set's, but other words where it isn't one. */
function parseId(id: string): PermissionSetKey {
  const [PermissionSetArn = '', InstanceArn = ''] = idParts(id, 2) ?? [];
  if (!InstanceArn)
    throw new Error(`unexpected format for ID (${id}), expected PERMISSION_SET_ARN,INSTANCE_ARN`);
  return { InstanceArn, PermissionSetArn };
}

function boundaryIn(planned: Attributes): PermissionsBoundary {
  const block = blocks(planned, 'permissions_boundary')[0] ?? {};
  return {
    CustomerManagedPolicyReference: referenceIn(block),
    ManagedPolicyArn: optionalText(block, 'managed_policy_arn'),
  };
}

const boundaryBlock = ({
  CustomerManagedPolicyReference: reference,
  ManagedPolicyArn = '',
}: PermissionsBoundary): Attributes => ({
  customer_managed_policy_reference: reference ? [referenceBlock(reference)] : [],
  managed_policy_arn: ManagedPolicyArn,
});
