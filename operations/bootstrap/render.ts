/** What bootstrap will do, and what it found, for people. */
import { BOOTSTRAP_KEY } from '../../model/bootstrap-key.js';
import { OLD_VERSIONS } from '../../stacks/bootstrap-stack.js';
import type { PlannedChange } from '../terraform-message.js';
import type { BootstrapPlan } from './bootstrap.js';
import type { Protection } from './missing-protections.js';

export function renderBootstrap(plan: BootstrapPlan): string {
  const { s3, stage, changes } = plan;
  if (stage !== 'new' && changes.length === 0) {
    return stage === 'standing'
      ? `The bucket ${s3.bucket} stands as it should. There is nothing to do.`
      : `The bucket ${s3.bucket} stands as it should, but its own state has not moved into it.`;
  }
  if (stage === 'new') return renderNew(plan);
  const begun =
    stage === 'unfinished'
      ? `An earlier run was cut off while it made the bucket ${s3.bucket}. What is left to do:`
      : `The bucket ${s3.bucket} is not as it should be. What is to be put right:`;
  return [
    begun,
    ...changes
      .map(renderChange)
      .sort()
      .map((text) => `  ${text}`),
  ].join('\n');
}

function renderNew({ environment, s3, account, caller }: BootstrapPlan): string {
  const encryption =
    s3.kmsKeyId === undefined ? 'with S3’s own keys (SSE-S3, AES-256)' : `with the KMS key ${s3.kmsKeyId}`;
  return [
    `The state of ${environment} is to live in the bucket ${s3.bucket} in ${s3.region}, which doesn’t exist.`,
    `It will be made in the account ${account}, by ${caller}:`,
    `  versioning     every version of a state is kept for ${OLD_VERSIONS.days} days, the ${OLD_VERSIONS.newest} newest for good`,
    `  encryption     ${encryption}`,
    '  public access  blocked; access control lists are off',
    '  policy         no request without TLS',
    '  destruction    refused by Terraform',
    `Its own state will be in it too: ${BOOTSTRAP_KEY}.`,
  ].join('\n');
}

/** Terraform's types in the words of the S3 console. */
const WORDS: Readonly<Record<string, string>> = {
  aws_s3_bucket: 'the bucket and its tags',
  aws_s3_bucket_versioning: 'versioning',
  aws_s3_bucket_server_side_encryption_configuration: 'encryption',
  aws_s3_bucket_public_access_block: 'block public access',
  aws_s3_bucket_ownership_controls: 'object ownership',
  aws_s3_bucket_policy: 'the bucket policy (TLS only)',
  aws_s3_bucket_lifecycle_configuration: 'the lifecycle of old versions',
};

const ACTIONS: Readonly<Record<string, string>> = { create: 'make', update: 'change', import: 'take over' };

export function renderChange({ address, action }: PlannedChange): string {
  const [type = ''] = address.split('.');
  return `${ACTIONS[action] ?? action} ${WORDS[type] ?? address}`;
}

export function renderForeignBucket(bucket: string, protections: readonly Protection[]): string {
  const named = (stands: Protection['stands']) =>
    protections.filter((protection) => protection.stands === stands).map(({ name }) => name);
  const [lacking, unknown] = [named(false), named('unknown')];
  return [
    `The bucket ${bucket} stands already, and was not made by this command. Nothing was changed.`,
    lacking.length === 0
      ? unknown.length === 0
        ? '  It has what a state needs: use it as it is.'
        : undefined
      : `  It lacks: ${lacking.join(', ')}.`,
    unknown.length === 0 ? undefined : `  The caller may not see whether it has: ${unknown.join(', ')}.`,
    '  Whoever made it looks after it: see docs/state.md for what a state needs. plan and apply work with it.',
  ]
    .filter((line) => line !== undefined)
    .join('\n');
}
