import type { Attributes, Connection, ResourceType } from '../resource.js';
import { optionalText, text, textMap } from './attributes.js';
import { Client } from './client.js';
import { during, Failure, leaving, orNull } from './failures.js';
import { iamName, nameless, notModelled } from './iam-arguments.js';
import { deleteRole, readPolicies } from './iam-role-contents.js';
import { compactJson, keptPolicy } from './policy-json.js';
import { tagAttributes, tagChanges, tagList, tagsOf, wantedTags } from './tags.js';
import { arn, checkArguments, checkRange, lengthBetween, policyJson } from './validate.js';

const TYPE = 'aws_iam_role';

/** `aws_iam_role`. Its `inline_policy` and `managed_policy_arns` are only read. */
export const role: ResourceType = {
  type: TYPE,
  forceNew: ['name', 'name_prefix', 'path'],
  defaults: { force_detach_policies: false, max_session_duration: 3_600, path: '/' },
  recomputed: ['tags_all'],

  validate: (config) => [
    ...nameless(config, TYPE),
    ...notModelled(config, TYPE, 'inline_policy', 'managed_policy_arns', 'name_prefix'),
    ...checkArguments(config, {
      assume_role_policy: [policyJson],
      description: [lengthBetween(0, 1_000)],
      name: iamName(64),
      path: [lengthBetween(0, 512)],
      permissions_boundary: [arn],
    }),
    ...checkRange(config, 'max_session_duration', 3_600, 43_200),
  ],

  normalize: (planned, prior) => ({
    ...planned,
    ...keptPolicy('assume_role_policy', planned, prior),
    inline_policy: prior['inline_policy'] ?? [],
  }),

  async create(connection, planned) {
    const client = new Client(connection, planned);
    const RoleName = text(planned, 'name');
    await during(
      `creating IAM Role (${RoleName})`,
      client.iam('CreateRole', {
        RoleName,
        AssumeRolePolicyDocument: compactJson(text(planned, 'assume_role_policy')),
        Description: optionalText(planned, 'description'),
        MaxSessionDuration: duration(planned),
        Path: text(planned, 'path'),
        PermissionsBoundary: optionalText(planned, 'permissions_boundary'),
        Tags: tagList(wantedTags(connection, planned)),
      }),
    );
    const left = { ...planned, id: RoleName };
    return leaving(left, readBack(connection, left));
  },

  async read(connection, state) {
    const client = new Client(connection, state);
    const RoleName = text(state, 'id');
    const reading = `reading IAM Role (${RoleName})`;
    const found = await during(reading, orNull(client.iam('GetRole', { RoleName })));
    if (!found) return null;
    const { Role } = found;
    const policy = decodeURIComponent(Role.AssumeRolePolicyDocument);
    return {
      ...state,
      ...tagAttributes(connection, state, tagsOf(Role.Tags)),
      ...keptPolicy('assume_role_policy', { assume_role_policy: policy }, state),
      ...(await during(reading, readPolicies(client, RoleName))),
      arn: Role.Arn,
      create_date: Role.CreateDate.toISOString().replace(/\.\d+Z$/, 'Z'),
      description: Role.Description ?? '',
      force_detach_policies: state['force_detach_policies'] ?? false,
      max_session_duration: Role.MaxSessionDuration,
      name: Role.RoleName,
      name_prefix: '',
      path: Role.Path,
      permissions_boundary: Role.PermissionsBoundary?.PermissionsBoundaryArn ?? '',
      unique_id: Role.RoleId,
    };
  },

  async update(connection, planned, prior) {
    await update(connection, planned, prior);
    return readBack(connection, planned);
  },

  async remove(connection, state) {
    await during(
      `deleting IAM Role (${text(state, 'id')})`,
      orNull(deleteRole(new Client(connection, state), state)),
    );
  },

  /** By name. */
  async import(_connection, id) {
    return { id };
  },
};

async function update(connection: Connection, planned: Attributes, prior: Attributes): Promise<void> {
  const client = new Client(connection, planned);
  const RoleName = text(planned, 'id');
  const updating = `updating IAM Role (${RoleName})`;
  const changed = (name: string) => (planned[name] ?? '') !== (prior[name] ?? '');
  if (changed('assume_role_policy')) {
    const PolicyDocument = compactJson(text(planned, 'assume_role_policy'));
    await during(
      `${updating} assume role policy`,
      client.iam('UpdateAssumeRolePolicy', { RoleName, PolicyDocument }),
    );
  }
  if (changed('description')) {
    const Description = text(planned, 'description');
    await during(`${updating} description`, client.iam('UpdateRoleDescription', { RoleName, Description }));
  }
  if (changed('max_session_duration')) {
    const MaxSessionDuration = duration(planned);
    await during(
      `${updating} MaxSessionDuration`,
      client.iam('UpdateRole', { RoleName, MaxSessionDuration }),
    );
  }
  if (changed('permissions_boundary')) {
    const PermissionsBoundary = text(planned, 'permissions_boundary');
    await during(
      `${updating} permissions boundary`,
      PermissionsBoundary === ''
        ? client.iam('DeleteRolePermissionsBoundary', { RoleName })
        : client.iam('PutRolePermissionsBoundary', { RoleName, PermissionsBoundary }),
    );
  }
  const tags = tagChanges(textMap(prior, 'tags_all'), wantedTags(connection, planned));
  if (tags.removed.length > 0)
    await during(
      `updating tags for IAM Role (${RoleName})`,
      client.iam('UntagRole', { RoleName, TagKeys: tags.removed }),
    );
  if (tags.changed.length > 0)
    await during(
      `updating tags for IAM Role (${RoleName})`,
      client.iam('TagRole', { RoleName, Tags: tags.changed }),
    );
}

const duration = (attributes: Attributes): number => Number(attributes['max_session_duration'] ?? 3_600);

async function readBack(connection: Connection, state: Attributes): Promise<Attributes> {
  const found = await role.read(connection, state);
  if (!found) throw new Failure(`reading IAM Role (${text(state, 'id')}): couldn't find resource`);
  return found;
}
