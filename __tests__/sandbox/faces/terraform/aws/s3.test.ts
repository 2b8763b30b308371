/** S3 in the sandbox: none of its own. What it does with a server of S3's API is tested where bootstrap is. */
import { bucket } from '../../../../../sandbox/faces/terraform/aws/s3-bucket.js';
import { bucketLifecycleConfiguration } from '../../../../../sandbox/faces/terraform/aws/s3-bucket-lifecycle-configuration.js';
import { bucketVersioning } from '../../../../../sandbox/faces/terraform/aws/s3-bucket-settings.js';
import { createTestWorld } from '../../../../helpers/world.js';

test('without a server that the environment names, a bucket is refused', async () => {
  const connection = { world: createTestWorld(), config: { region: 'eu-west-1' } };
  await expect(bucket.create(connection, { bucket: 'acme-tfstate' })).rejects.toThrow(
    'The sandbox has no S3 of its own: start it with AWS_ENDPOINT_URL_S3, the address of a server of S3’s API.',
  );
});

test('what isn’t modelled is refused by name', () => {
  const named = (refusals: readonly { summary: string }[] = []) => refusals.map(({ summary }) => summary);
  expect(named(bucket.validate?.({ bucket: 'b', acl: 'private', versioning: [{ enabled: true }] }))).toEqual([
    'The sandbox does not model `acl` of aws_s3_bucket.',
    'The sandbox does not model `versioning` of aws_s3_bucket.',
  ]);
  const rule = { id: 'a', status: 'On', transition: [{ days: 1, storage_class: 'GLACIER' }] };
  expect(named(bucketLifecycleConfiguration.validate?.({ rule: [rule] }))).toEqual([
    'The sandbox does not model `transition` of aws_s3_bucket_lifecycle_configuration.',
    'expected status to be one of ["Enabled" "Disabled"], got On',
  ]);
  expect(named(bucketVersioning.validate?.({ versioning_configuration: [{ status: 'Disabled' }] }))).toEqual([
    'expected status to be one of ["Enabled" "Suspended"], got Disabled',
  ]);
});
