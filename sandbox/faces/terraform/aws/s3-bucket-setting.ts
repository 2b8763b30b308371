/** What the resources have in common that are one setting of a bucket: a bucket has one of each, and its name is the id. */
import type { Attributes, Connection, ResourceType } from '../resource.js';
import { text } from './attributes.js';
import { during } from './failures.js';
import { callS3, unlessMissing } from './s3-client.js';

/** What S3 says where there is no such bucket. */
export const NO_BUCKET = ['NoSuchBucket', 'NotFound'];

export interface BucketSetting<Found> extends Pick<
  ResourceType,
  'type' | 'forceNew' | 'defaults' | 'validate' | 'normalize'
> {
  /** As the real provider calls it in its messages, such as `S3 Bucket Versioning`. */
  readonly what: string;
  /** S3's operations, such as `putBucketVersioning`. */
  readonly operations: Readonly<Record<'put' | 'get', Parameters<typeof callS3>[2]>>;
  /** The code that S3 answers where the setting isn't there. */
  readonly missing?: string;
  /** The input of `put`, but for the bucket. */
  input(planned: Attributes): object;
  /** The arguments as S3 has them; null where the setting counts as gone. */
  attributes(found: Found, state: Attributes): Attributes | null;
  /** Destroying it: an operation that deletes it, or what is put in its place. */
  readonly removal: { readonly operation: Parameters<typeof callS3>[2]; readonly input?: object };
}

export function bucketSetting<Found>(setting: BucketSetting<Found>): ResourceType {
  const { type, forceNew, defaults, validate, normalize, what, operations, missing, removal } = setting;
  const put = async (connection: Connection, planned: Attributes, doing: string): Promise<Attributes> => {
    const Bucket = text(planned, 'bucket');
    const input = { Bucket, ...setting.input(planned) };
    await during(`${doing} ${what} (${Bucket})`, callS3(connection, planned, operations.put, input));
    const made = await read(connection, { ...planned, id: Bucket });
    if (made === null) throw new Error(`${doing} ${what} (${Bucket}): empty result`);
    return made;
  };
  const read = async (connection: Connection, state: Attributes): Promise<Attributes | null> => {
    const Bucket = text(state, 'id');
    const found = await during(
      `reading ${what} (${Bucket})`,
      unlessMissing(
        callS3<Found>(connection, state, operations.get, { Bucket }),
        ...NO_BUCKET,
        ...(missing === undefined ? [] : [missing]),
      ),
    );
    const attributes = found === null ? null : setting.attributes(found, state);
    if (attributes === null) return null;
    const region = text(state, 'region') || text(connection.config, 'region');
    return { ...state, ...attributes, bucket: Bucket, region };
  };
  return {
    type,
    forceNew: ['bucket', 'region', ...forceNew],
    defaults,
    validate,
    normalize,
    create: (connection, planned) => put(connection, planned, 'creating'),
    read,
    update: (connection, planned) => put(connection, planned, 'updating'),
    async remove(connection, state) {
      const Bucket = text(state, 'id');
      await during(
        `deleting ${what} (${Bucket})`,
        unlessMissing(
          callS3(connection, state, removal.operation, { Bucket, ...removal.input }),
          ...NO_BUCKET,
        ),
      );
    },
    /** By the bucket's name. */
    import: async (_connection, id) => ({ id }),
  };
}
