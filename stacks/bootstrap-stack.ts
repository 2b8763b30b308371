/** The bucket that keeps state, with all that protects it: a stack of its own, whose state moves into that bucket. */
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { LocalBackend } from 'cdktf';
import type { Construct } from 'constructs';
import { BOOTSTRAP_KEY } from '../model/bootstrap-key.js';
import type { StateConfig } from '../model/config.js';
import { awsPartitionOf } from '../model/partition.js';
import { createBackend } from './backend.js';
import { literal } from './literal.js';
import { NamedStack } from './named-stack.js';

export type S3State = NonNullable<StateConfig['s3']>;

export interface BootstrapStackProps {
  readonly s3: S3State;
  /** Where this stack's own state is: a file of that name beside the stack, or in the bucket that it makes. */
  readonly state: { readonly file: string } | 'in the bucket';
  /** Whether the bucket stands already, and is to be taken into the state. */
  readonly adopt: boolean;
}

/** How long S3 keeps a version of a state that another has taken the place of. The newest ones stay whatever their age. */
export const OLD_VERSIONS = { days: 90, newest: 30 } as const;

/** The one name of every object here. It is an address, so it never changes. */
const NAME = 'state';

export class BootstrapStack extends NamedStack {
  private readonly s3: S3State;
  private readonly bucket: S3Bucket;

  constructor(scope: Construct, id: string, { s3, state, adopt }: BootstrapStackProps) {
    super(scope, id);
    this.s3 = s3;
    if (state === 'in the bucket') createBackend(this, { s3: { ...s3, key: BOOTSTRAP_KEY } });
    else new LocalBackend(this, { path: state.file });
    this.createProvider();
    this.bucket = this.createBucket();
    if (adopt) this.bucket.importFrom(s3.bucket);
    this.createVersioning();
    this.createEncryption();
    this.createOwnership();
    this.createPolicy(this.createPublicAccessBlock());
  }

  /** As whoever reads and writes the state. */
  private createProvider(): void {
    const { region, role } = this.s3;
    const assumeRole = role === undefined ? undefined : [{ roleArn: literal(role) }];
    this.acceptNewerVersions(new AwsProvider(this, 'aws', { region: literal(region), assumeRole }));
  }

  private createBucket(): S3Bucket {
    return new S3Bucket(this, NAME, {
      bucket: literal(this.s3.bucket),
      forceDestroy: false,
      tags: { 'managed-by': 'federation bootstrap' },
      lifecycle: { preventDestroy: true },
    });
  }

  private createVersioning(): void {
    const versioning = new S3BucketVersioningA(this, `${NAME}-versioning`, {
      bucket: this.bucket.id,
      versioningConfiguration: { status: 'Enabled' },
      lifecycle: { preventDestroy: true },
    });
    versioning.overrideLogicalId(NAME);
    this.createLifecycle(versioning);
  }

  /** Only what is no longer the newest goes. Each lock leaves two versions behind: the lock file and its deletion. */
  private createLifecycle(versioning: S3BucketVersioningA): void {
    new S3BucketLifecycleConfiguration(this, `${NAME}-lifecycle`, {
      bucket: this.bucket.id,
      rule: [
        {
          id: 'old-versions',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          noncurrentVersionExpiration: [
            { noncurrentDays: OLD_VERSIONS.days, newerNoncurrentVersions: OLD_VERSIONS.newest },
          ],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
      dependsOn: [versioning],
    }).overrideLogicalId(NAME);
  }

  /** Without a key, the same that Terraform's backend asks for with each state that it writes. */
  private createEncryption(): void {
    const { kmsKeyId } = this.s3;
    new S3BucketServerSideEncryptionConfigurationA(this, `${NAME}-encryption`, {
      bucket: this.bucket.id,
      rule: [
        {
          applyServerSideEncryptionByDefault:
            kmsKeyId === undefined
              ? { sseAlgorithm: 'AES256' }
              : { sseAlgorithm: 'aws:kms', kmsMasterKeyId: literal(kmsKeyId) },
          bucketKeyEnabled: kmsKeyId !== undefined,
        },
      ],
    }).overrideLogicalId(NAME);
  }

  private createOwnership(): void {
    new S3BucketOwnershipControls(this, `${NAME}-ownership`, {
      bucket: this.bucket.id,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    }).overrideLogicalId(NAME);
  }

  private createPublicAccessBlock(): S3BucketPublicAccessBlock {
    const block = new S3BucketPublicAccessBlock(this, `${NAME}-public-access-block`, {
      bucket: this.bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    block.overrideLogicalId(NAME);
    return block;
  }

  /** S3 refuses two changes of one bucket's access at once. */
  private createPolicy(after: S3BucketPublicAccessBlock): void {
    const arn = `arn:${awsPartitionOf(this.s3.region)}:s3:::${this.s3.bucket}`;
    const policy = {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'TlsOnly',
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: [arn, `${arn}/*`],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    };
    new S3BucketPolicy(this, `${NAME}-policy`, {
      bucket: this.bucket.id,
      policy: literal(JSON.stringify(policy)),
      dependsOn: [after],
    }).overrideLogicalId(NAME);
  }
}
