import type { PermissionSet } from '../../../world/aws/sso-admin/permission-sets.js';
import type { Attributes, Connection, ResourceType } from '../resource.js';
import { optionalText, text, textMap } from './attributes.js';
import { Client } from './client.js';
import { during, Failure, leaving, orNull } from './failures.js';
import { allPages } from './pages.js';
import { provision, type PermissionSetKey } from './provision.js';
import { parsePermissionSetId } from './resource-id.js';
import { tagAttributes, tagChanges, tagList, tagsOf, wantedTags, type Tags } from './tags.js';
import { arn, checkArguments, lengthBetween, matches } from './validate.js';

const relayState = /[0-9A-Za-z&$@#\\/%?=~\-_'"|!:,.;*+[\] (){}]+/;
const relayStateMessage = `must match [0-9A-Za-z&$@#\\\\\\/%?=~\\-_'"|!:,.;*+\\[\\]\\(\\)\\{\\}]`;

/** `aws_ssoadmin_permission_set`. A change of its settings is brought to every account that has it. */
export const permissionSet: ResourceType = {
  type: 'aws_ssoadmin_permission_set',
  forceNew: ['instance_arn', 'name', 'region'],
  defaults: { session_duration: 'PT1H' },
  recomputed: ['tags_all'],

  validate: (config) =>
    checkArguments(config, {
      description: [lengthBetween(1, 700)],
      instance_arn: [arn],
      name: [lengthBetween(1, 32), matches(/[\w+=,.@-]+/, 'must match [\\w+=,.@-]')],
      relay_state: [lengthBetween(1, 240), matches(relayState, relayStateMessage)],
      session_duration: [lengthBetween(1, 100)],
    }),

  async create(connection, planned) {
    const client = new Client(connection, planned);
    const name = text(planned, 'name');
    const InstanceArn = text(planned, 'instance_arn');
    const { PermissionSet: made } = await during(
      `creating SSO Permission Set (${name})`,
      client.ssoAdmin('CreatePermissionSet', {
        InstanceArn,
        Name: name,
        ...settings(planned),
        Tags: tagList(wantedTags(connection, planned)),
      }),
    );
    const left = { ...planned, id: `${made.PermissionSetArn},${InstanceArn}` };
    return leaving(left, readBack(connection, left));
  },

  async read(connection, state) {
    const client = new Client(connection, state);
    const id = text(state, 'id');
    const key = parsePermissionSetId(id);
    const found = await during(
      `reading SSO Permission Set (${id})`,
      orNull(client.ssoAdmin('DescribePermissionSet', key)),
    );
    if (!found) return null;
    const tags = await during(
      `listing tags for SSO Permission Set (${key.PermissionSetArn})`,
      listTags(client, key),
    );
    return {
      ...state,
      ...attributesOf(found.PermissionSet),
      ...tagAttributes(connection, state, tags),
      instance_arn: key.InstanceArn,
      region: client.region,
    };
  },

  async update(connection, planned, prior) {
    const client = new Client(connection, planned);
    const id = text(planned, 'id');
    const key = parsePermissionSetId(id);
    if (JSON.stringify(settings(planned)) !== JSON.stringify(settings(prior))) {
      // All settings are sent, changed or not: AWS clears one that is left out.
      await during(
        `updating SSO Permission Set (${id})`,
        client.ssoAdmin('UpdatePermissionSet', { ...key, ...settings(planned) }),
      );
      await leaving(
        { ...planned, tags: prior['tags'] ?? null, tags_all: prior['tags_all'] ?? null },
        provision(client, key, planned, 'update'),
      );
    }
    await during(
      'updating tags',
      updateTags(client, key, textMap(prior, 'tags_all'), wantedTags(connection, planned)),
    );
    return readBack(connection, planned);
  },

  async remove(connection, state) {
    const client = new Client(connection, state);
    const key = parsePermissionSetId(text(state, 'id'));
    await during(
      `deleting SSO Permission Set (${key.PermissionSetArn})`,
      orNull(client.ssoAdmin('DeletePermissionSet', key)),
    );
  },

  async import(_connection, id) {
    parsePermissionSetId(id);
    return { id };
  },
};

async function readBack(connection: Connection, state: Attributes): Promise<Attributes> {
  const found = await permissionSet.read(connection, state);
  if (!found) throw new Failure(`reading SSO Permission Set (${text(state, 'id')}): couldn't find resource`);
  return found;
}

const settings = (attributes: Attributes) => ({
  Description: optionalText(attributes, 'description'),
  RelayState: optionalText(attributes, 'relay_state'),
  SessionDuration: optionalText(attributes, 'session_duration'),
});

const attributesOf = (set: PermissionSet): Attributes => ({
  arn: set.PermissionSetArn,
  created_date: set.CreatedDate.toISOString().replace(/\.\d+Z$/, 'Z'),
  description: set.Description ?? null,
  name: set.Name,
  relay_state: set.RelayState ?? null,
  session_duration: set.SessionDuration,
});

async function listTags(client: Client, { InstanceArn, PermissionSetArn }: PermissionSetKey): Promise<Tags> {
  const tags = await allPages(
    (NextToken) =>
      client.ssoAdmin('ListTagsForResource', { InstanceArn, ResourceArn: PermissionSetArn, NextToken }),
    ({ Tags }) => Tags,
  );
  return tagsOf(tags);
}

async function updateTags(
  client: Client,
  { InstanceArn, PermissionSetArn }: PermissionSetKey,
  before: Tags,
  wanted: Tags,
): Promise<void> {
  const tagged = { InstanceArn, ResourceArn: PermissionSetArn };
  const { removed, changed } = tagChanges(before, wanted);
  if (removed.length > 0) await client.ssoAdmin('UntagResource', { ...tagged, TagKeys: removed });
  if (changed.length > 0) await client.ssoAdmin('TagResource', { ...tagged, Tags: changed });
}
