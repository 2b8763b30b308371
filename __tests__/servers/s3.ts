/** An S3 server that this project didn't write: moto's. It holds nothing until a test makes it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pythonWith } from './python.js';

export interface S3Server {
  readonly endpoint: string;
  /** For a process with AWS's clients or Terraform's s3 backend, which asks STS who the caller is: both are moto. */
  readonly environment: Readonly<Record<string, string>>;
  /** Of it what sends S3 here and leaves the rest: to be laid over the environment of a served cloud. */
  readonly s3Environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export const S3_REGION = 'eu-west-1';

/** Starts moto on a free port. @throws Error where Python or pip isn't there, or with what moto said where it ends. */
export async function serveS3(): Promise<S3Server> {
  const child = spawn('python3', [join(__dirname, 'moto_server.py')], {
    env: { ...process.env, ...(await pythonWith('aws.requirements.txt')) },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const ended = once(child, 'close');
  const endpoint = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const [, address] = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    void ended.then(() => reject(new Error(`moto didn't start:\n${said}`)));
  });
  const s3Environment = {
    AWS_ENDPOINT_URL_S3: endpoint,
    // Terraform's s3 backend puts the bucket's name before the host, and no name server knows such a host. Go asks a
    // proxy for it, and moto answers as one; what is on loopback by its own name is asked directly.
    HTTP_PROXY: endpoint,
    NO_PROXY: 'localhost,127.0.0.1',
  };
  return {
    endpoint,
    s3Environment,
    environment: {
      ...s3Environment,
      AWS_ENDPOINT_URL_STS: endpoint,
      AWS_ACCESS_KEY_ID: 'test-key-id',
      AWS_SECRET_ACCESS_KEY: 'test-secret',
      AWS_REGION: S3_REGION,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
