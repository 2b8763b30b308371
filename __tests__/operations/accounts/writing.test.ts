import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OrganizationAccount } from '../../../operations/accounts/organization.js';
import { planRefresh, type Refresh } from '../../../operations/accounts/refresh.js';
import { writeFiles } from '../../../operations/accounts/write-files.js';
import { requireEnvironment } from '../../../operations/require-environment.js';
import { smallConfig, type SmallConfig, TODAY, writeConfig } from '../../helpers/config.js';

const DEV = '111111111111';
const PROD = '222222222222';
const MANAGEMENT = '000000000001';

const account = (id: string, name: string, more: Partial<OrganizationAccount> = {}): OrganizationAccount => ({
  id,
  name,
  ou: '/',
  tags: {},
  status: 'active',
  management: false,
  ...more,
});

const management = account(MANAGEMENT, 'management', { management: true });
const dev = account(DEV, 'dev', { ou: '/Workloads/Dev', tags: { tier: 'dev' } });
const prod = account(PROD, 'prod', { ou: '/Workloads/Prod' });

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'accounts-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const pathOf = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(pathOf(name), 'utf8');

/** Writes a config whose accounts are in files of their own, by name. */
function write(files: Readonly<Record<string, string>>, edit?: (config: SmallConfig) => void): void {
  const { region, deployer, identityCenter } = smallConfig().aws;
  const config = {
    ...smallConfig(),
    aws: { region, deployer, identityCenter },
    include: Object.keys(files),
  } as unknown as SmallConfig;
  edit?.(config);
  writeConfig(folder, config, files);
}

const plan = (live: readonly OrganizationAccount[]): Refresh =>
  planRefresh(requireEnvironment(folder, 'test').environment, live, TODAY);

/** The one file's text after a refresh. The config loads then, and a second refresh changes nothing. */
function refreshed(text: string, live: readonly OrganizationAccount[]): string {
  write({ 'test/accounts.yaml': text });
  const made = plan(live);
  expect(made.problems).toEqual([]);
  writeFiles(made.files);
  expect(plan(live).changes).toEqual([]);
  return read('test/accounts.yaml');
}

const refusalOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  return 'no refusal';
};

const ENTRIES = `# Who owns what: see the wiki.
aws:
  accounts:
    management:   { id: "${MANAGEMENT}",   management: true }   # root

    # Developers' own.
    dev:
      id: "${DEV}"   # the first
      ou: /Workloads/Dev
      tags:
        tier: dev   # everybody's

    prod: {id: "${PROD}", ou: '/Workloads/Prod'}
`;

test('what is as it was stays so, byte for byte', () => {
  expect(refreshed(ENTRIES, [management, dev, prod])).toBe(ENTRIES);
});

test('changes the values that changed, and no other byte', () => {
  const live = [
    management,
    {
      ...dev,
      ou: '/Workloads/Dev/A\\/B',
      tags: { tier: 'test', owner: 'me: too' },
      status: 'suspended' as const,
    },
    { ...prod, ou: '/Elsewhere', tags: { tier: 'dev' }, status: 'suspended' as const },
    account('333333333333', 'new', { ou: '/Workloads/Dev', tags: { tier: 'dev' } }),
  ];
  expect(refreshed(ENTRIES, live)).toBe(`# Who owns what: see the wiki.
aws:
  accounts:
    management:   { id: "${MANAGEMENT}",   management: true }   # root

    # Developers' own.
    dev:
      id: "${DEV}"   # the first
      ou: /Workloads/Dev/A\\/B
      tags:
        tier: test   # everybody's
        owner: "me: too"
      status: suspended

    prod: {id: "${PROD}", ou: /Elsewhere, status: suspended, tags: { tier: dev }}
    new: { id: "333333333333", ou: /Workloads/Dev, tags: { tier: dev } }
`);
});

test('takes tags and accounts away with their own line, and leaves comments above them', () => {
  const text = `aws:
  accounts:
    management: { id: '${MANAGEMENT}', management: true }
    # Gone soon.
    old: # really
      id: '444444444444'
      ou: /Old # unit
    dev:
      id: '${DEV}'
      ou: /Workloads/Dev
      tags: { a: x, tier: dev, b: y, c: z }
    prod:
      id: '${PROD}'
      ou: /Workloads/Prod
      tags:
        # First.
        one: '1'
        two: '2' # second
    older: { id: '555555555555', ou: /Old }
`;
  expect(refreshed(text, [management, dev, { ...prod, tags: { one: '1' } }])).toBe(`aws:
  accounts:
    management: { id: '${MANAGEMENT}', management: true }
    # Gone soon.
    dev:
      id: '${DEV}'
      ou: /Workloads/Dev
      tags: { tier: dev }
    prod:
      id: '${PROD}'
      ou: /Workloads/Prod
      tags:
        # First.
        one: '1'
`);
  expect(
    refreshed(`${text}    last: { id: '666666666666' }`, [
      management,
      dev,
      prod,
      account('666666666666', 'last'),
    ]),
  ).toContain(
    "      ou: /Workloads/Prod\n      tags:\n        # First.\n        {}\n    last: { id: '666666666666' }",
  );
});

test('new accounts are in the style of the last one', () => {
  const text = `aws:
  accounts:
    management: { id: '${MANAGEMENT}', management: true }
    dev: { id: '${DEV}', ou: /Workloads/Dev, tags: { tier: dev } }
    prod:
      id: '${PROD}'
      ou: /Workloads/Prod
`;
  const live = [
    management,
    dev,
    prod,
    account('333333333333', 'Data & Co', { ou: '/Data', tags: { pci: 'yes' } }),
  ];
  expect(refreshed(text, live)).toBe(`${text}    data-co:
      id: '333333333333'
      name: Data & Co
      ou: /Data
      tags: { pci: 'yes' }
`);
});

test('keeps Windows line ends, a byte-order mark, and a missing line end', () => {
  const text =
    `\uFEFFaws:\n  accounts:\n    management: { id: '${MANAGEMENT}', management: true }\n    dev:\n      id: '${DEV}'\n    prod: { id: '${PROD}', ou: /Workloads/Prod }`.replaceAll(
      '\n',
      '\r\n',
    );
  const after = refreshed(text, [
    management,
    { ...dev, tags: { tier: 'dev' } },
    prod,
    account('333333333333', 'next'),
  ]);
  expect(after).toBe(
    `${text.replace(`'${DEV}'\r\n`, `'${DEV}'\r\n      ou: /Workloads/Dev\r\n      tags: { tier: dev }\r\n`)}\r\n    next: { id: '333333333333' }`,
  );
});

test('fills a map that is empty, and maps in flow style', () => {
  write({ 'test/accounts.yaml': 'aws:\n  accounts: {} # all\n' }, (config) => {
    config.access = [];
  });
  const environment = requireEnvironment(folder, 'test').environment;
  const made = planRefresh(environment, [management, dev, prod], TODAY);
  writeFiles(made.files);
  expect(read('test/accounts.yaml')).toBe(`aws:
  accounts:
    management: { id: '${MANAGEMENT}', management: true }
    dev: { id: '${DEV}', ou: /Workloads/Dev, tags: { tier: dev } }
    prod: { id: '${PROD}', ou: /Workloads/Prod } # all
`);
  const flow = `{ aws: { accounts: {
  management: { id: '${MANAGEMENT}', management: true },
  dev: { id: '${DEV}', ou: /Workloads/Dev },
  prod: { id: '${PROD}', ou: /Workloads/Prod },
} } }
`;
  expect(refreshed(flow, [management, dev, { ...prod, ou: '/P' }, account('333333333333', 'next')]))
    .toBe(`{ aws: { accounts: {
  management: { id: '${MANAGEMENT}', management: true },
  dev: { id: '${DEV}', ou: /Workloads/Dev, tags: { tier: dev } },
  prod: { id: '${PROD}', ou: /P },
  next: { id: '333333333333' },
} } }
`);
});

test('aliases and merge keys: what they share stays, and what differs is written beside it', () => {
  const text = `aws:
  accounts:
    management: { id: '${MANAGEMENT}', management: true }
    dev: &base
      id: '${DEV}'
      ou: &dev /Workloads/Dev
      tags: &tags { tier: dev }
    prod:
      <<: *base
      id: '${PROD}'
    data: { id: '333333333333', ou: *dev, tags: *tags }
`;
  const live = [
    management,
    dev,
    { ...prod, tags: { tier: 'prod' } },
    account('333333333333', 'data', { ou: '/Data', tags: { tier: 'dev' } }),
  ];
  expect(refreshed(text, live)).toBe(
    text
      .replace(
        `      id: '${PROD}'\n`,
        `      id: '${PROD}'\n      ou: /Workloads/Prod\n      tags: { tier: prod }\n`,
      )
      .replace('ou: *dev', 'ou: /Data'),
  );
  const shared = text.replace(
    `    prod:\n      <<: *base\n      id: '${PROD}'\n`,
    `    prod: { id: '${PROD}', ou: *dev }\n`,
  );
  write({ 'test/accounts.yaml': shared });
  const [, , , data] = live;
  const moved = [management, { ...dev, tags: { tier: 'x' } }, { ...prod, ou: '/Workloads/Dev' }, data ?? dev];
  expect(refusalOf(() => plan(moved))).toMatch(
    /^These accounts can't be changed here, for they share parts with others by aliases or merge keys, or stand in a way that is too unusual: data \(.*test\/accounts\.yaml:9\)\. Change them by hand, or write them out\. Nothing was written\.$/,
  );
});

describe('several files', () => {
  const files = {
    'test/base.yaml': `aws:\n  accounts:\n    management: { id: '${MANAGEMENT}', management: true }\n    prod: { id: '${PROD}', ou: /Workloads/Prod }\n`,
    'test/dev.yaml': `aws: { accounts: { dev: { id: '${DEV}', ou: /Workloads/Dev } } }\n`,
  };
  const live = [
    management,
    { ...dev, status: 'suspended' as const },
    { ...prod, ou: '/P' },
    account('333333333333', 'next', { ou: '/Workloads/Dev/More' }),
  ];

  test('each account is changed in its own, and a new one comes to those nearest to it', () => {
    write(files);
    writeFiles(plan(live).files);
    expect(read('test/base.yaml')).toBe(files['test/base.yaml'].replace('/Workloads/Prod', '/P'));
    expect(read('test/dev.yaml')).toBe(
      `aws: { accounts: { dev: { id: '${DEV}', ou: /Workloads/Dev, status: suspended, tags: { tier: dev } }, next: { id: '333333333333', ou: /Workloads/Dev/More } } }\n`,
    );
    expect(readdirSync(join(folder, 'test')).sort()).toEqual(['base.yaml', 'dev.yaml', 'metadata.xml']);
  });

  test('one that is spread over two is changed where its parts stand', () => {
    write({
      ...files,
      'test/more.yaml': `aws: { accounts: { prod: { tags: { tier: prod } } } }\n`,
    });
    writeFiles(plan([management, dev, { ...prod, ou: '/P', tags: { tier: 'dev' } }]).files);
    expect(read('test/base.yaml')).toContain('ou: /P');
    expect(read('test/more.yaml')).toBe('aws: { accounts: { prod: { tags: { tier: dev } } } }\n');
  });

  test('where one has changed meanwhile, none is written', () => {
    write(files);
    const { files: changed } = plan(live);
    writeFileSync(pathOf('test/dev.yaml'), '# mine\n');
    expect(refusalOf(() => writeFiles(changed))).toMatch(
      /test\/dev\.yaml has changed since it was read\. Nothing was written\. Run this again\.$/,
    );
    expect(read('test/base.yaml')).toBe(files['test/base.yaml']);
  });

  test('a link stays one', () => {
    write(files);
    renameSync(pathOf('test/dev.yaml'), pathOf('test/real.yaml'));
    symlinkSync('real.yaml', pathOf('test/dev.yaml'));
    writeFiles(plan(live).files);
    expect(lstatSync(pathOf('test/dev.yaml')).isSymbolicLink()).toBe(true);
    expect(read('test/real.yaml')).toContain('suspended');
    expect(existsSync(pathOf('test/base.yaml'))).toBe(true);
  });
});

describe('handles', () => {
  const handlesOf = (...names: string[]) => {
    write({ 'test/accounts.yaml': ENTRIES });
    const made = names.map((name, index) => account(`33333333333${index}`, name));
    return plan([management, dev, prod, ...made]).changes.map(({ handle }) => handle);
  };

  test('are made of names, and told apart by ids', () => {
    expect(handlesOf('Payments (Prod)')).toEqual(['payments-prod']);
    expect(handlesOf('DEV')).toEqual(['dev-333333333330']);
    expect(handlesOf('a b', 'a.b')).toEqual(['a-b', 'a-b-333333333331']);
    expect(handlesOf('3rd')).toEqual(['account-3rd']);
    expect(handlesOf('!!!')).toEqual(['account-333333333330']);
    expect(handlesOf('Zürich')).toEqual(['zurich']);
    expect(handlesOf(`${'x'.repeat(62)}-y`)).toEqual(['x'.repeat(62)]);
  });

  test('stay whatever the account is called', () => {
    write({ 'test/accounts.yaml': ENTRIES.replace('{id:', '{name: Old name, id:') });
    const made = plan([management, { ...dev, name: 'Other' }, { ...prod, name: 'New name' }]);
    expect(made.changes).toMatchObject([
      { kind: 'changed', handle: 'prod', from: { name: 'Old name' }, to: { name: 'New name' } },
    ]);
  });
});

test('the management account is marked, and where it is doesn’t matter', () => {
  const text = ENTRIES.replace(',   management: true', ', ou: /Odd,   management: true');
  expect(refreshed(text, [{ ...management, ou: '/Root' }, dev, prod])).toBe(text);
});
