/** Places for states, of the three kinds that can be had here, and a working directory of their own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { StateConfig } from '../../../model/config.js';
import type { Environment } from '../../../model/environment.js';
import type { Context } from '../../../operations/context.js';
import { runTerraform } from '../../../operations/run-terraform.js';
import { backendOf, toBlock } from '../../../operations/state/backend.js';
import { stackFolder } from '../../../operations/synthesize.js';
import { serveState } from '../../../sandbox/faces/state.js';
import { loadConfig, smallConfig } from '../../helpers/config.js';
import { S3_REGION, serveS3 } from '../../servers/s3.js';
import { createContext } from '../builtin-stack.js';

export type Kind = 'http' | 's3' | 'local';

export interface Places {
  readonly context: Context;
  /** One that holds nothing yet. */
  place(kind: Kind): StateConfig;
  /** The environment `test` with its state there, and a stack folder that knows nothing yet. */
  environment(state: StateConfig): Environment;
  /** A stack in a folder of its own, initialised. */
  stack(state: StateConfig, resources: object): Promise<string>;
  /** The same in the folder of the environment `test`, which is taken from what it was before. */
  ownStack(state: StateConfig, resources: object): Promise<string>;
  stop(): Promise<void>;
}

const BUCKET = 'acme-tfstate';

export async function createPlaces(): Promise<Places> {
  const [http, s3, base] = await Promise.all([serveState(), serveS3(), createContext()]);
  const { TF_HTTP_ADDRESS = '', TF_HTTP_USERNAME, TF_HTTP_PASSWORD } = http.environment('place');
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  await new S3Client({ endpoint: s3.endpoint, region: S3_REGION, credentials, forcePathStyle: true }).send(
    new CreateBucketCommand({
      Bucket: BUCKET,
      CreateBucketConfiguration: { LocationConstraint: S3_REGION },
    }),
  );
  const variables = { ...process.env, ...s3.environment, TF_HTTP_USERNAME, TF_HTTP_PASSWORD };
  const context = { ...base, variables };
  const home = process.cwd();
  const cwd = mkdtempSync(join(tmpdir(), 'state-'));
  process.chdir(cwd);
  let made = 0;

  const initialized = async (folder: string, state: StateConfig, resources: object): Promise<string> => {
    const terraform = toBlock(backendOf(state));
    writeFileSync(
      join(folder, 'cdk.tf.json'),
      JSON.stringify({ terraform, resource: { terraform_data: resources } }),
    );
    await runTerraform(context, folder, ['init', '-no-color']);
    return folder;
  };
  return {
    context,
    place: (kind) => {
      const name = `place-${++made}`;
      const address = `${TF_HTTP_ADDRESS}-${name}`;
      if (kind === 'http') return { http: { address, lockAddress: address } };
      if (kind === 'local') return { local: { path: join(cwd, `${name}.tfstate`) } };
      return { s3: { bucket: BUCKET, key: `${name}.tfstate`, region: S3_REGION } };
    },
    environment: (state) => {
      const environment = loadConfig(smallConfig());
      return { ...environment, config: { ...environment.config, state } };
    },
    stack: (state, resources) => initialized(mkdtempSync(join(cwd, 'stack-')), state, resources),
    ownStack: (state, resources) => {
      const folder = stackFolder('test');
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      return initialized(folder, state, resources);
    },
    stop: async () => {
      process.chdir(home);
      rmSync(cwd, { recursive: true });
      await Promise.all([http.stop(), s3.stop()]);
    },
  };
}
