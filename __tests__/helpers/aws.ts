/** Terraform configurations of the AWS side, over the test world. */
import type { Caller } from '../../sandbox/world/aws/state.js';
import type { AwsApis } from '../../sandbox/world/aws/organization.js';
import { awsProvider } from '../../sandbox/faces/terraform/aws/provider.js';
import { serveTerraform } from '../../sandbox/faces/terraform/serve.js';
import type { World } from '../../sandbox/world/world.js';
import { createTerraform, type Terraform } from './terraform.js';
import { createTestWorld, testSeed } from './world.js';

export interface ServedAws {
  readonly world: World;
  readonly terraform: Terraform;
  /** The names of the sso-admin operations called so far, in order. */
  readonly calls: string[];
  /** Writes the configuration, initialises and applies it. */
  apply(config: object): Promise<string>;
  /** The message of the error that applying the configuration ends with. */
  refusal(config: object): Promise<string>;
  /** Writes the configuration and plans it. */
  actions(config: object): Promise<object>;
  stop(): Promise<void>;
}

/** Real Terraform with the aws provider over a world of its own. */
export async function serveAws(): Promise<ServedAws> {
  const world = createTestWorld();
  const calls = recordCalls(world);
  const served = await serveTerraform(world, [awsProvider]);
  const terraform = await createTerraform(served.environment);
  const apply = async (config: object) => {
    await terraform.write(config);
    await terraform.init();
    return terraform.apply();
  };
  return {
    world,
    terraform,
    calls,
    apply,
    refusal: async (config) => {
      const error: unknown = await apply(config).catch((caught: unknown) => caught);
      return /^Error: (.*)$/m.exec(withoutRequestIds(String((error as Error).message)))?.[1] ?? 'applied';
    },
    actions: async (config) => {
      await terraform.write(config);
      return (await terraform.plan()).actions;
    },
    stop: async () => {
      await terraform.remove();
      await served.stop();
    },
  };
}

function recordCalls(world: World): string[] {
  const calls: string[] = [];
  const as = world.aws.as.bind(world.aws);
  world.aws.as = (caller) => {
    const apis = as(caller);
    const ssoAdmin = Object.entries(apis.ssoAdmin).map(([name, operation]) => [
      name,
      (input: never) => {
        calls.push(name);
        return operation(input);
      },
    ]);
    return { ...apis, ssoAdmin: Object.fromEntries(ssoAdmin) as AwsApis['ssoAdmin'] };
  };
  return calls;
}

export const withoutRequestIds = (message: string): string =>
  message.replace(/RequestID: [0-9a-f-]{36}/g, 'RequestID: …');

export const instanceArn = `arn:aws:sso:::instance/${testSeed.aws.instanceId}`;
export const management = '000000000001';
export const dev = '111111111111';
export const prod = '222222222222';
export const suspended = '333333333333';

/** The refusal that AWS answers a call with. */
export function refusalOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
  return 'no refusal';
}

/** The deployer in an account, calling the instance's Region. */
export const callerIn = (account: string, region = 'eu-west-1'): Caller => ({
  account,
  region,
  arn: `arn:aws:sts::${account}:assumed-role/Deployer/session`,
});

export type Blocks = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** A configuration of the aws provider, with `data.aws_ssoadmin_instances.this` in it. */
export function awsConfig(
  resource: Blocks,
  more: { data?: Blocks; provider?: object | readonly object[]; output?: object } = {},
): object {
  return {
    terraform: { required_providers: { aws: { source: 'hashicorp/aws' } } },
    provider: { aws: more.provider ?? { region: 'eu-west-1' } },
    data: { aws_ssoadmin_instances: { this: {} }, ...more.data },
    ...(Object.keys(resource).length > 0 ? { resource } : {}),
    ...(more.output ? { output: more.output } : {}),
  };
}

export const instance = '${tolist(data.aws_ssoadmin_instances.this.arns)[0]}';
export const identityStore = '${tolist(data.aws_ssoadmin_instances.this.identity_store_ids)[0]}';

/** The arguments that every resource of a permission set has. */
export const ofSet = (name: string): object => ({
  instance_arn: instance,
  permission_set_arn: `\${aws_ssoadmin_permission_set.${name}.arn}`,
});

export function groupId(world: World, name: string): string {
  const { identityStore: api } = world.aws.as(callerIn(management));
  return api.GetGroupId({
    IdentityStoreId: testSeed.aws.identityStoreId,
    AlternateIdentifier: { UniqueAttribute: { AttributePath: 'DisplayName', AttributeValue: name } },
  }).GroupId;
}

/** An assignment of a permission set to a group of the test world. */
export const assignment = (world: World, set: string, group: string, account: string): object => ({
  ...ofSet(set),
  principal_id: groupId(world, group),
  principal_type: 'GROUP',
  target_id: account,
  target_type: 'AWS_ACCOUNT',
});
