import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { testSeed } from '../../helpers/world.js';
import { loadSeed } from '../../../sandbox/world/load-seed.js';
import { createWorld } from '../../../sandbox/world/world.js';
import { createSystemClock } from '../../../sandbox/world/clock.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seed-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function load(content: string): Promise<unknown> {
  const file = join(folder, 'seed.yaml');
  await writeFile(file, content);
  return loadSeed(file);
}

/** What is said of a seed, line by line, without the folder. */
async function problems(content: string): Promise<string[]> {
  const error = await load(content).then(
    () => new Error('no problem'),
    (thrown: Error) => thrown,
  );
  return error.message.replaceAll(`${folder}/`, '').split('\n');
}

test('a seed is what its file says', async () => {
  expect(await load(stringify(testSeed))).toEqual(testSeed);
});

test('the sandbox’s own seed makes a world that nothing was made in yet', async () => {
  const world = createWorld(await loadSeed('sandbox/organization.yaml'), createSystemClock());
  expect([...world.entra.made(), ...world.aws.made()]).toEqual([]);
});

test('every problem is said at once, at its line', async () => {
  const seed = structuredClone(testSeed) as unknown as {
    entra: Record<string, unknown>;
    aws: Record<string, unknown>;
  };
  seed.entra.tenantId = 'mine';
  seed.entra.colour = 'blue';
  seed.aws.managementAccount = 1;
  delete seed.aws.region;
  const text = stringify(seed);
  const line = (of: string) => text.split('\n').findIndex((each) => each.includes(of)) + 1;
  expect(await problems(text)).toEqual([
    `seed.yaml:${line('tenantId')} entra.tenantId: must be a GUID.`,
    `seed.yaml:${line('tenantId')} entra: "colour" means nothing here.`,
    `seed.yaml:${line('managementAccount')} aws.managementAccount: must be a string of 12 digits, in quotes.`,
    `seed.yaml:${line('organizationId')} aws.region: is missing.`,
  ]);
});

test('names that nothing defines are refused', async () => {
  const { entra, aws } = testSeed;
  const text = stringify({
    entra: {
      ...entra,
      groups: [{ displayName: 'Admins', members: ['nobody@test.example'], groups: ['Admins'] }],
    },
    aws: { ...aws, managementAccount: '999999999999', provisioned: { groups: ['Ghosts'], users: [] } },
  });
  expect((await problems(text)).map((problem) => problem.replace(/:\d+ /, ' '))).toEqual([
    'seed.yaml entra.groups[0].members[0]: "nobody@test.example" is not a user of this seed.',
    'seed.yaml entra.groups[0].groups[0]: "Admins" is not an earlier group of this seed.',
    'seed.yaml aws.provisioned.groups[0]: "Ghosts" is not a group of this seed.',
    'seed.yaml aws.managementAccount: "999999999999" is not an account of this seed.',
  ]);
});

test('a file that isn’t there, or isn’t YAML, is refused', async () => {
  await expect(loadSeed(join(folder, 'none.yaml'))).rejects.toThrow("none.yaml: can't be read (ENOENT).");
  expect((await problems('a: [\nb'))[0]).toMatch(/^seed\.yaml: Flow sequence in block collection/);
});

test('the endpoint’s tenant part has to fit into an address', async () => {
  const seed = (tenant: string) => stringify({ ...testSeed, aws: { ...testSeed.aws, scim: { tenant } } });
  expect(await load(seed('e5f2d1c0-9a1b'))).toMatchObject({ aws: { scim: { tenant: 'e5f2d1c0-9a1b' } } });
  expect((await problems(seed('a/b'))).map((problem) => problem.replace(/:\d+ /, ' '))).toEqual([
    'seed.yaml aws.scim.tenant: must be letters, digits and hyphens.',
  ]);
});
