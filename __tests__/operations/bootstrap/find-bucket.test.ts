/** What S3 says of a bucket by a status alone: moto knows one account and one Region. */
import { S3Client } from '@aws-sdk/client-s3';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { findBucket } from '../../../operations/bootstrap/find-bucket.js';

const STATE = { bucket: 'acme-tfstate', key: 'federation/test.tfstate', region: 'eu-west-1' };

/** Another owner's header is answered with 403, as S3 does and moto doesn't. */
const OWNER = '999999999999';

async function findAnswered(status: number, headers: Record<string, string> = {}) {
  const server = createServer(({ headers: sent }, response) => {
    const expected = sent['x-amz-expected-bucket-owner'];
    const refused = status === 200 && expected !== undefined && expected !== OWNER;
    response.writeHead(refused ? 403 : status, headers).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: STATE.region,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
  try {
    return await findBucket(client, STATE, '123456789012');
  } finally {
    client.destroy();
    server.close();
  }
}

test('a name that another account has taken', async () => {
  await expect(findAnswered(403)).rejects.toThrow(
    [
      'The bucket acme-tfstate stands, and the caller may not use it. Nothing was changed.',
      '  Names of buckets are shared by all of AWS. If it is of another account, write another name to `state.s3.bucket`.',
      '  If it is yours, the caller lacks s3:ListBucket on it.',
    ].join('\n'),
  );
});

test('a bucket of another account that lets this one in', async () => {
  await expect(findAnswered(200)).rejects.toThrow(
    [
      'The bucket acme-tfstate is not of the caller’s account, 123456789012: another account made it, and lets this one in. Nothing was written.',
      '  Don’t use it: who owns it reads the state, with its secrets, and can change it. Names of buckets are shared by all of AWS:',
      '  write another name to `state.s3.bucket`. If that account is yours, name a role of it in `state.s3.role`.',
    ].join('\n'),
  );
});

test('a bucket in another Region', async () => {
  await expect(findAnswered(301, { 'x-amz-bucket-region': 'us-east-1' })).rejects.toThrow(
    [
      'The bucket acme-tfstate stands in us-east-1, not in eu-west-1. Nothing was changed.',
      '  If it is yours, write that Region to `state.s3.region`. Else write another name to `state.s3.bucket`.',
    ].join('\n'),
  );
});

test('a failure of S3’s own is told as such', async () => {
  await expect(findAnswered(500)).rejects.toThrow('AWS failed: s3 HeadBucket');
});
