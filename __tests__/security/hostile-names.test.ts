/** Whatever a name holds, in a config or in the clouds, it stays text in everything that the program says. */
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { printable } from '../../cli/printable.js';
import type { Environment } from '../../model/environment.js';
import { renderProblems } from '../../model/problem.js';
import { renderAccessCsv } from '../../operations/access-formats/csv.js';
import { describeAccess } from '../../operations/access-formats/describe-access.js';
import { renderAccessMarkdown } from '../../operations/access-formats/markdown.js';
import { renderAccessPage } from '../../operations/access-formats/page.js';
import { renderAccess, reportAccess } from '../../operations/access-report.js';
import { resolveProfiles } from '../../operations/aws-config/profiles.js';
import { renderProfiles } from '../../operations/aws-config/render.js';
import { shellWord } from '../../operations/shell-word.js';
import { renderTable } from '../../operations/table.js';
import { checkConfig, smallConfig, type SmallConfig } from '../helpers/config.js';
import { testSeed } from '../helpers/world.js';
import { readCsv } from '../operations/access-formats/read-csv.js';
import { applySmallConfig } from '../operations/drift/applied.js';
import { serveClouds } from '../operations/served-clouds.js';

/** What steers a terminal, or turns the text around it. */
const STEERING = /(?![\n\t])[\p{Cc}\p{Bidi_Control}]/u;
const ESCAPES =
  '\u001b[2J\u001b]0;title\u0007\u001b]8;;https://evil.example\u0007\u009b31m\r\u202e\u2066\u0000\u007f';
/** A name that would add a line of its own. */
const FORGING = `x\nFORGED: nothing differs\r\nFORGED again\u0085FORGED\u2028FORGED ${ESCAPES}`;

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(...'"\'`<>&|*_[]()#~!$%{}\\/:;,=+-@\t\n\r\u001b\u009b\u202e\u2028\ud800 aä日'),
  }),
);

const NONE_TAKEN = { sessions: new Set<string>(), profiles: new Set<string>() };

/** A config with a text in every place that takes any. */
function configWith(value: string): SmallConfig {
  const config = smallConfig();
  const unit = value.replace(/[\\/]/g, '\\$&');
  config.groups = { ...config.groups, admins: { name: value } };
  config.users = { mallory: { userPrincipalName: `${value}@test.example` } };
  config.aws.accounts = {
    ...config.aws.accounts,
    dev: { id: '111111111111', name: value, ou: `/${unit}`, tags: { [value]: value } },
  };
  config.permissionSets = {
    ...config.permissionSets,
    Developer: { description: value, policies: ['ReadOnlyAccess'] },
  };
  config.access = [
    { groups: ['admins'], users: ['mallory'], permissionSets: ['Developer'], accounts: ['dev', 'prod'] },
  ];
  return config;
}

/** The environment, where the text may stand in names; else in units and tags alone, which may hold anything. */
function environmentWith(value: string): Environment | undefined {
  const config = configWith(value);
  const { environment, problems } = checkConfig(config);
  expect(printable(renderProblems(problems))).not.toMatch(STEERING);
  if (environment !== undefined) return environment;
  config.groups['admins'] = { name: 'Admins' };
  config.users['mallory'] = { userPrincipalName: 'mallory@test.example' };
  Object.assign(config.aws.accounts['dev'] ?? {}, { name: 'dev' });
  Object.assign(config.permissionSets['Developer'] ?? {}, { description: 'd' });
  return checkConfig(config).environment;
}

test('any text in a config is harmless in every format of the access report', () => {
  const plain = environmentWith('x');
  if (plain === undefined) throw new Error('The plain config has problems.');
  const lines = (rendered: string) => rendered.split('\n').length;
  let tried = 0;
  fc.assert(
    fc.property(text, (value) => {
      const environment = environmentWith(value);
      if (environment === undefined) return;
      tried += 1;
      const report = reportAccess(environment);
      const document = describeAccess(environment);

      const table = printable(renderAccess(report));
      expect(table).not.toMatch(STEERING);
      expect(lines(table)).toBe(lines(renderAccess(reportAccess(plain))));
      expect(JSON.parse(printable(JSON.stringify(report)))).toEqual(JSON.parse(JSON.stringify(report)));

      const csv = readCsv(renderAccessCsv(document));
      expect(csv.map(({ length }) => length)).toEqual(csv.map(() => 14));
      expect(csv.flat().join('')).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u);
      for (const cell of csv.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);

      const markdown = renderAccessMarkdown(document);
      expect(lines(markdown)).toBe(lines(renderAccessMarkdown(describeAccess(plain))));
      expect(markdown.replace(/\\./g, '?')).not.toMatch(/[<>`*[\]&]|:\/\/|(?!\n)[\p{Cc}\p{Bidi_Control}]/u);

      const [, data = ''] =
        /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(renderAccessPage(document)) ?? [];
      expect(data).not.toContain('<');
      expect(() => JSON.parse(data) as unknown).not.toThrow();
    }),
    {
      numRuns: 60,
      examples: [[FORGING], [ESCAPES], ['=1+1'], ['</script><script>alert(1)</script>'], ['\ud800']],
    },
  );
  expect(tried).toBeGreaterThan(40);
});

test('no cell adds a row to a table', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 5 }), (rows) => {
      const table = printable(renderTable(['Who', 'What'], rows));
      expect(table.split(/[\n\r\u0085\u2028\u2029]/)).toHaveLength(rows.length + 1);
      expect(table).not.toMatch(STEERING);
    }),
  );
});

test.each(['sh', 'bash'])('a word of an advised command is that word to %s, whatever it holds', (shell) => {
  const words = fc
    .sample(fc.oneof(text, fc.string({ unit: fc.constantFrom(...'\'"\\$`!~*?[]{}()<>|&;#=-\n \t') })), 400)
    // No argument holds a NUL, and half a surrogate pair is no text.
    .map((word) => word.replace(/[\0\p{Cs}]/gu, ''))
    .concat('$(touch x)', '`touch x`', "'; touch x; '", '-rf', '~', '!!', 'a\nb', '', "''");
  const said = execFileSync(shell, ['-c', `printf '%s\\0' ${words.map(shellWord).join(' ')}`], {
    encoding: 'utf8',
  });
  expect(said.split('\0').slice(0, -1)).toEqual(words);
});

test('no value adds a line to the AWS CLI’s config', () => {
  const config = smallConfig();
  const linesOf = (environment: Environment | undefined) =>
    environment === undefined
      ? undefined
      : renderProfiles(resolveProfiles(environment, environment.access.grants, NONE_TAKEN)).split('\n')
          .length;
  const plain = linesOf(checkConfig(config).environment);
  config.aws.identityCenter.portalUrl = 'https://test.awsapps.com/start\ncredential_process = evil';
  expect([undefined, plain]).toContain(linesOf(checkConfig(config).environment));
  config.aws.identityCenter.portalUrl = smallConfig().aws.identityCenter.portalUrl;
  config.aws.region = 'eu-west-1\n[profile x]';
  expect(checkConfig(config).environment).toBeUndefined();
});

test('a permission set’s name can’t, nor end a section', () => {
  for (const name of ['a\nb', 'a]', '[a', 'a b', 'a;b', 'a#b']) {
    const config = smallConfig();
    config.permissionSets['Developer'] = { name, policies: ['ReadOnlyAccess'] };
    expect(checkConfig(config).environment).toBeUndefined();
  }
});

test('an environment’s file has no name that a shell would read otherwise', () => {
  const config = { ...smallConfig(), environment: 'x;touch y' };
  expect(checkConfig(config).environment).toBeUndefined();
});

test('names of the clouds forge no line, steer no terminal, and stay JSON', async () => {
  const { accounts } = testSeed.aws;
  const hostile = {
    id: '444444444444',
    name: 'x',
    ou: `/${FORGING.replace(/[\\/]/g, '\\$&')}`,
    tags: { [FORGING.slice(0, 100)]: FORGING },
  };
  const clouds = await serveClouds({
    entra: { ...testSeed.entra, groups: [...(testSeed.entra.groups ?? []), { displayName: FORGING }] },
    aws: {
      ...testSeed.aws,
      accounts: [...accounts, hostile],
      provisioned: { groups: ['Admins', 'Developers', FORGING], users: ['ada@test.example'] },
    },
  });
  try {
    const applied = await applySmallConfig(clouds);
    await applied.assign('Administrator', applied.groupInAws(FORGING), '444444444444');
    applied.assignRole(applied.groupInEntra(FORGING));
    const { accounts: known, ...aws } = smallConfig().aws;
    const parts = { ...smallConfig(), aws, include: ['test/accounts.yaml'] };
    clouds.write(parts as unknown as SmallConfig, {
      'test/accounts.yaml': stringify({ aws: { accounts: known } }),
    });
    const commands = ['accounts', 'drift', 'status'];
    for (const command of commands) {
      const { stdout, stderr } = await clouds.run([command, 'test']);
      expect(stderr).not.toContain('Error:');
      expect(stdout).toContain(command === 'status' ? 'Status of test' : '444444444444');
      expect(stdout + stderr).not.toMatch(STEERING);
      expect(stdout).not.toMatch(/^\W*FORGED/m);
      const json = await clouds.run([command, 'test', '--json']);
      expect(json.stdout).not.toMatch(STEERING);
      expect(() => JSON.parse(json.stdout) as unknown).not.toThrow();
    }
    expect((await clouds.run(['drift', 'test'])).stdout).toContain('FORGED: nothing differs');
  } finally {
    await clouds.stop();
  }
});
