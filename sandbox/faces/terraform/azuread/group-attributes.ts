/** A group of Graph's in attributes that the resource and the data source share. What security groups lack is empty. */
import type { Group } from '../../../world/entra/objects.js';
import type { Attributes } from '../resource.js';
import { groupId } from './ids.js';

export const groupAttributes = (group: Group): Attributes => ({
  id: groupId.format(group.id),
  assignable_to_role: false,
  auto_subscribe_new_members: false,
  behaviors: [],
  description: group.description ?? '',
  display_name: group.displayName,
  dynamic_membership:
    group.membershipRule === null
      ? []
      : [{ enabled: group.membershipRuleProcessingState !== 'Paused', rule: group.membershipRule }],
  external_senders_allowed: false,
  hide_from_address_lists: false,
  hide_from_outlook_clients: false,
  mail: '',
  mail_enabled: group.mailEnabled,
  mail_nickname: group.mailNickname,
  object_id: group.id,
  onpremises_domain_name: '',
  onpremises_group_type: '',
  onpremises_netbios_name: '',
  onpremises_sam_account_name: '',
  onpremises_security_identifier: '',
  onpremises_sync_enabled: false,
  preferred_language: '',
  provisioning_options: [],
  proxy_addresses: [],
  security_enabled: group.securityEnabled,
  theme: '',
  types: group.groupTypes,
  visibility: '',
  writeback_enabled: false,
});
