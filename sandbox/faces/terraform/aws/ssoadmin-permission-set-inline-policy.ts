import type { Attributes, Connection, ResourceType } from '../resource.js';
import { text } from './attributes.js';
import { Client } from './client.js';
import { during, leaving, orNull } from './failures.js';
import { compactJson, keptPolicy } from './policy-json.js';
import { provision } from './provision.js';
import { parsePermissionSetId, permissionSetKey } from './resource-id.js';
import { arn, checkArguments, policyJson } from './validate.js';

/** `aws_ssoadmin_permission_set_inline_policy`: one per set. A second one for a set overwrites the first, as AWS has it. */
export const permissionSetInlinePolicy: ResourceType = {
  type: 'aws_ssoadmin_permission_set_inline_policy',
  forceNew: ['instance_arn', 'permission_set_arn', 'region'],

  validate: (config) =>
    checkArguments(config, { inline_policy: [policyJson], instance_arn: [arn], permission_set_arn: [arn] }),

  normalize: (planned, prior) => ({ ...planned, ...keptPolicy('inline_policy', planned, prior) }),

  create: put,

  async read(connection, state) {
    const client = new Client(connection, state);
    const id = text(state, 'id');
    const key = parsePermissionSetId(id);
    const found = await during(
      `reading SSO Permission Set Inline Policy (${id})`,
      orNull(client.ssoAdmin('GetInlinePolicyForPermissionSet', key)),
    );
    if (!found?.InlinePolicy) return null;
    return {
      ...state,
      ...keptPolicy('inline_policy', { inline_policy: found.InlinePolicy }, state),
      instance_arn: key.InstanceArn,
      permission_set_arn: key.PermissionSetArn,
      region: client.region,
    };
  },

  update: put,

  async remove(connection, state) {
    const client = new Client(connection, state);
    const key = parsePermissionSetId(text(state, 'id'));
    const deleted = await during(
      `deleting SSO Permission Set (${key.PermissionSetArn}) Inline Policy`,
      orNull(client.ssoAdmin('DeleteInlinePolicyFromPermissionSet', key)),
    );
    if (deleted) await provision(client, key, state, 'delete');
  },

  async import(_connection, id) {
    parsePermissionSetId(id);
    return { id };
  },
};

async function put(connection: Connection, planned: Attributes): Promise<Attributes> {
  const client = new Client(connection, planned);
  const key = permissionSetKey(planned);
  const policy = text(planned, 'inline_policy');
  const fault = policyJson('inline_policy', policy);
  if (fault !== undefined) throw new Error(fault);
  await during(
    `putting SSO Permission Set (${key.PermissionSetArn}) Inline Policy`,
    client.ssoAdmin('PutInlinePolicyToPermissionSet', {
      ...key,
      InlinePolicy: compactJson(policy),
    }),
  );
  const made = { ...planned, id: [key.PermissionSetArn, key.InstanceArn].join(), region: client.region };
  await leaving(made, provision(client, key, planned, 'create'));
  return made;
}
