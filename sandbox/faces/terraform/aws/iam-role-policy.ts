import type { Attributes, Connection, ResourceType } from '../resource.js';
import { text } from './attributes.js';
import { Client } from './client.js';
import { during, orNull } from './failures.js';
import { iamName, nameless, notModelled } from './iam-arguments.js';
import { compactJson, keptPolicy } from './policy-json.js';
import { checkArguments, policyJson } from './validate.js';

const TYPE = 'aws_iam_role_policy';

/** `aws_iam_role_policy`: an inline policy of a role. One that stands under the name already is overwritten. */
export const rolePolicy: ResourceType = {
  type: TYPE,
  forceNew: ['name', 'name_prefix', 'role'],

  validate: (config) => [
    ...nameless(config, TYPE),
    ...notModelled(config, TYPE, 'name_prefix'),
    ...checkArguments(config, { name: iamName(128), policy: [policyJson], role: iamName(128) }),
  ],

  normalize: (planned, prior) => ({ ...planned, ...keptPolicy('policy', planned, prior) }),

  create: put,

  async read(connection, state) {
    const id = text(state, 'id');
    const key = parseId(id);
    const found = await during(
      `reading IAM Role Policy (${id})`,
      orNull(new Client(connection, state).iam('GetRolePolicy', key)),
    );
    if (!found) return null;
    return {
      ...state,
      ...keptPolicy('policy', { policy: decodeURIComponent(found.PolicyDocument) }, state),
      name: key.PolicyName,
      name_prefix: '',
      role: key.RoleName,
    };
  },

  update: put,

  async remove(connection, state) {
    const id = text(state, 'id');
    await during(
      `deleting IAM Role Policy (${id})`,
      orNull(new Client(connection, state).iam('DeleteRolePolicy', parseId(id))),
    );
  },

  async import(_connection, id) {
    parseId(id);
    return { id };
  },
};

async function put(connection: Connection, planned: Attributes): Promise<Attributes> {
  const RoleName = text(planned, 'role');
  const PolicyName = text(planned, 'name');
  const PolicyDocument = compactJson(text(planned, 'policy'));
  await during(
    `putting IAM Role (${RoleName}) Policy (${PolicyName})`,
    new Client(connection, planned).iam('PutRolePolicy', { RoleName, PolicyName, PolicyDocument }),
  );
  return { ...planned, id: `${RoleName}:${PolicyName}`, name_prefix: '' };
}

function parseId(id: string): { RoleName: string; PolicyName: string } {
  const [, RoleName, PolicyName] = /^([^:]+):(.+)$/.exec(id) ?? [];
  if (RoleName === undefined || PolicyName === undefined)
    throw new Error('role_policy id must be of the form <role name>:<policy name>');
  return { RoleName, PolicyName };
}
