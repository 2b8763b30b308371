import type { DataSourceType } from '../resource.js';
import { Client } from './client.js';
import { during } from './failures.js';

/** `aws_caller_identity`: whose credentials the provider has. */
export const callerIdentity: DataSourceType = {
  type: 'aws_caller_identity',

  async read(connection, config) {
    const { Account, Arn, UserId } = await during(
      'reading STS Caller Identity',
      new Client(connection, config).callerIdentity(),
    );
    return { ...config, account_id: Account, arn: Arn, id: Account, user_id: UserId };
  },
};
