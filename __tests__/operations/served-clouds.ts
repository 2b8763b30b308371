/** Both clouds of a seed served over HTTP, and the program on them as a process of its own. */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AwsServer, serveAws } from '../../sandbox/faces/aws/serve.js';
import { type ServedGraph, serveGraph } from '../../sandbox/faces/graph/serve.js';
import type { AwsApis } from '../../sandbox/world/aws/organization.js';
import type { Seed } from '../../sandbox/world/seed.js';
import { createWorld, type World } from '../../sandbox/world/world.js';
import { type Ended, federation } from '../cli/federation.js';
import { callerIn } from '../helpers/aws.js';
import { createTestClock } from '../helpers/clock.js';
import { type SmallConfig, writeConfig } from '../helpers/config.js';
import { testSeed } from '../helpers/world.js';

export interface ServedClouds {
  readonly world: World;
  readonly aws: AwsServer;
  readonly graph: ServedGraph;
  /** The management account's APIs, without HTTP. */
  readonly apis: AwsApis;
  /** The working directory. */
  readonly folder: string;
  /** Writes a config into the folder `config` of the working directory. */
  write(config: SmallConfig, files?: Readonly<Record<string, string>>): void;
  /** Runs a command to its end; `watch` is given the process. */
  run(
    args: readonly string[],
    watch?: (child: ChildProcess) => void,
    variables?: NodeJS.ProcessEnv,
  ): Promise<Ended>;
  stop(): Promise<void>;
}

/** The world's clock begins at the machine's time, for the program knows no other. */
export async function serveClouds(seed: Seed = testSeed): Promise<ServedClouds> {
  const world = createWorld(seed, createTestClock(new Date().toISOString()));
  const graph = await serveGraph(world);
  const aws = await serveAws(world, seed.aws.region);
  const folder = mkdtempSync(join(tmpdir(), 'served-clouds-'));
  const env = {
    ...process.env,
    ...graph.environment,
    ...aws.environment,
    AWS_CONFIG_FILE: join(folder, 'aws-config'),
    AWS_PROFILE: undefined,
  };
  return {
    world,
    aws,
    graph,
    apis: world.aws.as(callerIn(seed.aws.managementAccount, seed.aws.region)),
    folder,
    write: (config, files) => writeConfig(join(folder, 'config'), config, files),
    run: (args, watch, variables) =>
      federation(args, { cwd: folder, variables: { ...env, ...variables }, watch }),
    stop: async () => {
      await Promise.all([graph.stop(), aws.stop()]);
      rmSync(folder, { recursive: true });
    },
  };
}
