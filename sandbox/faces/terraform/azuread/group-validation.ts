/** What the provider refuses of any group, and what the sandbox doesn't model of it. */
import type { Attributes, Refusal } from '../resource.js';
import { atMost, check, guid, isGiven, notEmpty, oneOf, tooManyOwners, unmodelled } from './validation.js';
import { block, blocks, texts } from './values.js';

export function groupRefusals(type: string, config: Attributes): Refusal[] {
  const types = texts(config['types']);
  const dynamic = types.includes('DynamicMembership');
  return [
    ...check(config['display_name'], 'display_name', notEmpty),
    ...check(config['owners'], 'owners', guid),
    ...tooManyOwners(config['owners']),
    ...check(config['types'], 'types', oneOf('DynamicMembership', 'Unified')),
    ...check(config['mail_nickname'], 'mail_nickname', mailNickname),
    ...check(block(config['dynamic_membership'])['rule'], 'dynamic_membership.0.rule', atMost(3072), [
      'dynamic_membership',
    ]),
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
      type,
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
