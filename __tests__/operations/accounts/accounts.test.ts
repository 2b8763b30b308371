import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AwsError } from '../../../sandbox/world/aws/aws-error.js';
import type { AccountSeed, Seed } from '../../../sandbox/world/seed.js';
import { smallConfig, type SmallConfig } from '../../helpers/config.js';
import { testSeed } from '../../helpers/world.js';
import { type ServedClouds, serveClouds } from '../served-clouds.js';

const ACCOUNTS = `# From AWS Organizations.
aws:
  accounts:
    management: { id: '000000000001', management: true }
    dev: { id: '111111111111', ou: /Workloads/Dev, tags: { tier: dev } } # ours
    prod: { id: '222222222222', ou: /Workloads/Prod }
    old: { id: '333333333333', status: suspended }
`;

let clouds: ServedClouds;
afterEach(() => clouds.stop());

/** An organization with these accounts, and the small config with those of `ACCOUNTS`. */
async function setUp(
  accounts: readonly AccountSeed[],
  edit?: (config: SmallConfig) => void,
): Promise<ServedClouds> {
  const seed: Seed = { ...testSeed, aws: { ...testSeed.aws, accounts } };
  clouds = await serveClouds(seed);
  const { region, deployer, identityCenter } = smallConfig().aws;
  const config = {
    ...smallConfig(),
    aws: { region, deployer, identityCenter },
    include: ['test/accounts.yaml'],
  } as unknown as SmallConfig;
  edit?.(config);
  clouds.write(config, { 'test/accounts.yaml': ACCOUNTS });
  return clouds;
}

const [management, dev, prod, old] = testSeed.aws.accounts as [
  AccountSeed,
  AccountSeed,
  AccountSeed,
  AccountSeed,
];
const file = () => readFileSync(join(clouds.folder, 'config/test/accounts.yaml'), 'utf8');

test('says that nothing differs', async () => {
  const { run } = await setUp([management, dev, prod, old]);
  const { code, stdout } = await run(['accounts', 'test', '--write']);
  expect(stdout).toBe('The accounts are those of AWS Organizations.\n\nNo file changes. 15 requests.\n');
  expect(code).toBe(0);
  expect(file()).toBe(ACCOUNTS);
});

const CHANGED = [
  management,
  { ...dev, ou: '/Sandbox', suspended: true },
  { ...prod, ou: '/Workloads/Dev', tags: { tier: 'dev' } },
  old,
  { id: '444444444444', name: 'Data / ML', ou: '/Workloads/A\\/B' },
];

const REPORT = `Accounts:
  changed: dev (111111111111): moved from /Workloads/Dev to /Sandbox; suspended
  changed: prod (222222222222): moved from /Workloads/Prod to /Workloads/Dev; tag tier=dev
  new:     data-ml (444444444444), "Data / ML", in /Workloads/A\\/B

Gains: 2 grants
  group admins: Administrator in data-ml (config/test.yaml:…)
  group developers: Developer in prod (config/test.yaml:…)

Loses: 2 grants
  group admins: Administrator in dev (config/test.yaml:…)
  group developers: Developer in dev (config/test.yaml:…)
`;

const byTag = (config: SmallConfig) => {
  config.access[1] = { groups: ['developers'], permissionSets: ['Developer'], accounts: ['tag:tier=dev'] };
};

test('says who would gain and lose what where, and writes it only when told to', async () => {
  const { run } = await setUp(CHANGED, byTag);
  const said = await run(['accounts', 'test']);
  expect(said.stdout.replace(/yaml:\d+/g, 'yaml:…')).toBe(
    `${REPORT}\nNothing was written. federation accounts test --write changes config/test/accounts.yaml. 18 requests.\n`,
  );
  expect(file()).toBe(ACCOUNTS);
  const written = await run(['accounts', 'test', '--write']);
  expect(written.stdout.replace(/yaml:\d+/g, 'yaml:…')).toBe(
    `${REPORT}\nWritten: config/test/accounts.yaml. 18 requests.\n`,
  );
  expect(written.code).toBe(0);
  expect(file()).toBe(`# From AWS Organizations.
aws:
  accounts:
    management: { id: '000000000001', management: true }
    dev: { id: '111111111111', ou: /Sandbox, tags: { tier: dev }, status: suspended } # ours
    prod: { id: '222222222222', ou: /Workloads/Dev, tags: { tier: dev } }
    old: { id: '333333333333', status: suspended }
    data-ml: { id: '444444444444', name: Data / ML, ou: /Workloads/A\\/B }
`);
  expect((await run(['check', 'test'])).code).toBe(0);
  expect((await run(['accounts', 'test'])).stdout).toContain('The accounts are those of AWS Organizations.');
});

test('--json has the changes and the grants with accounts’ ids', async () => {
  const { run } = await setUp(CHANGED, byTag);
  const { stdout } = await run(['accounts', 'test', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    environment: 'test',
    changes: [
      { kind: 'changed', handle: 'dev', from: { ou: '/Workloads/Dev' }, to: { ou: '/Sandbox' } },
      { kind: 'changed', handle: 'prod', tags: { set: { tier: 'dev' }, removed: [] } },
      { kind: 'new', handle: 'data-ml', account: { id: '444444444444' } },
    ],
    access: {
      gained: [{ account: 'data-ml', accountId: '444444444444' }, { account: 'prod' }],
      lost: [{ account: 'dev' }, { account: 'dev' }],
    },
    files: ['config/test/accounts.yaml'],
    written: false,
  });
});

test('an account that is gone stays as long as lines name it, and they are told', async () => {
  const { run } = await setUp([management, prod]);
  const said = await run(['accounts', 'test']);
  const named =
    '"dev" (111111111111) is not in the organization any more, and these lines name it: config/test.yaml:…. Take it out of them first.';
  expect(said.stdout.replace(/yaml:\d+/g, 'yaml:…')).toContain(`\n${named}\n`);
  expect(said.stdout).toContain('  gone:    old (333333333333)\n');
  expect(said.code).toBe(1);
  const { code, stderr } = await run(['accounts', 'test', '--write']);
  expect(stderr.replace(/yaml:\d+/g, 'yaml:…')).toContain(`Error: ${named}\nNothing was written.\n`);
  expect(code).toBe(1);
  expect(file()).toBe(ACCOUNTS);
});

test('a refresh that the rules refuse is not written', async () => {
  const { run } = await setUp([management, { ...dev, tags: {} }, prod, old], byTag);
  const said = await run(['accounts', 'test']);
  expect(said.stdout).toMatch(
    /The config has errors then:\nconfig\/test\.yaml:\d+ access\[1\]\.accounts\[0\]: "tag:tier=dev" is not defined/,
  );
  const { code, stderr } = await run(['accounts', 'test', '--write']);
  expect(stderr).toContain('"tag:tier=dev" is not defined');
  expect(code).toBe(1);
  expect(file()).toBe(ACCOUNTS);
});

test('a unit that a config can’t name is told', async () => {
  const { run } = await setUp([management, { ...dev, ou: '/Workloads/*' }, prod, old]);
  const { code, stderr } = await run(['accounts', 'test', '--write']);
  expect(stderr).toContain(
    'Error: AWS has accounts in the organizational unit "/Workloads/*", which a config can\'t name',
  );
  expect(code).toBe(1);
});

test('Ctrl-C leaves everything as it was', async () => {
  const { run } = await setUp(CHANGED, byTag);
  const { code, stdout } = await run(['accounts', 'test', '--write'], (child) => {
    const take = clouds.aws.rates.take.bind(clouds.aws.rates);
    clouds.aws.rates.take = (service, operation) => {
      if (operation === 'ListTagsForResource') child.kill('SIGINT');
      take(service, operation);
    };
  });
  expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
  expect(file()).toBe(ACCOUNTS);
  expect(readdirSync(join(clouds.folder, 'config/test')).sort()).toEqual(['accounts.yaml', 'metadata.xml']);
});

test('throttling is retried, and a refusal names what was asked', async () => {
  const { run } = await setUp(CHANGED, byTag);
  const take = clouds.aws.rates.take.bind(clouds.aws.rates);
  const refuse = (at: number, name: string, message: string) => {
    let asked = 0;
    clouds.aws.rates.take = (service, operation) => {
      if (operation === 'ListTagsForResource' && ++asked === at) throw new AwsError(name, message);
      take(service, operation);
    };
  };
  refuse(5, 'TooManyRequestsException', 'Slow down');
  const { stdout } = await run(['accounts', 'test']);
  expect(stdout).toContain(' 19 requests.');
  refuse(1, 'AccessDeniedException', 'You don’t have permissions to access this resource.');
  const { code, stderr } = await run(['accounts', 'test']);
  expect(stderr).toContain(
    'Error: AWS refuses this to the caller: organizations ListTagsForResource 000000000001',
  );
  expect(stderr).toContain('The caller needs organizations:DescribeOrganization, organizations:ListRoots, ');
  expect(code).toBe(3);
});
