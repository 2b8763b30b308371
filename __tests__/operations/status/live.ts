/** An environment in both clouds, applied by real Terraform and served over HTTP, for the program as a process of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireEnvironment } from '../../../operations/require-environment.js';
import type { Check, State } from '../../../operations/status/step.js';
import type { Status } from '../../../operations/status/status.js';
import { serveAws } from '../../../sandbox/faces/aws/serve.js';
import { serveGraph } from '../../../sandbox/faces/graph/serve.js';
import { startSandbox } from '../../../sandbox/start.js';
import type { World } from '../../../sandbox/world/world.js';
import type { Seed } from '../../../sandbox/world/seed.js';
import { federation, type Ended } from '../../cli/federation.js';
import { createTestClock } from '../../helpers/clock.js';
import { provisionedConfig, type SmallConfig, writeConfig } from '../../helpers/config.js';
import { synthesize } from '../../helpers/synthesize.js';
import { createTerraform } from '../../helpers/terraform.js';

export interface LiveEnvironment {
  readonly world: World;
  /** The working directory, with the config in it. */
  readonly folder: string;
  write(config: SmallConfig, files?: Readonly<Record<string, string>>): void;
  /** Writes a config and applies it. */
  apply(config: SmallConfig, files?: Readonly<Record<string, string>>): Promise<void>;
  /** Runs a command on the served clouds; variables that come last replace those that point there. */
  run(...args: readonly (string | Readonly<Record<string, string>>)[]): Promise<Ended>;
  /** The checklist, and what the command ended with. */
  status(): Promise<Status & { readonly code: number | null }>;
  /** Terraform's. */
  outputs(): Promise<Record<string, unknown>>;
  /** What no report and no file may hold. */
  readonly secrets: readonly string[];
  stop(): Promise<void>;
}

/** The world's clock begins at the machine's time, for the program knows no other. */
export async function createLiveEnvironment(seed: Seed): Promise<LiveEnvironment> {
  const sandbox = await startSandbox(seed, { clock: createTestClock(new Date().toISOString()) });
  const terraform = await createTerraform(sandbox.environment);
  const graph = await serveGraph(sandbox.world);
  const aws = await serveAws(sandbox.world, seed.aws.region);
  const folder = mkdtempSync(join(tmpdir(), 'live-'));
  const { TF_VAR_scim_token: token = '' } = sandbox.environment;
  const variables: NodeJS.ProcessEnv = {
    ...process.env,
    ...graph.environment,
    ...aws.environment,
    AWS_PROFILE: undefined,
    ...(token === '' ? {} : { TF_VAR_scim_token: token }),
  };
  const secrets = [
    variables.TF_VAR_scim_token,
    variables.ARM_CLIENT_SECRET,
    variables.AWS_SECRET_ACCESS_KEY,
  ].flatMap((secret) => secret ?? []);
  let initialized = false;
  const write: LiveEnvironment['write'] = (config, files) =>
    writeConfig(join(folder, 'config'), config, files);
  const run: LiveEnvironment['run'] = (...given) => {
    const args = given.filter((each) => typeof each === 'string');
    const further = given.filter((each) => typeof each !== 'string');
    return federation(args, { cwd: folder, variables: Object.assign({ ...variables }, ...further) });
  };
  return {
    world: sandbox.world,
    folder,
    write,
    apply: async (config, files) => {
      write(config, files);
      const { environment } = requireEnvironment(join(folder, 'config'), config.environment);
      await terraform.write(synthesize(environment));
      if (!initialized) await terraform.init();
      initialized = true;
      await terraform.apply();
    },
    run,
    status: async () => {
      const { code, stdout, stderr } = await run('status', 'test', '--json');
      if (stdout === '') throw new Error(stderr);
      return { ...(JSON.parse(stdout) as Status), code };
    },
    outputs: () => terraform.outputs(),
    secrets,
    stop: async () => {
      await Promise.all([terraform.remove(), graph.stop(), aws.stop(), sandbox.stop()]);
      rmSync(folder, { recursive: true });
    },
  };
}

/** The check of that id. @throws Error where the checklist has none. */
export function checkOf({ steps }: Status, id: string): Check {
  const check = steps.flatMap(({ checks }) => checks).find((each) => each.id === id);
  if (check === undefined) throw new Error(`no check is called ${id}: ${JSON.stringify(steps)}`);
  return check;
}

/** `state: finding Next: next` of a check. */
export const said = ({ state, finding, next }: Check): string =>
  `${state}: ${finding}${next === undefined ? '' : ` Next: ${next}`}`;

/** The state of each step by its number. */
export const statesOf = ({ steps }: Status): Record<number, State> =>
  Object.fromEntries(steps.map(({ number, state }) => [number, state]));

/** A config whose certificate and token last on whatever day the tests run: the program knows no time but the machine's. */
export function lastingConfig(): SmallConfig {
  const config = provisionedConfig({ tokenExpires: dayIn(300) });
  config.entra.application.certificates = { c2026: { endDate: dayIn(800) } };
  return config;
}

const dayIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
