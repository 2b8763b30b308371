import type { ResourceType } from '../resource.js';
import { text } from './attributes.js';
import { Client } from './client.js';
import { during, orNull } from './failures.js';
import { attachedPolicyArns } from './iam-role-contents.js';
import { arn, checkArguments } from './validate.js';

/** `aws_iam_role_policy_attachment`: a managed policy of a role. Its id in state is not the real provider's. */
export const rolePolicyAttachment: ResourceType = {
  type: 'aws_iam_role_policy_attachment',
  forceNew: ['policy_arn', 'role'],

  validate: (config) => checkArguments(config, { policy_arn: [arn] }),

  async create(connection, planned) {
    const RoleName = text(planned, 'role');
    const PolicyArn = text(planned, 'policy_arn');
    await during(
      `attaching IAM Policy (${PolicyArn}) to IAM Role (${RoleName})`,
      new Client(connection, planned).iam('AttachRolePolicy', { RoleName, PolicyArn }),
    );
    return { ...planned, id: `${RoleName}/${PolicyArn}` };
  },

  async read(connection, state) {
    const RoleName = text(state, 'role');
    const PolicyArn = text(state, 'policy_arn');
    const attached = await during(
      `reading IAM Role Policy Attachment (${RoleName}:${PolicyArn})`,
      orNull(attachedPolicyArns(new Client(connection, state), RoleName)),
    );
    return attached?.includes(PolicyArn) ? state : null;
  },

  async remove(connection, state) {
    const RoleName = text(state, 'role');
    const PolicyArn = text(state, 'policy_arn');
    await during(
      `detaching IAM Policy (${PolicyArn}) from IAM Role (${RoleName})`,
      orNull(new Client(connection, state).iam('DetachRolePolicy', { RoleName, PolicyArn })),
    );
  },

  async import(_connection, id) {
    const [, role, policy] = /^([^/]+)\/(.+)$/.exec(id) ?? [];
    if (role === undefined || policy === undefined)
      throw new Error(`unexpected format of ID ("${id}"), expected <role-name>/<policy_arn>`);
    return { id, role, policy_arn: policy };
  },
};
