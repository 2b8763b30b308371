import { createTestWorld } from '../../../helpers/world.js';
import { createTerraform, type Terraform } from '../../../helpers/terraform.js';
import { serveTerraform, type ServedProviders } from '../../../../sandbox/faces/terraform/serve.js';
import { timeProvider } from '../../../../sandbox/faces/terraform/time/provider.js';
import type { World } from '../../../../sandbox/world/world.js';

let world: World;
let served: ServedProviders;
let terraform: Terraform;

beforeEach(async () => {
  world = createTestWorld();
  served = await serveTerraform(world, [timeProvider]);
  terraform = await createTerraform(served.environment);
});
afterEach(async () => {
  await terraform.remove();
  await served.stop();
});

const sleeping = (wait: object): object => ({
  terraform: { required_providers: { time: { source: 'hashicorp/time' } } },
  resource: { time_sleep: { wait } },
  output: { id: { value: '${time_sleep.wait.id}' } },
});
async function apply(wait: object): Promise<void> {
  await terraform.write(sleeping(wait));
  await terraform.init();
  await terraform.apply();
}
const now = (): string => world.clock.now().toISOString();

test('waits on the world’s clock when it is created, and its id is the time then', async () => {
  await apply({ create_duration: '90s', triggers: { groups: 'a' } });
  expect(now()).toBe('2027-01-01T12:01:30.000Z');
  expect(await terraform.outputs()).toEqual({ id: '2027-01-01T12:01:30Z' });
  expect((await terraform.plan()).actions).toEqual({});
});

test('another trigger waits again; another duration doesn’t', async () => {
  await apply({ create_duration: '1m', triggers: { groups: 'a' } });
  await terraform.write(sleeping({ create_duration: '2h', triggers: { groups: 'a' } }));
  expect((await terraform.plan()).actions).toEqual({ 'time_sleep.wait': 'update' });
  await terraform.apply();
  expect(now()).toBe('2027-01-01T12:01:00.000Z');
  await terraform.write(sleeping({ create_duration: '2h', triggers: { groups: 'b' } }));
  expect((await terraform.plan()).actions).toEqual({ 'time_sleep.wait': 'replace' });
  await terraform.apply();
  expect(now()).toBe('2027-01-01T14:01:00.000Z');
});

test('waits when it is destroyed', async () => {
  await apply({ destroy_duration: '1.5h' });
  expect(now()).toBe('2027-01-01T12:00:00.000Z');
  await terraform.destroy();
  expect(now()).toBe('2027-01-01T13:30:00.000Z');
});

test('is imported by its durations and triggers', async () => {
  await terraform.write(
    sleeping({ create_duration: '30s', destroy_duration: '1m', triggers: { groups: 'a' } }),
  );
  await terraform.init();
  await terraform.import('time_sleep.wait', '30s,1m,groups=a');
  expect((await terraform.plan()).actions).toEqual({});
  await terraform.run('state', 'rm', 'time_sleep.wait');
  await expect(terraform.import('time_sleep.wait', '30s')).resolves.toBeDefined();
  await terraform.run('state', 'rm', 'time_sleep.wait');
  await expect(terraform.import('time_sleep.wait', ',')).rejects.toThrow('Unexpected Format of ID');
});

test.each([
  [
    { create_duration: '30 seconds' },
    'Attribute create_duration must be a number immediately followed by ms',
  ],
  [{ triggers: { a: 'b' } }, 'At least one attribute out of [destroy_duration] must be specified'],
])('refuses %j', async (wait, message) => {
  await terraform.write(sleeping(wait));
  await terraform.init();
  await expect(terraform.plan()).rejects.toThrow(message);
});
