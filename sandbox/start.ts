/** The sandbox as a whole: a world, the faces that Terraform and browsers reach it by, and a backend for Terraform's state. */
import { serveSignIn, type SignInPages } from './faces/sign-in/serve-sign-in.js';
import { serveState } from './faces/state.js';
import { providers } from './faces/terraform/providers.js';
import { serveTerraform } from './faces/terraform/serve.js';
import { makeByHand } from './world/by-hand/make-by-hand.js';
import { intercept, type Interceptor, isRead } from './world/calls.js';
import { createSystemClock, type Clock } from './world/clock.js';
import type { FaultPlan } from './world/faults/faults.js';
import type { Seed } from './world/seed.js';
import { createWorld, type World } from './world/world.js';

export interface Sandbox {
  readonly world: World;
  /** What points Terraform at the sandbox. */
  readonly environment: Readonly<Record<string, string>>;
  /** The pages that people sign in on. */
  readonly signIn: SignInPages;
  /** The calls that reached the clouds since they stood, and that weren't there to read: such as `ssoAdmin.CreatePermissionSet`. */
  readonly written: readonly string[];
  stop(): Promise<void>;
}

export interface SandboxOptions {
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** The name of the environment whose state is kept. Default: `sandbox`. */
  readonly environment?: string;
  /** Whether the vendors' own clients are answered too. Default: no. */
  readonly clients?: boolean;
  /** What stands between its callers and the clouds. Default: nothing. */
  readonly interceptor?: Interceptor;
  /** What goes wrong. Default: nothing. */
  readonly faults?: FaultPlan;
}

/** Keeps Terraform and cdktf from asking the network for newer versions and for providers' checksums. */
const OFFLINE = { CHECKPOINT_DISABLE: '1', CDKTF_SKIP_PROVIDER_LOCK: 'true' };

/** No call leaves the machine and no rate holds for plans: with so many at once, a large one takes a tenth less time. */
const ALL_AT_ONCE = { TF_CLI_ARGS_plan: '-parallelism=64' };

export async function startSandbox(
  seed: Seed,
  {
    clock = createSystemClock(),
    environment = 'sandbox',
    clients = false,
    interceptor,
    faults,
  }: SandboxOptions = {},
): Promise<Sandbox> {
  const world = createWorld(seed, clock);
  if (seed.byHand) await makeByHand(world, seed.aws.region, seed.byHand);
  faults?.attach(world);
  const faulty = faults ? intercept(world, faults.interceptor) : world;
  const met = interceptor ? intercept(faulty, interceptor) : faulty;
  const written: string[] = [];
  const called = intercept(met, noting(written));
  const [terraform, state, signIn, wire] = await Promise.all([
    serveTerraform(called, providers),
    serveState(faults?.state),
    serveSignIn(world),
    clients ? answerClients(called, seed.aws.region) : undefined,
  ]);
  return {
    world,
    environment: {
      ...wire?.environment,
      ...terraform.environment,
      ...state.environment(environment),
      ...OFFLINE,
      ...ALL_AT_ONCE,
      ...scimToken(seed, world),
    },
    signIn,
    written,
    stop: async () => {
      await Promise.all([terraform.stop(), state.stop(), signIn.stop(), wire?.stop()]);
    },
  };
}

/** Whoever assumes a role changes nothing by that. */
const noting =
  (written: string[]): Interceptor =>
  (call, proceed) => {
    if (!isRead(call) && call.service !== 'sts') written.push(`${call.service}.${call.operation}`);
    return proceed();
  };

/** Loaded only where it is wanted: it brings the shapes of AWS's APIs. */
async function answerClients(world: World, region: string) {
  const { serveClients } = await import('./faces/clients.js');
  return serveClients(world, region);
}

/** What a person does in AWS's console and hands to Terraform, where the seed has automatic provisioning enabled. */
const scimToken = ({ aws }: Seed, world: World): Record<string, string> =>
  aws.scim ? { TF_VAR_scim_token: world.aws.scim.createAccessToken().token } : {};
