import { Testing } from 'cdktf';
import { BootstrapStack, type BootstrapStackProps, type S3State } from '../../stacks/bootstrap-stack.js';
import { addressesOf, type Synthesized } from '../helpers/synthesize.js';

const S3: S3State = { bucket: 'acme-tfstate', key: 'federation/prod.tfstate', region: 'eu-west-1' };

function synthesize(s3: S3State, props: Partial<BootstrapStackProps> = {}): Synthesized {
  const stack = new BootstrapStack(Testing.app(), 'bootstrap', {
    s3,
    state: { file: 'bucket.tfstate' },
    adopt: false,
    ...props,
  });
  return JSON.parse(Testing.synth(stack, true)) as Synthesized;
}

test('its addresses are these, for ever', () => {
  expect(addressesOf({ ...synthesize(S3), data: {} })).toEqual([
    'aws_s3_bucket.state',
    'aws_s3_bucket_lifecycle_configuration.state',
    'aws_s3_bucket_ownership_controls.state',
    'aws_s3_bucket_policy.state',
    'aws_s3_bucket_public_access_block.state',
    'aws_s3_bucket_server_side_encryption_configuration.state',
    'aws_s3_bucket_versioning.state',
  ]);
});

test('Terraform refuses to destroy the bucket and its versioning, and never empties it', () => {
  const { aws_s3_bucket: bucket, aws_s3_bucket_versioning: versioning } = synthesize(S3).resource;
  expect(bucket?.['state']).toMatchObject({ force_destroy: false, lifecycle: { prevent_destroy: true } });
  expect(versioning?.['state']).toMatchObject({ lifecycle: { prevent_destroy: true } });
});

test('the config’s KMS key encrypts what is in the bucket, with one data key for many objects', () => {
  const kmsKeyId = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const encryption = synthesize({ ...S3, kmsKeyId }).resource[
    'aws_s3_bucket_server_side_encryption_configuration'
  ];
  expect(encryption?.['state']?.['rule']).toEqual([
    {
      apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms', kms_master_key_id: kmsKeyId },
      bucket_key_enabled: true,
    },
  ]);
});

test('the policy names the bucket in its own partition', () => {
  const { resource } = synthesize({ ...S3, region: 'us-gov-west-1' });
  const { Statement } = JSON.parse(String(resource['aws_s3_bucket_policy']?.['state']?.['policy'])) as {
    Statement: { Resource: string[] }[];
  };
  expect(Statement[0]?.Resource).toEqual([
    'arn:aws-us-gov:s3:::acme-tfstate',
    'arn:aws-us-gov:s3:::acme-tfstate/*',
  ]);
});

test('AWS is called as the role of the state, in the bucket’s Region', () => {
  const role = 'arn:aws:iam::111122223333:role/FederationState';
  expect(synthesize({ ...S3, role }).provider['aws']).toEqual([
    { region: 'eu-west-1', assume_role: [{ role_arn: role }] },
  ]);
});

test('the bucket’s own state is a file, and then an object of the bucket that no environment names', () => {
  expect(synthesize(S3).terraform.backend).toEqual({ local: { path: 'bucket.tfstate' } });
  expect(synthesize(S3, { state: 'in the bucket' }).terraform.backend).toEqual({
    s3: {
      bucket: 'acme-tfstate',
      key: 'federation-bootstrap.tfstate',
      region: 'eu-west-1',
      encrypt: true,
      use_lockfile: true,
    },
  });
});
