/**
 * A server for Terraform's HTTP backend that this project didn't write: moto's S3, whose objects anybody may read and
 * write by plain HTTP. It knows no locks: no package of a server that does was found for the tests to install.
 */
import { CreateBucketCommand, PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { S3_REGION, type S3Server } from './s3.js';

const BUCKET = 'plain-http';

export interface HttpBackend {
  /** The address of a state. */
  address(name: string): string;
  /** For Terraform's process. */
  readonly environment: Readonly<Record<string, string>>;
}

export async function openHttpBackend({ endpoint }: Pick<S3Server, 'endpoint'>): Promise<HttpBackend> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new S3Client({ endpoint, region: S3_REGION, credentials, forcePathStyle: true });
  await client.send(
    new CreateBucketCommand({
      Bucket: BUCKET,
      CreateBucketConfiguration: { LocationConstraint: S3_REGION },
    }),
  );
  const Statement = [
    {
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:*',
      Resource: [`arn:aws:s3:::${BUCKET}`, `arn:aws:s3:::${BUCKET}/*`],
    },
  ];
  await client.send(
    new PutBucketPolicyCommand({
      Bucket: BUCKET,
      Policy: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  );
  return {
    address: (name) => `${endpoint}/${BUCKET}/${name}`,
    environment: { TF_HTTP_UPDATE_METHOD: 'PUT', TF_HTTP_USERNAME: '', TF_HTTP_PASSWORD: '' },
  };
}
