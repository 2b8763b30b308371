/** The program with AWS and Entra as the sandbox has them, and S3 as moto has it. */
import { S3 } from '@aws-sdk/client-s3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../../sandbox/start.js';
import { type Ended, federation, type Options } from '../../cli/federation.js';
import { type SmallConfig, smallConfig, writeConfig } from '../../helpers/config.js';
import { testSeed } from '../../helpers/world.js';
import { S3_REGION, serveS3 } from '../../servers/s3.js';

export interface StateStorage {
  /** Moto by itself, as another person's tool would change it. */
  readonly s3: S3;
  /** The working directory. */
  readonly folder: string;
  /** What points Terraform and the program here. */
  readonly variables: NodeJS.ProcessEnv;
  /** Writes a config whose state is in this bucket. */
  write(bucket: string, settings?: object): SmallConfig;
  run(args: readonly string[], watch?: Options['watch'], variables?: NodeJS.ProcessEnv): Promise<Ended>;
  /** `bootstrap test --auto-approve`, without a failure. Its standard output. */
  bootstrap(): Promise<string>;
  stop(): Promise<void>;
}

export async function createStateStorage(): Promise<StateStorage> {
  const [server, sandbox] = await Promise.all([serveS3(), startSandbox(testSeed)]);
  // Of this process: the sandbox's provider takes S3's address from its own environment.
  process.env['AWS_ENDPOINT_URL_S3'] = server.endpoint;
  const folder = mkdtempSync(join(tmpdir(), 'state-storage-'));
  const variables = {
    ...process.env,
    ...sandbox.environment,
    ...server.environment,
    AWS_CONFIG_FILE: join(folder, 'aws-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'aws-credentials'),
    AWS_PROFILE: undefined,
  };
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } =
    server.environment;
  const s3 = new S3({
    endpoint: server.endpoint,
    region: S3_REGION,
    credentials: { accessKeyId, secretAccessKey },
  });
  const run: StateStorage['run'] = (args, watch, more) =>
    federation(args, { cwd: folder, variables: { ...variables, ...more }, watch });
  return {
    s3,
    folder,
    variables,
    write: (bucket, settings) => {
      const state = { s3: { bucket, key: 'federation/test.tfstate', region: S3_REGION, ...settings } };
      const config = { ...smallConfig(), state };
      writeConfig(join(folder, 'config'), config as unknown as SmallConfig);
      return config as unknown as SmallConfig;
    },
    run,
    bootstrap: async () => {
      const { code, stdout, stderr } = await run(['bootstrap', 'test', '--auto-approve']);
      if (code !== 0) throw new Error(`${stdout}${stderr}`);
      return stdout;
    },
    stop: async () => {
      s3.destroy();
      delete process.env['AWS_ENDPOINT_URL_S3'];
      await Promise.all([server.stop(), sandbox.stop()]);
      rmSync(folder, { recursive: true });
    },
  };
}
