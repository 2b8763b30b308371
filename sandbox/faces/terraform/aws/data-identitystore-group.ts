import type { DataSourceType } from '../resource.js';
import { text } from './attributes.js';
import { Client } from './client.js';
import { during, orNull } from './failures.js';
import { alternateIdentifier, checkLookup } from './identity-store-lookup.js';

/** `aws_identitystore_group`, by id or by its display name. One that isn't there is an error. */
export const identityStoreGroup: DataSourceType = {
  type: 'aws_identitystore_group',

  validate: (config) => checkLookup(config, 'group_id'),

  async read(connection, config) {
    const client = new Client(connection, config);
    const IdentityStoreId = text(config, 'identity_store_id');
    const AlternateIdentifier = alternateIdentifier(config);
    const GroupId = AlternateIdentifier
      ? (
          await during(
            `reading IdentityStore Group (${IdentityStoreId})`,
            client.identityStore('GetGroupId', { IdentityStoreId, AlternateIdentifier }),
          )
        ).GroupId
      : text(config, 'group_id');
    const reading = `reading IdentityStore Group (${GroupId})`;
    const group = await during(
      reading,
      orNull(client.identityStore('DescribeGroup', { IdentityStoreId, GroupId })),
    );
    if (!group) throw new Error(`${reading}: couldn't find resource`);
    return {
      ...config,
      description: null,
      display_name: group.DisplayName,
      external_ids: [],
      group_id: GroupId,
      id: GroupId,
      region: client.region,
    };
  },
};
