/** `azuread_group`, for security groups. */
import { hex } from '../../../world/ids.js';
import type { EntraTenant } from '../../../world/entra/tenant.js';
import type { Attributes, Refusal, ResourceType } from '../resource.js';
import { groupAttributes } from './group-attributes.js';
import { groupId } from './ids.js';
import { attempt, found, leaving, nameTaken } from './refusals.js';
import { idsOf, syncReferences } from './sync-references.js';
import {
  atMost,
  check,
  conflicting,
  guid,
  isGiven,
  notEmpty,
  oneOf,
  tooManyOwners,
  unmodelled,
} from './validation.js';
import { block, blocks, changed, flag, orNull, sameBooleans, text, texts } from './values.js';

const TYPE = 'azuread_group';

export const group: ResourceType = {
  type: TYPE,
  forceNew: ['assignable_to_role', 'behaviors', 'mail_nickname', 'provisioning_options', 'types'],
  defaults: { prevent_duplicate_names: false, writeback_enabled: false },
  validate,
  normalize: sameBooleans,

  /** Owned by the caller where no owners are given. */
  async create({ world: { entra } }, planned) {
    refuseTakenName(entra, planned);
    const displayName = text(planned['display_name']);
    const owners = texts(planned['owners']);
    const digits = hex(9);
    const { id } = attempt(`Creating group "${displayName}"`, () =>
      entra.groups.create(
        {
          ...patch(planned),
          displayName,
          groupTypes: texts(planned['types']),
          mailNickname: text(planned['mail_nickname']) || `${digits.slice(0, 8)}-${digits.slice(8)}`,
        },
        owners.length > 0 ? owners : [entra.caller.objectId],
      ),
    );
    return leaving(
      () => attributes(entra, id, planned),
      () => {
        attempt(`Could not add members to group with object ID: "${id}"`, () => {
          for (const member of texts(planned['members'])) entra.groups.addMember(id, member);
        });
      },
    );
  },

  async read({ world: { entra } }, state) {
    const [id] = groupId.parse(text(state['id']));
    return found(() => attributes(entra, id, state));
  },

  async update({ world: { entra } }, planned, prior) {
    const [id] = groupId.parse(text(prior['id']));
    refuseTakenName(entra, planned, id);
    return leaving(
      () => attributes(entra, id, planned),
      () => update(entra, id, planned, prior),
    );
  },

  async remove({ world: { entra } }, state) {
    const [id] = groupId.parse(text(state['id']));
    attempt(`Deleting Group (Group: "${id}")`, () => entra.groups.delete(id));
  },

  async import(_connection, id) {
    groupId.parse(id);
    return { id };
  },
};

function validate(config: Attributes): Refusal[] {
  const types = texts(config['types']);
  const dynamic = types.includes('DynamicMembership');
  return [
    ...check(config['display_name'], 'display_name', notEmpty),
    ...check(config['members'], 'members', guid),
    ...check(config['owners'], 'owners', guid),
    ...tooManyOwners(config['owners']),
    ...check(config['types'], 'types', oneOf('DynamicMembership', 'Unified')),
    ...check(config['mail_nickname'], 'mail_nickname', mailNickname),
    ...check(block(config['dynamic_membership'])['rule'], 'dynamic_membership.0.rule', atMost(3072), [
      'dynamic_membership',
    ]),
    ...conflicting(config, 'dynamic_membership', 'members'),
    ...(config['security_enabled'] === null && config['mail_enabled'] === null
      ? [
          {
            summary: 'Missing required argument',
            detail: '"security_enabled": one of `mail_enabled,security_enabled` must be specified',
            attribute: ['security_enabled'],
          },
        ]
      : []),
    ...(dynamic &&
    config['dynamic_membership'] !== undefined &&
    blocks(config['dynamic_membership']).length === 0
      ? [{ summary: '`dynamic_membership` must be specified when `types` contains "DynamicMembership"' }]
      : []),
    ...(isGiven(config['mail_enabled']) || types.includes('Unified') || config['security_enabled'] === false
      ? [
          {
            summary:
              'The sandbox models security groups only: set `security_enabled`, and no `mail_enabled`.',
          },
        ]
      : []),
    ...unmodelled(
      config,
      TYPE,
      'administrative_unit_ids',
      'assignable_to_role',
      'auto_subscribe_new_members',
      'behaviors',
      'external_senders_allowed',
      'hide_from_address_lists',
      'hide_from_outlook_clients',
      'onpremises_group_type',
      'provisioning_options',
      'theme',
      'visibility',
      'writeback_enabled',
    ),
  ];
}

const mailNickname = (value: string): string | null =>
  /[@()\\[\]";:<>, ]/.test(value) ? 'Value cannot contain these characters: @()\\[]";:<>,SPACE' : null;

function patch(planned: Attributes): Record<string, unknown> {
  const [dynamic] = blocks(planned['dynamic_membership']);
  return {
    displayName: text(planned['display_name']),
    description: orNull(text(planned['description'])),
    mailEnabled: flag(planned['mail_enabled']),
    securityEnabled: flag(planned['security_enabled']),
    membershipRule: dynamic ? text(dynamic['rule']) : null,
    ...(dynamic ? { membershipRuleProcessingState: flag(dynamic['enabled']) ? 'On' : 'Paused' } : {}),
  };
}

function update({ groups }: EntraTenant, id: string, planned: Attributes, prior: Attributes): void {
  attempt(`Updating Group (Group: "${id}")`, () => groups.update(id, patch(planned)));
  if (changed(planned['members'], prior['members'])) {
    syncReferences(`Could not change the members of Group (Group: "${id}")`, texts(planned['members']), {
      current: groups.members(id),
      add: (member) => groups.addMember(id, member),
      remove: (member) => groups.removeMember(id, member),
    });
  }
  const owners = texts(planned['owners']);
  if (owners.length > 0 && changed(planned['owners'], prior['owners'])) {
    syncReferences(`Could not change the owners of Group (Group: "${id}")`, owners, {
      current: groups.owners(id),
      add: (owner) => groups.addOwner(id, owner),
      remove: (owner) => groups.removeOwner(id, owner),
    });
  }
}

function refuseTakenName({ groups }: EntraTenant, planned: Attributes, own?: string): void {
  if (!flag(planned['prevent_duplicate_names'])) return;
  const displayName = text(planned['display_name']);
  const other = groups.list({ displayName }).find(({ id }) => id !== own);
  if (other) throw nameTaken(TYPE, other.id, displayName);
}

const attributes = ({ groups }: EntraTenant, id: string, state: Attributes): Attributes => ({
  ...groupAttributes(groups.get(id)),
  administrative_unit_ids: [],
  members: idsOf(groups.members(id)),
  owners: idsOf(groups.owners(id)),
  prevent_duplicate_names: flag(state['prevent_duplicate_names']),
});
