/** What Amazon S3, KMS and IAM take for the settings of an s3 backend. */
import type { StateConfig } from '../config.js';
import { awsPartitionOf } from '../partition.js';
import { error, warning, type Location, type Problem } from '../problem.js';
import { quote } from '../text.js';
import { refuseRegion } from './region.js';

type S3 = NonNullable<StateConfig['s3']>;

/** AWS, "General purpose bucket naming rules". */
const BUCKET = /^(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9](?!.*\.\.)[a-z0-9.-]{1,61}[a-z0-9]$/;
const RESERVED = /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;
/** AWS, "Naming Amazon S3 objects": UTF-8. */
const KEY_BYTES = 1024;
/** AWS, KMS API reference, `KeyId`; an alias is not taken by Terraform. */
const KMS_KEY = /^arn:(aws[a-z-]*):kms:([a-z0-9-]+):\d{12}:key\/[A-Za-z0-9-]+$/;
/** AWS, IAM API reference, `Role`. */
const ROLE = /^arn:(aws[a-z-]*):iam::\d{12}:role\/(?:[\x21-\x7e]+\/)?[\w+=,.@-]{1,64}$/;

/** @param awsRegion The Region of IAM Identity Center, where the config says it. */
export function findForeignS3(
  s3: S3,
  awsRegion: string | undefined,
  at: (key: string) => Location,
): Problem[] {
  const region = refuseRegion(s3.region, at('region'), 'state');
  return [
    ...findForeignBucket(s3.bucket, at('bucket')),
    ...findForeignKey(s3.key, at('key')),
    ...region,
    ...(region.length === 0 ? findDisagreement(s3, awsRegion, at) : []),
  ];
}

function findForeignBucket(bucket: string, at: Location): Problem[] {
  const reserved = RESERVED.exec(bucket)?.[0];
  if (BUCKET.test(bucket) && reserved === undefined) return [];
  const message =
    reserved === undefined
      ? `${quote(bucket)} is not the name of a bucket.`
      : `${quote(bucket)} is not the name of a bucket: AWS keeps ${quote(reserved)} for itself.`;
  return [
    error(
      at,
      message,
      'Allowed: 3 to 63 lowercase letters, digits, hyphens and single dots, with a letter or digit at both ends; no IP address.',
    ),
  ];
}

/** That it neither starts nor ends with a slash is Terraform's own rule. */
function findForeignKey(key: string, at: Location): Problem[] {
  if (Buffer.byteLength(key) > KEY_BYTES)
    return [error(at, `is ${Buffer.byteLength(key)} bytes long; S3 allows ${KEY_BYTES}.`)];
  if (/[*?]|\$\{/.test(key)) {
    return [
      error(
        at,
        `${quote(key)} has *, ? or \${ in it: in an IAM policy these stand for other keys too, and a policy for this state would open others.`,
        'For example: federation/prod.tfstate.',
      ),
    ];
  }
  if (!/^\/|\/$|\/\//.test(key)) return [];
  return [
    error(
      at,
      `${quote(key)} has a slash at its start or end, or two in a row, which Terraform refuses.`,
      'For example: federation/prod.tfstate.',
    ),
  ];
}

function findDisagreement(
  { region, kmsKeyId, role }: S3,
  awsRegion: string | undefined,
  at: (key: string) => Location,
): Problem[] {
  const partition = awsPartitionOf(region);
  const problems: Problem[] = [];
  if (kmsKeyId !== undefined) {
    const [, , keyRegion] = KMS_KEY.exec(kmsKeyId) ?? [];
    if (keyRegion === undefined) {
      problems.push(
        error(
          at('kmsKeyId'),
          `${quote(kmsKeyId)} is not the ARN of a KMS key.`,
          `It looks like arn:${partition}:kms:${region}:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab; no alias.`,
        ),
      );
    } else if (keyRegion !== region) {
      problems.push(
        error(
          at('kmsKeyId'),
          `is a key of ${keyRegion}, and the bucket is in ${region}.`,
          'S3 encrypts with a key of the bucket’s own Region; of a multi-Region key, name the replica there.',
        ),
      );
    }
  }
  if (role !== undefined) {
    const [, rolePartition] = ROLE.exec(role) ?? [];
    if (rolePartition !== partition) {
      problems.push(
        error(
          at('role'),
          rolePartition === undefined
            ? `${quote(role)} is not the ARN of a role.`
            : `${quote(role)} is a role of the partition ${rolePartition}, and the bucket is in ${partition}.`,
          `It looks like arn:${partition}:iam::111122223333:role/FederationState.`,
        ),
      );
    }
  }
  if (awsRegion !== undefined && awsPartitionOf(awsRegion) !== partition) {
    problems.push(
      warning(
        at('region'),
        `${quote(region)} is in the partition ${partition}, and IAM Identity Center is in ${awsPartitionOf(awsRegion)}.`,
        'Credentials of one don’t work in the other: name a `role` that both accept, or keep the state where the rest is.',
      ),
    );
  }
  return problems;
}
