/** Rights to the state, where it lies in S3. */
import type { Environment } from '../../model/environment.js';
import { awsPartitionOf } from '../../model/partition.js';
import type { Statements } from './attached-policies.js';
import { allow } from './policy-document.js';

/**
 * As Terraform's documentation of the s3 backend with a lock file has them: the state is never deleted, the lock is.
 * With a KMS key S3 asks for GenerateDataKey to write and Decrypt to read.
 */
export function allowState({ config: { state } }: Environment): Statements {
  if (state.s3 === undefined) return [];
  const { bucket, key, region, kmsKeyId } = state.s3;
  const arn = `arn:${awsPartitionOf(region)}:s3:::${bucket}`;
  const object = `${arn}/${key}`;
  return [
    allow('StateBucket', ['s3:ListBucket'], [arn]),
    allow('State', ['s3:GetObject', 's3:PutObject'], [object, `${object}.tflock`]),
    allow('StateLock', ['s3:DeleteObject'], [`${object}.tflock`]),
    allow('StateKey', ['kms:Decrypt', 'kms:GenerateDataKey'], kmsKeyId === undefined ? [] : [kmsKeyId]),
  ];
}
