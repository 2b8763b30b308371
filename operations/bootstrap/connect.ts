/** AWS as whoever reads and writes the state: the caller, or the role that `state.s3` names. */
import { S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { S3State } from '../../stacks/bootstrap-stack.js';
import { connectAws, connectAwsAs } from '../clouds/aws.js';
import { askAws } from '../clouds/cloud-error.js';
import { Requests } from '../clouds/requests.js';
import type { Context } from '../context.js';
import { UserError } from '../user-error.js';

export interface StateAccount {
  readonly s3: S3Client;
  /** Where the bucket is made. */
  readonly account: string;
  /** The ARN of who makes it. */
  readonly caller: string;
}

/** Throws a CloudError where AWS doesn't know the caller, and a UserError where it doesn't say of which account that is. */
export async function connectStateAccount(
  { bucket, region, role }: S3State,
  context: Pick<Context, 'progress' | 'signal'>,
): Promise<StateAccount> {
  const requests = new Requests(context);
  const own = connectAws(region, requests);
  const [, account, name] = /^[^:]*:[^:]*:[^:]*:[^:]*:(\d{12}):role\/(.+)$/.exec(role ?? '') ?? [];
  const { sts } =
    account === undefined || name === undefined
      ? own
      : connectAwsAs({ account, role: name }, own, region, requests);
  const identity = await askAws('sts GetCallerIdentity', () => sts.send(new GetCallerIdentityCommand({})));
  if (identity.Account === undefined) {
    throw new UserError(
      `AWS doesn’t say of which account the caller is, so whose the bucket ${bucket} is can’t be told. Nothing was changed.`,
    );
  }
  return {
    s3: new S3Client({ region, credentials: sts.config.credentials }),
    account: identity.Account,
    caller: identity.Arn ?? '',
  };
}
