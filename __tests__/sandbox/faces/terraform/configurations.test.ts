import { groups, permissionSets, storedProvider, type Store } from '../../../helpers/stored-provider.js';
import { createTerraform, type Terraform } from '../../../helpers/terraform.js';
import { createTestWorld } from '../../../helpers/world.js';
import { serveTerraform, type ServedProviders } from '../../../../sandbox/faces/terraform/serve.js';

const REGIONS = ['eu-west-1', 'eu-central-1', 'us-east-1', 'ap-southeast-2', 'ca-central-1'];
const EACH = 12;

let store: Store;
let served: ServedProviders;
let terraform: Terraform;
let other: Terraform | undefined;

beforeEach(async () => {
  store = new Map();
  // Every call takes a while, so that calls of all configurations are under way at once.
  const slow = <T>(value: T) => new Promise<T>((resolve) => setTimeout(() => resolve(value), 5));
  const aws = storedProvider('aws', [
    permissionSets(store, {
      create: async ({ config }, planned) => {
        await slow(undefined);
        const id = `arn:${String(planned.name)}`;
        const made = {
          ...planned,
          arn: id,
          id,
          created_date: String(config.allowed_account_ids),
          region: config.region ?? null,
        };
        store.set(id, { ...made, tags_all: null });
        return { ...made, tags_all: null };
      },
      // What is read must be read through the same configuration as it was made through.
      read: async ({ config }, state) => slow({ ...state, region: config.region ?? null }),
    }),
  ]);
  served = await serveTerraform(createTestWorld(), [aws, storedProvider('azuread', [groups(store)])]);
  terraform = await createTerraform(served.environment);
});
afterEach(async () => {
  await Promise.all([terraform, other].map((each) => each?.remove()));
  await served.stop();
});

/** A configuration of the provider for each Region, each in an account of its own, and sets of each, all at once. */
function configuration(): object {
  const aliases = REGIONS.map((region, index) => ({
    alias: region,
    region,
    allowed_account_ids: [`${index}`.repeat(12)],
  }));
  const sets = REGIONS.flatMap((region) =>
    Array.from({ length: EACH }, (_, index) => [
      `${region}-${index}`,
      { provider: `aws.${region}`, name: `${region}-${index}`, instance_arn: 'arn:x' },
    ]),
  );
  return {
    terraform: { required_providers: { aws: { source: 'hashicorp/aws' } } },
    provider: { aws: aliases },
    resource: { aws_ssoadmin_permission_set: Object.fromEntries(sets) as object },
  };
}

test('several configurations of one provider never mix, also when Terraform walks them in parallel', async () => {
  await terraform.write(configuration());
  await terraform.init();
  await terraform.apply('-parallelism=30');
  expect(store.size).toBe(REGIONS.length * EACH);
  for (const object of store.values()) {
    const [, region] = /^(.*)-\d+$/.exec(String(object.name)) ?? [];
    expect(object.region).toBe(region);
    expect(object.created_date).toBe(`${REGIONS.indexOf(String(region))}`.repeat(12));
  }
  expect((await terraform.plan('-parallelism=30')).actions).toEqual({});
});

test('two Terraform runs at once, each with its own Region, never mix', async () => {
  const second = await createTerraform(served.environment);
  other = second;
  const one = (region: string): object => ({
    terraform: { required_providers: { aws: { source: 'hashicorp/aws' } } },
    provider: { aws: { region } },
    resource: { aws_ssoadmin_permission_set: { a: { name: `in-${region}`, instance_arn: 'arn:x' } } },
  });
  await terraform.write(one('eu-west-1'));
  await second.write(one('us-east-1'));
  await Promise.all([terraform, second].map((each) => each.init()));
  await Promise.all([terraform, second].map((each) => each.apply()));
  expect(store.get('arn:in-eu-west-1')?.region).toBe('eu-west-1');
  expect(store.get('arn:in-us-east-1')?.region).toBe('us-east-1');
});
