/** What `azuread_group` and `azuread_group_without_members` have in common: a security group and its owners. */
import { hex } from '../../../world/ids.js';
import type { EntraTenant } from '../../../world/entra/tenant.js';
import type { Attributes, Refusal, ResourceType } from '../resource.js';
import { groupAttributes } from './group-attributes.js';
import { groupRefusals } from './group-validation.js';
import { groupId } from './ids.js';
import { attempt, found, leaving, nameTaken } from './refusals.js';
import { idsOf, syncReferences } from './sync-references.js';
import { blocks, changed, flag, orNull, sameBooleans, text, texts } from './values.js';

/** What a resource does for a group beyond that. */
interface Members {
  validate(config: Attributes): Refusal[];
  create(entra: EntraTenant, id: string, planned: Attributes): void;
  update(entra: EntraTenant, id: string, planned: Attributes, prior: Attributes): void;
  attributes(entra: EntraTenant, id: string): Attributes;
}

export function groupResource(type: string, members?: Members): ResourceType {
  const attributes = (entra: EntraTenant, id: string, state: Attributes): Attributes => ({
    ...groupAttributes(entra.groups.get(id)),
    administrative_unit_ids: [],
    owners: idsOf(entra.groups.owners(id)),
    prevent_duplicate_names: flag(state['prevent_duplicate_names']),
    ...members?.attributes(entra, id),
  });
  return {
    type,
    forceNew: ['assignable_to_role', 'behaviors', 'mail_nickname', 'provisioning_options', 'types'],
    defaults: { prevent_duplicate_names: false, writeback_enabled: false },
    validate: (config) => [...groupRefusals(type, config), ...(members?.validate(config) ?? [])],
    normalize: sameBooleans,

    async create({ world: { entra } }, planned) {
      refuseTakenName(entra, planned);
      const id = create(entra, planned);
      return leaving(
        { ...planned, id: groupId.format(id) },
        () => attributes(entra, id, planned),
        () => members?.create(entra, id, planned),
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
        { ...planned, id: text(prior['id']) },
        () => attributes(entra, id, planned),
        () => {
          attempt(`Updating Group (Group: "${id}")`, () => entra.groups.update(id, patch(planned)));
          members?.update(entra, id, planned, prior);
          updateOwners(entra, id, planned, prior);
        },
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
}

/** Owned by the caller where no owners are given. */
function create({ groups, caller }: EntraTenant, planned: Attributes): string {
  const displayName = text(planned['display_name']);
  const owners = texts(planned['owners']);
  const digits = hex(9);
  const { id } = attempt(`Creating group "${displayName}"`, () =>
    groups.create(
      {
        ...patch(planned),
        displayName,
        groupTypes: texts(planned['types']),
        mailNickname: text(planned['mail_nickname']) || `${digits.slice(0, 8)}-${digits.slice(8)}`,
      },
      owners.length > 0 ? owners : [caller.objectId],
    ),
  );
  return id;
}

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

function updateOwners({ groups }: EntraTenant, id: string, planned: Attributes, prior: Attributes): void {
  const owners = texts(planned['owners']);
  if (owners.length === 0 || !changed(planned['owners'], prior['owners'])) return;
  syncReferences(`Could not change the owners of Group (Group: "${id}")`, owners, {
    current: groups.owners(id),
    add: (owner) => groups.addOwner(id, owner),
    remove: (owner) => groups.removeOwner(id, owner),
  });
}

/** The provider names `azuread_group` here for either resource. */
function refuseTakenName({ groups }: EntraTenant, planned: Attributes, own?: string): void {
  if (!flag(planned['prevent_duplicate_names'])) return;
  const displayName = text(planned['display_name']);
  const other = groups.list({ displayName }).find(({ id }) => id !== own);
  if (other) throw nameTaken('azuread_group', other.id, displayName);
}
