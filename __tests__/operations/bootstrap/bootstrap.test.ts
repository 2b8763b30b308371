/** `federation bootstrap`: real Terraform makes a bucket on a server of S3's API, and its state moves into it. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createStateStorage, type StateStorage } from './state-storage.js';

let storage: StateStorage;
beforeAll(async () => void (storage = await createStateStorage()));
afterAll(() => storage.stop());

const protectionsOf = async (Bucket: string) => {
  const { s3 } = storage;
  const [versioning, encryption, access, ownership, policy, lifecycle] = await Promise.all([
    s3.getBucketVersioning({ Bucket }),
    s3.getBucketEncryption({ Bucket }),
    s3.getPublicAccessBlock({ Bucket }),
    s3.getBucketOwnershipControls({ Bucket }),
    s3.getBucketPolicy({ Bucket }),
    s3.getBucketLifecycleConfiguration({ Bucket }),
  ]);
  return {
    versioning: versioning.Status,
    encryption: encryption.ServerSideEncryptionConfiguration?.Rules,
    access: access.PublicAccessBlockConfiguration,
    ownership: ownership.OwnershipControls?.Rules,
    policy: JSON.parse(policy.Policy ?? '') as unknown,
    lifecycle: lifecycle.Rules,
  };
};

const PROTECTIONS = (bucket: string) => ({
  versioning: 'Enabled',
  encryption: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
  access: {
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  },
  ownership: [{ ObjectOwnership: 'BucketOwnerEnforced' }],
  policy: {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'TlsOnly',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  },
  lifecycle: [
    {
      ID: 'old-versions',
      Status: 'Enabled',
      Filter: { Prefix: '' },
      NoncurrentVersionExpiration: { NoncurrentDays: 90, NewerNoncurrentVersions: 30 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    },
  ],
});

const bucketFolder = (bucket: string) => join(storage.folder, 'cdktf.out/bootstrap', bucket);
const localStates = (bucket: string) =>
  readdirSync(bucketFolder(bucket)).filter((file) => file.includes('tfstate'));
const objectsIn = async (Bucket: string) =>
  ((await storage.s3.listObjectsV2({ Bucket })).Contents ?? []).map(({ Key }) => Key);

describe('a bucket that doesn’t exist', () => {
  const bucket = 'acme-tfstate';

  test('is made with all that protects a state, and its own state moves into it', async () => {
    storage.write(bucket);
    expect(await storage.bootstrap()).toBe(
      [
        'The state of test is to live in the bucket acme-tfstate in eu-west-1, which doesn’t exist.',
        'It will be made in the account 123456789012, by arn:aws:sts::123456789012:user/moto:',
        '  versioning     every version of a state is kept for 90 days, the 30 newest for good',
        '  encryption     with S3’s own keys (SSE-S3, AES-256)',
        '  public access  blocked; access control lists are off',
        '  policy         no request without TLS',
        '  destruction    refused by Terraform',
        'Its own state will be in it too: federation-bootstrap.tfstate.',
        'The bucket acme-tfstate is ready. Its own state is in it.',
        '',
      ].join('\n'),
    );
    expect(await protectionsOf(bucket)).toEqual(PROTECTIONS(bucket));
    expect(await objectsIn(bucket)).toEqual(['federation-bootstrap.tfstate']);
    expect(localStates(bucket)).toEqual([]);
  });

  test('is left alone by a second run, which needs no terminal', async () => {
    const { code, stdout } = await storage.run(['bootstrap', 'test']);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'The bucket acme-tfstate stands as it should. There is nothing to do.\n',
    });
  });

  test('has what somebody changed put right', async () => {
    const { s3 } = storage;
    await s3.putBucketVersioning({ Bucket: bucket, VersioningConfiguration: { Status: 'Suspended' } });
    await s3.deleteBucketPolicy({ Bucket: bucket });
    await s3.putPublicAccessBlock({
      Bucket: bucket,
      PublicAccessBlockConfiguration: { ...PROTECTIONS(bucket).access, BlockPublicPolicy: false },
    });
    expect(await storage.bootstrap()).toBe(
      [
        'The bucket acme-tfstate is not as it should be. What is to be put right:',
        '  change block public access',
        '  change versioning',
        '  make the bucket policy (TLS only)',
        'The bucket acme-tfstate is ready. Its own state is in it.',
        '',
      ].join('\n'),
    );
    expect(await protectionsOf(bucket)).toEqual(PROTECTIONS(bucket));
  });

  test('keeps the state of an environment, encrypted and locked while it is worked on', async () => {
    expect(await storage.run(['apply', 'test', '--auto-approve'])).toMatchObject({ code: 0 });
    const key = { Bucket: bucket, Key: 'federation/test.tfstate' };
    expect(await storage.s3.headObject(key)).toMatchObject({ ServerSideEncryption: 'AES256' });
    // As Terraform leaves it for as long as it works.
    const lock = { ID: '6f9619ff', Operation: 'OperationTypeApply', Who: 'ada@laptop', Version: '1.11.4' };
    await storage.s3.putObject({
      Bucket: bucket,
      Key: 'federation/test.tfstate.tflock',
      Body: JSON.stringify({ ...lock, Created: '2026-11-22T10:00:00Z' }),
    });
    const { code, stderr } = await storage.run(['apply', 'test', '--auto-approve']);
    expect(code).toBe(3);
    expect(stderr).toContain('ada@laptop');
  });

  test('leaves no key in what is synthesized', () => {
    const keys = { AWS_ACCESS_KEY_ID: 'test-key-id', AWS_SECRET_ACCESS_KEY: 'test-secret' };
    expect(storage.variables).toMatchObject(keys);
    const written = readdirSync(storage.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'));
    expect(written.length).toBeGreaterThan(3);
    expect(written.filter((text) => Object.values(keys).some((key) => text.includes(key)))).toEqual([]);
  });
});

describe('a run that is cut off is gone on with by the next', () => {
  const bucket = 'acme-cut-off';

  /** A `terraform` that ends the program that runs it when it is to do `step`. */
  const cutOffAt = async (step: string) => {
    const bin = join(storage.folder, 'bin');
    mkdirSync(bin, { recursive: true });
    const binary = join(bin, 'terraform');
    writeFileSync(
      binary,
      `#!/bin/sh\ncase "$*" in "${step}"*) kill -9 $PPID; exit 1;; esac\nexec terraform "$@"\n`,
    );
    chmodSync(binary, 0o755);
    const { code, stdout } = await storage.run(['bootstrap', 'test', '--auto-approve'], undefined, {
      TERRAFORM_BINARY_NAME: binary,
    });
    expect(code).toBeNull();
    return stdout;
  };
  beforeAll(() => void storage.write(bucket));

  test('before the state knows of the bucket', async () => {
    await cutOffAt('apply');
    expect(localStates(bucket)).toEqual(['bucket.tfstate']);
    // What Terraform would have done last.
    await storage.s3.createBucket({
      Bucket: bucket,
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    });
    const { code, stderr, stdout } = await storage.run(['bootstrap', 'test']);
    expect(code).toBe(1);
    expect(stdout).toContain('What is left to do:\n  change the bucket and its tags\n');
    expect(stderr).toContain('There is no terminal to ask for confirmation on. Pass --auto-approve.');
  });

  test('before its state has moved', async () => {
    expect(await cutOffAt('state push')).toBe(
      [
        'An earlier run was cut off while it made the bucket acme-cut-off. What is left to do:',
        '  change the bucket and its tags',
        '  make block public access',
        '  make encryption',
        '  make object ownership',
        '  make the bucket policy (TLS only)',
        '  make the lifecycle of old versions',
        '  make versioning',
        '',
      ].join('\n'),
    );
    expect(await protectionsOf(bucket)).toEqual(PROTECTIONS(bucket));
    const state = join(bucketFolder(bucket), 'bucket.tfstate');
    expect([statSync(state).mode & 0o777, statSync(bucketFolder(bucket)).mode & 0o777]).toEqual([
      0o600, 0o700,
    ]);
    expect(await objectsIn(bucket)).toEqual([]);
  });

  test('before the move is verified', async () => {
    expect(await cutOffAt('state pull')).toBe(
      'The bucket acme-cut-off stands as it should, but its own state has not moved into it.\n',
    );
    expect(existsSync(join(bucketFolder(bucket), 'bucket.tfstate'))).toBe(true);
    expect(await objectsIn(bucket)).toEqual(['federation-bootstrap.tfstate']);
    expect(await storage.bootstrap()).toBe(
      'The bucket acme-cut-off stands as it should. There is nothing to do.\n',
    );
    expect(localStates(bucket)).toEqual([]);
  });
});

test('a bucket that something else made is left alone, and what it lacks is said', async () => {
  await storage.s3.createBucket({
    Bucket: 'acme-elsewhere',
    CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
  });
  storage.write('acme-elsewhere');
  const { code, stderr } = await storage.run(['bootstrap', 'test', '--auto-approve']);
  expect(code).toBe(1);
  expect(stderr).toContain(
    [
      'Error: The bucket acme-elsewhere stands already, and was not made by this command. Nothing was changed.',
      '  It lacks: versioning, encryption, public access blocked, TLS-only policy.',
      '  Whoever made it looks after it: see docs/state.md for what a state needs. plan and apply work with it.',
    ].join('\n'),
  );
  expect(await storage.s3.getBucketVersioning({ Bucket: 'acme-elsewhere' })).not.toHaveProperty('Status');
});

test('missing credentials are told as such', async () => {
  storage.write('acme-nobody');
  const { code, stderr } = await storage.run(['bootstrap', 'test', '--auto-approve'], undefined, {
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
  });
  expect(code).toBe(3);
  expect(stderr).toContain(
    'Error: AWS doesn’t take the caller’s credentials, or there are none: sts GetCallerIdentity\n  Sign in to AWS again',
  );
});
