import type { DataSourceType } from '../resource.js';
import { blocks, text } from './attributes.js';
import { Client } from './client.js';
import { during, orNull } from './failures.js';
import { alternateIdentifier, checkLookup } from './identity-store-lookup.js';

const unknownOfUsers = [
  'locale',
  'nickname',
  'preferred_language',
  'profile_url',
  'timezone',
  'title',
  'user_type',
];

/**
 * `aws_identitystore_user`, by id or by user name. One that isn't there is an error. Of a user the sandbox's AWS
 * knows the user name and the display name alone.
 */
export const identityStoreUser: DataSourceType = {
  type: 'aws_identitystore_user',

  validate: (config) =>
    blocks(config, 'filter').length > 0
      ? [
          {
            summary: 'The sandbox does not model "filter", which is deprecated.',
            detail: 'Use "alternate_identifier".',
            attribute: ['filter'],
          },
        ]
      : checkLookup(config, 'user_id'),

  async read(connection, config) {
    const client = new Client(connection, config);
    const IdentityStoreId = text(config, 'identity_store_id');
    const AlternateIdentifier = alternateIdentifier(config);
    const UserId = AlternateIdentifier
      ? (
          await during(
            `reading IdentityStore User (${IdentityStoreId})`,
            client.identityStore('GetUserId', { IdentityStoreId, AlternateIdentifier }),
          )
        ).UserId
      : text(config, 'user_id');
    const reading = `reading IdentityStore User (${UserId})`;
    const user = await during(
      reading,
      orNull(client.identityStore('DescribeUser', { IdentityStoreId, UserId })),
    );
    if (!user) throw new Error(`${reading}: couldn't find resource`);
    return {
      ...config,
      ...Object.fromEntries(unknownOfUsers.map((name) => [name, null])),
      addresses: [],
      display_name: user.DisplayName,
      emails: [],
      external_ids: [],
      id: UserId,
      name: [],
      phone_numbers: [],
      region: client.region,
      user_id: UserId,
      user_name: user.UserName,
    };
  },
};
