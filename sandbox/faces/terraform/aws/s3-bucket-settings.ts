/** The settings of a bucket that are resources of their own, as far as a state bucket needs them. */
import type {
  GetBucketEncryptionOutput,
  GetBucketOwnershipControlsOutput,
  GetBucketPolicyOutput,
  GetBucketVersioningOutput,
  GetPublicAccessBlockOutput,
} from '@aws-sdk/client-s3';
import type { Attributes } from '../resource.js';
import { blocks, optionalText, text } from './attributes.js';
import { notModelled } from './iam-arguments.js';
import { compactJson, keptPolicy } from './policy-json.js';
import { bucketSetting } from './s3-bucket-setting.js';
import { checkArguments, oneOf, policyJson } from './validate.js';

const only = (attributes: Attributes, name: string): Attributes => blocks(attributes, name)[0] ?? {};

export const bucketVersioning = bucketSetting<GetBucketVersioningOutput>({
  type: 'aws_s3_bucket_versioning',
  what: 'S3 Bucket Versioning',
  forceNew: ['expected_bucket_owner'],
  validate: (config) => [
    ...notModelled(config, 'aws_s3_bucket_versioning', 'mfa', 'expected_bucket_owner'),
    ...checkArguments(only(config, 'versioning_configuration'), { status: [oneOf('Enabled', 'Suspended')] }, [
      'versioning_configuration',
      0,
    ]),
  ],
  operations: { put: 'putBucketVersioning', get: 'getBucketVersioning' },
  input: (planned) => ({
    VersioningConfiguration: { Status: text(only(planned, 'versioning_configuration'), 'status') },
  }),
  attributes: ({ Status, MFADelete }) =>
    Status === undefined
      ? null
      : { versioning_configuration: [{ status: Status, mfa_delete: MFADelete ?? '' }] },
  removal: { operation: 'putBucketVersioning', input: { VersioningConfiguration: { Status: 'Suspended' } } },
});

export const bucketEncryption = bucketSetting<GetBucketEncryptionOutput>({
  type: 'aws_s3_bucket_server_side_encryption_configuration',
  what: 'S3 Bucket Server-side Encryption Configuration',
  forceNew: ['expected_bucket_owner'],
  validate: (config) =>
    notModelled(config, 'aws_s3_bucket_server_side_encryption_configuration', 'expected_bucket_owner'),
  operations: { put: 'putBucketEncryption', get: 'getBucketEncryption' },
  missing: 'ServerSideEncryptionConfigurationNotFoundError',
  input: (planned) => ({
    ServerSideEncryptionConfiguration: {
      Rules: blocks(planned, 'rule').map((rule) => {
        const standard = only(rule, 'apply_server_side_encryption_by_default');
        return {
          ApplyServerSideEncryptionByDefault: {
            SSEAlgorithm: text(standard, 'sse_algorithm'),
            KMSMasterKeyID: optionalText(standard, 'kms_master_key_id'),
          },
          BucketKeyEnabled: rule['bucket_key_enabled'] ?? undefined,
        };
      }),
    },
  }),
  attributes: ({ ServerSideEncryptionConfiguration }) => ({
    rule: (ServerSideEncryptionConfiguration?.Rules ?? []).map(
      ({ ApplyServerSideEncryptionByDefault: standard, BucketKeyEnabled }) => ({
        apply_server_side_encryption_by_default: [
          {
            sse_algorithm: standard?.SSEAlgorithm ?? '',
            kms_master_key_id: standard?.KMSMasterKeyID ?? '',
          },
        ],
        blocked_encryption_types: [],
        bucket_key_enabled: BucketKeyEnabled ?? false,
      }),
    ),
  }),
  // AWS encrypts every bucket: deleting the setting puts SSE-S3 in its place.
  removal: { operation: 'deleteBucketEncryption' },
});

const BLOCKS = {
  block_public_acls: 'BlockPublicAcls',
  block_public_policy: 'BlockPublicPolicy',
  ignore_public_acls: 'IgnorePublicAcls',
  restrict_public_buckets: 'RestrictPublicBuckets',
} as const;

export const bucketPublicAccessBlock = bucketSetting<GetPublicAccessBlockOutput>({
  type: 'aws_s3_bucket_public_access_block',
  what: 'S3 Bucket Public Access Block',
  forceNew: [],
  defaults: Object.fromEntries(Object.keys(BLOCKS).map((name) => [name, false])),
  validate: (config) => notModelled(config, 'aws_s3_bucket_public_access_block', 'skip_destroy'),
  operations: { put: 'putPublicAccessBlock', get: 'getPublicAccessBlock' },
  missing: 'NoSuchPublicAccessBlockConfiguration',
  input: (planned) => ({
    PublicAccessBlockConfiguration: Object.fromEntries(
      Object.entries(BLOCKS).map(([name, member]) => [member, planned[name] === true]),
    ),
  }),
  attributes: ({ PublicAccessBlockConfiguration: found }) =>
    Object.fromEntries(Object.entries(BLOCKS).map(([name, member]) => [name, found?.[member] ?? false])),
  removal: { operation: 'deletePublicAccessBlock' },
});

export const bucketOwnershipControls = bucketSetting<GetBucketOwnershipControlsOutput>({
  type: 'aws_s3_bucket_ownership_controls',
  what: 'S3 Bucket Ownership Controls',
  forceNew: [],
  validate: (config) =>
    checkArguments(
      only(config, 'rule'),
      { object_ownership: [oneOf('BucketOwnerPreferred', 'ObjectWriter', 'BucketOwnerEnforced')] },
      ['rule', 0],
    ),
  operations: { put: 'putBucketOwnershipControls', get: 'getBucketOwnershipControls' },
  missing: 'OwnershipControlsNotFoundError',
  input: (planned) => ({
    OwnershipControls: { Rules: [{ ObjectOwnership: text(only(planned, 'rule'), 'object_ownership') }] },
  }),
  attributes: ({ OwnershipControls }) => ({
    rule: (OwnershipControls?.Rules ?? []).map(({ ObjectOwnership }) => ({
      object_ownership: ObjectOwnership ?? '',
    })),
  }),
  removal: { operation: 'deleteBucketOwnershipControls' },
});

export const bucketPolicy = bucketSetting<GetBucketPolicyOutput>({
  type: 'aws_s3_bucket_policy',
  what: 'S3 Bucket Policy',
  forceNew: [],
  validate: (config) => checkArguments(config, { policy: [policyJson] }),
  normalize: (planned, prior) => ({ ...planned, ...keptPolicy('policy', planned, prior) }),
  operations: { put: 'putBucketPolicy', get: 'getBucketPolicy' },
  missing: 'NoSuchBucketPolicy',
  input: (planned) => ({ Policy: compactJson(text(planned, 'policy')) }),
  attributes: ({ Policy }, state) => keptPolicy('policy', { policy: Policy ?? '' }, state),
  removal: { operation: 'deleteBucketPolicy' },
});
