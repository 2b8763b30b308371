import type { DataSourceType } from '../resource.js';
import { Client } from './client.js';
import { during } from './failures.js';
import { allPages } from './pages.js';

/** `aws_ssoadmin_instances`: the instance in the provider's Region, or none. */
export const instances: DataSourceType = {
  type: 'aws_ssoadmin_instances',

  async read(connection, config) {
    const client = new Client(connection, config);
    const found = await during(
      'reading SSO Instances',
      allPages(
        (NextToken) => client.ssoAdmin('ListInstances', { NextToken }),
        ({ Instances }) => Instances,
      ),
    );
    return {
      ...config,
      arns: found.map(({ InstanceArn }) => InstanceArn),
      id: client.region,
      identity_store_ids: found.map(({ IdentityStoreId }) => IdentityStoreId),
      region: client.region,
    };
  },
};
