/** What a bucket that something else made lacks of what keeps a state safe. */
import {
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { askAws } from '../clouds/cloud-error.js';

export interface Protection {
  readonly name: string;
  /** `unknown`: the caller may not look. */
  readonly stands: boolean | 'unknown';
}

/** Reads four settings of the bucket, which is `account`'s: S3 refuses to show another's. */
export async function readProtections(s3: S3Client, Bucket: string, account: string): Promise<Protection[]> {
  const bucket = { Bucket, ExpectedBucketOwner: account };
  const policy = async () => (await s3.send(new GetBucketPolicyCommand(bucket))).Policy ?? '';
  const checks: Readonly<Record<string, () => Promise<boolean>>> = {
    versioning: async () => (await s3.send(new GetBucketVersioningCommand(bucket))).Status === 'Enabled',
    encryption: async () => {
      const { ServerSideEncryptionConfiguration: found } = await s3.send(
        new GetBucketEncryptionCommand(bucket),
      );
      return (found?.Rules ?? []).length > 0;
    },
    'public access blocked': async () => {
      const { PublicAccessBlockConfiguration: found } = await s3.send(
        new GetPublicAccessBlockCommand(bucket),
      );
      const blocks = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];
      return blocks.every((name) => found?.[name as keyof typeof found] === true);
    },
    'TLS-only policy': async () => refusesPlainHttp(await policy()),
  };
  const asked = Object.entries(checks).map(async ([name, check]) => ({
    name,
    stands: await ask(name, check),
  }));
  // Without a policy, nobody else is let in.
  const letsIn = await ask(
    'a policy that lets others in',
    async () => findOthers(await policy(), account).length > 0,
  );
  return [
    ...(await Promise.all(asked)),
    {
      name: 'a policy that lets in nobody of other accounts',
      stands: letsIn === 'unknown' ? letsIn : !letsIn,
    },
  ];
}

/** S3 answers 404 for a setting that nobody made. */
async function ask(name: string, check: () => Promise<boolean>): Promise<boolean | 'unknown'> {
  return askAws(`s3, whether the bucket has ${name}`, async () => {
    try {
      return await check();
    } catch (error) {
      const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
      if ($metadata?.httpStatusCode === 404) return false;
      if ($metadata?.httpStatusCode === 403) return 'unknown';
      throw error;
    }
  });
}

interface Statement {
  readonly Effect?: string;
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly Condition?: { readonly Bool?: Readonly<Record<string, unknown>> };
}

function statementsOf(policy: string): Statement[] {
  const { Statement: found = [] } = JSON.parse(policy || '{}') as { Statement?: Statement | Statement[] };
  return [found].flat();
}

const refusesPlainHttp = (policy: string): boolean =>
  statementsOf(policy).some(
    ({ Effect, Condition }) =>
      Effect === 'Deny' && String(Condition?.Bool?.['aws:SecureTransport']) === 'false',
  );

/** The principals of other accounts that a policy lets in, whatever its conditions. AWS's own services are none. */
export function findOthers(policy: string, account: string): string[] {
  const isOwn = (principal: string) =>
    principal === account || (principal.startsWith('arn:') && principal.split(':')[4] === account);
  return statementsOf(policy)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Principal = [] }) =>
      typeof Principal === 'string'
        ? [Principal]
        : Object.entries(Principal).flatMap(([kind, named]) => (kind === 'Service' ? [] : [named].flat())),
    )
    .filter((principal) => !isOwn(principal));
}
