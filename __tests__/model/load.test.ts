import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { loadEnvironment, loadEnvironments } from '../../model/load';
import { loadFiles, messagesOf, TODAY, validConfig } from './helpers';

const valid = resolve(__dirname, 'valid');
const faults = resolve(__dirname, 'faults');

test('an environment with everything it names', () => {
  const { environment, problems } = loadEnvironment(valid, 'prod', { today: TODAY });
  expect(problems).toEqual([]);
  expect(environment).toMatchObject({
    name: 'prod',
    file: '__tests__/model/valid/prod.yaml',
    serviceProvider: { entityId: 'https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9967000001' },
    inlinePolicies: { Developer: expect.stringContaining('iam:CreateUser') },
  });
});

test('paths are absolute, from the file that names them', () => {
  const { environments } = loadFiles({
    'prod.yaml': stringify({
      ...validConfig(),
      state: { local: { path: 'prod.tfstate' } },
      include: ['prod/teams/*.yaml'],
    }),
    'prod/teams/web.yaml': 'permissionSets:\n  Web: { inline: ../web.json }\n',
    'prod/web.json': '{}',
  });
  const { config, inlinePolicies } = environments[0] ?? {};
  expect(inlinePolicies).toEqual({ Web: '{}' });
  expect(config?.permissionSets.Web?.inline).toMatch(/^\/.*\/prod\/web\.json$/);
  expect(config?.aws.identityCenter.metadata).toMatch(/^\/.*\/aws\.xml$/);
  expect(config?.state.local?.path).toMatch(/^\/.*\/prod\.tfstate$/);
});

test('locates what stands in an included file, or the nearest thing above', () => {
  const { environment } = loadEnvironment(valid, 'prod', { today: TODAY });
  const file = '__tests__/model/base/people.yaml';
  expect(environment?.locate(['groups', 'developers'])).toEqual({ file, line: 3, path: 'groups.developers' });
  expect(environment?.locate(['groups', 'developers', 'name'])).toEqual({
    file,
    line: 3,
    path: 'groups.developers',
  });
  expect(environment?.locate([])).toEqual({ file: '__tests__/model/valid/prod.yaml', line: 1, path: '' });
});

test('access lines are joined in order, and each keeps its place in its own file', () => {
  const line = (group: string) =>
    `- { groups: [${group}], permissionSets: [ReadOnly], accounts: [log-archive] }\n`;
  const { environments } = loadFiles({
    'prod.yaml': stringify({ ...validConfig(), include: ['prod/b.yaml', 'prod/*.yaml'] }),
    'prod/a.yaml': `access:\n${line('developers')}`,
    'prod/b.yaml': `access:\n${line('admins')}\n${line('nobody')}groups: { nobody: {} }\n`,
  });
  const lines = environments[0]?.config.access.map(({ groups }, index) => {
    const { file, line, path } = environments[0]?.locate(['access', index]) ?? {};
    return `${groups?.join()} ${file?.split('/').at(-1)}:${line} ${path}`;
  });
  expect(lines).toEqual([
    expect.stringMatching(/^developers prod\.yaml:\d+ access\[0\]$/),
    'admins b.yaml:2 access[0]',
    'nobody b.yaml:4 access[1]',
    'developers a.yaml:2 access[0]',
  ]);
});

test('names without access lines, or nothing but what must be there, are fine', () => {
  expect(
    messagesOf((config) => {
      config.access = [];
    }),
  ).toEqual([]);
  const { environment, state, entra, aws } = validConfig();
  const { environments, problems } = loadFiles({
    'prod.yaml': stringify({ environment, state, entra, aws }),
  });
  expect(problems).toEqual([]);
  expect(environments[0]?.config).toMatchObject({ groups: {}, users: {}, permissionSets: {}, access: [] });
});

test('a handle may have a name that JavaScript knows', () => {
  expect(
    messagesOf((config) => {
      config.groups = { constructor: {}, toString: {} };
      config.access = [
        {
          groups: ['constructor', 'toString', 'valueOf'],
          permissionSets: ['hasOwnProperty'],
          accounts: ['log-archive'],
        },
      ];
    }),
  ).toEqual([
    'error access[0].groups[2]: "valueOf" is not defined. Defined: constructor, toString.',
    'error access[0].permissionSets[0]: "hasOwnProperty" is not defined. Defined: Administrator, ReadOnly.',
  ]);
});

test('an unknown environment is told with the ones there are', () => {
  expect(loadEnvironment(valid, 'prd', { today: TODAY })).toEqual({
    problems: [
      {
        severity: 'error',
        location: { file: '__tests__/model/valid', line: 0, path: '' },
        message: '"prd" is not an environment.',
        advice: 'Defined: prod. Did you mean "prod"?',
      },
    ],
  });
});

test('one environment comes with what it shares with another, and without the other’s own problems', () => {
  const { environment, problems } = loadEnvironment(join(faults, 'same-state'), 'prod', { today: TODAY });
  expect(environment).toBeUndefined();
  expect(problems.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^The state of "prod" is that of "dev" \(.*dev\.yaml:11\) too\.$/),
  ]);
});

test('an environment with an error is left out, and the others are there', () => {
  const { environments, problems } = loadFiles({
    'prod.yaml': stringify(validConfig()),
    'dev.yaml': 'environment: dev\n',
  });
  expect(environments.map(({ name }) => name)).toEqual(['prod']);
  expect(problems).not.toEqual([]);
});

test.each([
  ['does-not-exist', 'does not exist.'],
  ['valid/prod.yaml', 'is not a folder that can be read.'],
])('config folder %s %s', (folder, message) => {
  const { problems } = loadEnvironments(resolve(__dirname, folder), { today: TODAY });
  expect(problems.map((problem) => problem.message)).toEqual([message]);
  expect(loadEnvironment(resolve(__dirname, folder), 'prod', { today: TODAY }).problems).toEqual(problems);
});

test('a file hidden by an editor is no environment', () => {
  const { environments, text } = loadFiles({ 'prod.yaml': stringify(validConfig()), '.#prod.yaml': '' });
  expect(environments).toHaveLength(1);
  expect(text).toBe('No problems.');
});

test.each([
  ['a folder', { 'prod.yaml/readme.md': '' }, 'prod.yaml: is a folder.'],
  ['endless nesting', { 'prod.yaml': `a: ${'['.repeat(20_000)}` }, 'prod.yaml:1: is nested too deeply.'],
  [
    'nesting that YAML takes and a config has no use for',
    { 'prod.yaml': `a: ${'['.repeat(60)}${']'.repeat(60)}` },
    `prod.yaml:1 a${'[0]'.repeat(50)}: is nested deeper than 50 levels.`,
  ],
])('an environment that is %s', (_what, files, text) => {
  expect(loadFiles(files).text).toBe(`${text}\n\n1 error.`);
});
