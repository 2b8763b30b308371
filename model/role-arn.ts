import { awsPartitionOf } from './partition.js';

/** The ARN of an IAM role. `role` is its name, or its path and name such as `team/Deployer`; `region` tells the partition. */
export const roleArn = (region: string, accountId: string, role: string): string =>
  `arn:${awsPartitionOf(region)}:iam::${accountId}:role/${role}`;
