import type { GetBucketLifecycleConfigurationOutput, LifecycleRule } from '@aws-sdk/client-s3';
import type { Attributes, Value } from '../resource.js';
import { blocks, text } from './attributes.js';
import { notModelled } from './iam-arguments.js';
import { bucketSetting } from './s3-bucket-setting.js';
import { checkArguments, oneOf } from './validate.js';

const TYPE = 'aws_s3_bucket_lifecycle_configuration';

/** What the sandbox models of a rule: what becomes of old versions and of uploads that were never finished. */
export const bucketLifecycleConfiguration = bucketSetting<GetBucketLifecycleConfigurationOutput>({
  type: TYPE,
  what: 'S3 Bucket Lifecycle Configuration',
  forceNew: ['expected_bucket_owner'],
  defaults: { transition_default_minimum_object_size: 'all_storage_classes_128K' },
  validate: (config) => [
    ...notModelled(config, TYPE, 'expected_bucket_owner', 'timeouts'),
    ...blocks(config, 'rule').flatMap((rule, index) => [
      ...notModelled(rule, TYPE, 'expiration', 'noncurrent_version_transition', 'prefix', 'transition'),
      ...blocks(rule, 'filter').flatMap((filter) =>
        notModelled(filter, TYPE, 'and', 'tag', 'object_size_greater_than', 'object_size_less_than'),
      ),
      ...checkArguments(rule, { status: [oneOf('Enabled', 'Disabled')] }, ['rule', index]),
    ]),
  ],
  operations: { put: 'putBucketLifecycleConfiguration', get: 'getBucketLifecycleConfiguration' },
  missing: 'NoSuchLifecycleConfiguration',
  input: (planned) => ({ LifecycleConfiguration: { Rules: blocks(planned, 'rule').map(ruleInput) } }),
  attributes: ({ Rules = [] }) => ({ rule: Rules.map(ruleAttributes), expected_bucket_owner: '' }),
  removal: { operation: 'deleteBucketLifecycle' },
});

function ruleInput(rule: Attributes): LifecycleRule {
  const [filter] = blocks(rule, 'filter');
  const [old] = blocks(rule, 'noncurrent_version_expiration');
  const [upload] = blocks(rule, 'abort_incomplete_multipart_upload');
  return {
    ID: text(rule, 'id'),
    Status: text(rule, 'status') as LifecycleRule['Status'],
    Filter: { Prefix: text(filter ?? {}, 'prefix') },
    NoncurrentVersionExpiration: old && {
      NoncurrentDays: number(old['noncurrent_days']),
      NewerNoncurrentVersions: number(old['newer_noncurrent_versions']),
    },
    AbortIncompleteMultipartUpload: upload && {
      DaysAfterInitiation: number(upload['days_after_initiation']),
    },
  };
}

function ruleAttributes(rule: LifecycleRule): Attributes {
  const { NoncurrentVersionExpiration: old, AbortIncompleteMultipartUpload: upload } = rule;
  const none = { and: [], tag: [], object_size_greater_than: null, object_size_less_than: null };
  return {
    id: rule.ID ?? '',
    status: rule.Status ?? '',
    prefix: '',
    filter: [{ ...none, prefix: rule.Filter?.Prefix ?? '' }],
    noncurrent_version_expiration: old
      ? [
          {
            noncurrent_days: old.NoncurrentDays ?? null,
            newer_noncurrent_versions: old.NewerNoncurrentVersions ?? null,
          },
        ]
      : [],
    abort_incomplete_multipart_upload: upload
      ? [{ days_after_initiation: upload.DaysAfterInitiation ?? null }]
      : [],
    expiration: [],
    noncurrent_version_transition: [],
    transition: [],
  };
}

const number = (value: Value | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined;
