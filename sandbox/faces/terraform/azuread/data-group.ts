/** `data.azuread_group`. */
import type { Group } from '../../../world/entra/objects.js';
import type { EntraTenant } from '../../../world/entra/tenant.js';
import { RefusedError, type Attributes, type DataSourceType, type Value } from '../resource.js';
import { groupAttributes } from './group-attributes.js';
import { found } from './refusals.js';
import { idsOf } from './sync-references.js';
import { check, exactlyOne, guid, notEmpty, unmodelled } from './validation.js';
import { flag, text } from './values.js';

export const dataGroup: DataSourceType = {
  type: 'azuread_group',
  defaults: { include_transitive_members: false },

  validate: (config) => [
    ...exactlyOne(config, 'display_name', 'mail_nickname', 'object_id'),
    ...check(config['display_name'], 'display_name', notEmpty),
    ...check(config['object_id'], 'object_id', guid),
    ...unmodelled(config, 'data.azuread_group', 'include_transitive_members'),
  ],

  async read({ world: { entra } }, config) {
    const group = text(config['object_id']) === '' ? byName(entra, config) : byId(entra, config);
    return {
      ...groupAttributes(group),
      include_transitive_members: flag(config['include_transitive_members']),
      members: idsOf(entra.groups.members(group.id)),
      owners: idsOf(entra.groups.owners(group.id)),
    };
  },
};

/** Settings that are given have to match as well. */
const SETTINGS = { mail_enabled: 'mailEnabled', security_enabled: 'securityEnabled' } as const;

function byName({ groups }: EntraTenant, config: Attributes): Group {
  const [argument, property] =
    text(config['display_name']) === ''
      ? (['mail_nickname', 'mailNickname'] as const)
      : (['display_name', 'displayName'] as const);
  const where: Partial<Group> = { [property]: text(config[argument]) };
  let filter = `${property} eq '${text(config[argument])}'`;
  for (const [setting, graphName] of Object.entries(SETTINGS)) {
    const value: Value = config[setting] ?? null;
    if (typeof value !== 'boolean') continue;
    Object.assign(where, { [graphName]: value });
    filter += ` and ${graphName} eq ${value}`;
  }
  const [group, another] = groups.list(where);
  if (group && !another) return group;
  throw new RefusedError({
    summary: `${group ? 'More than one' : 'No'} group found matching specified filter (${filter})`,
    attribute: [argument],
  });
}

function byId({ groups }: EntraTenant, config: Attributes): Group {
  const id = text(config['object_id']);
  const group = found(() => groups.get(id));
  if (!group)
    throw new RefusedError({ summary: `No group found with object ID: "${id}"`, attribute: ['object_id'] });
  for (const [setting, graphName] of Object.entries(SETTINGS)) {
    const wanted = config[setting];
    if (typeof wanted === 'boolean' && group[graphName] !== wanted) {
      throw new RefusedError({
        summary: `Group with object ID "${id}" does not have the specified ${setting} setting (expected: ${wanted}, actual: ${group[graphName]})`,
        attribute: [setting],
      });
    }
  }
  return group;
}
