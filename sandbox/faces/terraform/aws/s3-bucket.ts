import { arnPrefixOf } from '../../../world/aws/partition.js';
import type { Attributes, Connection, ResourceType } from '../resource.js';
import { text } from './attributes.js';
import { during } from './failures.js';
import { notModelled } from './iam-arguments.js';
import { NO_BUCKET } from './s3-bucket-setting.js';
import { callS3, unlessMissing } from './s3-client.js';
import { tagAttributes, tagList, tagsOf, wantedTags } from './tags.js';
import { checkArguments, lengthBetween } from './validate.js';

const TYPE = 'aws_s3_bucket';

/** Resources of their own have taken their place. */
const SETTINGS = [
  'acceleration_status',
  'acl',
  'cors_rule',
  'grant',
  'lifecycle_rule',
  'logging',
  'object_lock_configuration',
  'policy',
  'replication_configuration',
  'request_payer',
  'server_side_encryption_configuration',
  'versioning',
  'website',
];

/** `aws_s3_bucket`: its name and tags. What the real one also reads of the bucket's settings is empty here. */
export const bucket: ResourceType = {
  type: TYPE,
  forceNew: ['bucket', 'bucket_prefix', 'object_lock_enabled', 'region'],
  defaults: { force_destroy: false, object_lock_enabled: false },
  recomputed: ['tags_all'],

  validate: (config) => [
    ...(config['bucket'] === null
      ? [{ summary: `The sandbox does not model ${TYPE} without \`bucket\`.`, attribute: ['bucket'] }]
      : []),
    ...notModelled(config, TYPE, 'bucket_prefix', ...SETTINGS),
    ...checkArguments(config, { bucket: [lengthBetween(0, 63)] }),
  ],

  async create(connection, planned) {
    const Bucket = text(planned, 'bucket');
    const region = regionOf(connection, planned);
    const input = {
      Bucket,
      ...(region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: region } }),
    };
    await during(`creating S3 Bucket (${Bucket})`, callS3(connection, planned, 'createBucket', input));
    const made = { ...planned, id: Bucket };
    await putTags(connection, made);
    return readBack(connection, made);
  },

  read,

  async update(connection, planned) {
    await putTags(connection, planned);
    return readBack(connection, planned);
  },

  async remove(connection, state) {
    const Bucket = text(state, 'id');
    if (state['force_destroy'] === true)
      throw new Error(`The sandbox does not model force_destroy of ${TYPE}.`);
    await during(
      `deleting S3 Bucket (${Bucket})`,
      unlessMissing(callS3(connection, state, 'deleteBucket', { Bucket }), ...NO_BUCKET),
    );
  },

  /** By name. */
  import: async (_connection, id) => ({ id, force_destroy: false }),
};

async function read(connection: Connection, state: Attributes): Promise<Attributes | null> {
  const Bucket = text(state, 'id');
  const reading = `reading S3 Bucket (${Bucket})`;
  const found = await during(
    reading,
    unlessMissing(callS3(connection, state, 'headBucket', { Bucket }), ...NO_BUCKET),
  );
  if (found === null) return null;
  const tags = await during(
    reading,
    unlessMissing(
      callS3<{ TagSet: { Key: string; Value: string }[] }>(connection, state, 'getBucketTagging', { Bucket }),
      'NoSuchTagSet',
    ),
  );
  const region = regionOf(connection, state);
  const empty = Object.fromEntries(SETTINGS.map((name) => [name, state[name] ?? null]));
  return {
    ...state,
    ...empty,
    ...tagAttributes(connection, state, tagsOf(tags?.TagSet ?? [])),
    arn: `${arnPrefixOf(region)}:s3:::${Bucket}`,
    bucket: Bucket,
    bucket_domain_name: `${Bucket}.s3.amazonaws.com`,
    bucket_prefix: '',
    bucket_region: region,
    bucket_regional_domain_name: `${Bucket}.s3.${region}.amazonaws.com`,
    hosted_zone_id: '',
    object_lock_enabled: false,
    region,
  };
}

async function readBack(connection: Connection, attributes: Attributes): Promise<Attributes> {
  const found = await read(connection, attributes);
  if (found === null) throw new Error(`S3 Bucket (${text(attributes, 'id')}) is gone.`);
  return found;
}

async function putTags(connection: Connection, attributes: Attributes): Promise<void> {
  const Bucket = text(attributes, 'id');
  const TagSet = tagList(wantedTags(connection, attributes));
  await during(
    `updating S3 Bucket (${Bucket}) tags`,
    TagSet.length === 0
      ? callS3(connection, attributes, 'deleteBucketTagging', { Bucket })
      : callS3(connection, attributes, 'putBucketTagging', { Bucket, Tagging: { TagSet } }),
  );
}

const regionOf = ({ config }: Connection, attributes: Attributes): string =>
  text(attributes, 'region') || text(config, 'region');
