/** Whether a bucket stands, and whose it is, before anything is made. */
import { HeadBucketCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { BOOTSTRAP_KEY } from '../../model/bootstrap-key.js';
import type { S3State } from '../../stacks/bootstrap-stack.js';
import { askAws } from '../clouds/cloud-error.js';
import { UserError } from '../user-error.js';

/** `bootstrapped`: it holds the state that it was made by. */
export type FoundBucket = 'absent' | 'bootstrapped' | 'standing';

/**
 * `account` is the caller's. Throws a UserError for a bucket that the caller may not use, that is another account's or
 * that is elsewhere, and a CloudError where S3 fails.
 */
export async function findBucket(
  s3: S3Client,
  { bucket, region }: S3State,
  account: string,
): Promise<FoundBucket> {
  const head = (owner: { readonly ExpectedBucketOwner?: string }) =>
    ask('s3 HeadBucket', () => s3.send(new HeadBucketCommand({ Bucket: bucket, ...owner })));
  const owner = { ExpectedBucketOwner: account };
  const answer = await head(owner);
  if (answer.status === 404) return 'absent';
  if (answer.status === 403) {
    // S3 refuses another owner's as it refuses whoever lacks the right: who may look without saying whose has the right.
    if ((await head({})).status === 200) throw new UserError(renderAnothersBucket(bucket, account));
    throw new UserError(
      [
        `The bucket ${bucket} stands, and the caller may not use it. Nothing was changed.`,
        '  Names of buckets are shared by all of AWS. If it is of another account, write another name to `state.s3.bucket`.',
        '  If it is yours, the caller lacks s3:ListBucket on it.',
      ].join('\n'),
    );
  }
  if (answer.status !== 200) {
    throw new UserError(
      [
        `The bucket ${bucket} stands in ${answer.region ?? 'another Region'}, not in ${region}. Nothing was changed.`,
        '  If it is yours, write that Region to `state.s3.region`. Else write another name to `state.s3.bucket`.',
      ].join('\n'),
    );
  }
  const object = { Bucket: bucket, Key: BOOTSTRAP_KEY, ...owner };
  const { status } = await ask(`s3 HeadObject ${BOOTSTRAP_KEY}`, () =>
    s3.send(new HeadObjectCommand(object)),
  );
  return status === 200 ? 'bootstrapped' : 'standing';
}

const renderAnothersBucket = (bucket: string, account: string): string =>
  [
    `The bucket ${bucket} is not of the caller’s account, ${account}: another account made it, and lets this one in. Nothing was written.`,
    '  Don’t use it: who owns it reads the state, with its secrets, and can change it. Names of buckets are shared by all of AWS:',
    '  write another name to `state.s3.bucket`. If that account is yours, name a role of it in `state.s3.role`.',
  ].join('\n');

interface Answer {
  readonly status: number;
  /** The bucket's, where it isn't the one that was asked. */
  readonly region?: string;
}

interface Failure {
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
}

/** What S3 says by its status: to these requests it has no other words. */
const TELLING = [301, 403, 404];

const ask = (request: string, send: () => Promise<unknown>): Promise<Answer> =>
  askAws(request, async () => {
    try {
      await send();
      return { status: 200 };
    } catch (error) {
      const { $metadata, $response } = error as Failure;
      const status = $metadata?.httpStatusCode ?? 0;
      if (!TELLING.includes(status)) throw error;
      return { status, region: $response?.headers?.['x-amz-bucket-region'] };
    }
  });
