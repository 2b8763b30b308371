/** Files that a config names: nothing of the machine is read that isn't the config's, and nothing that never ends. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stringify } from 'yaml';
import { loadEnvironments } from '../../model/load.js';
import { renderProblems } from '../../model/problem.js';
import { METADATA, TODAY, validConfig } from '../model/helpers.js';

let machine: string;
let config: string;

beforeEach(() => {
  machine = mkdtempSync(join(tmpdir(), 'machine-'));
  config = join(machine, 'repository/config');
  mkdirSync(join(config, 'prod/teams'), { recursive: true });
  writeFileSync(join(config, 'aws.xml'), METADATA);
  // What a file of a machine might hold: JSON, so that it would do as a policy.
  writeFileSync(join(machine, 'credentials.json'), '{"token": "hunter2"}');
});

afterEach(() => rmSync(machine, { recursive: true }));

/** The problems of an environment that includes a team's file; paths are from the config folder. */
function problemsOf(team: object, own: object = {}): string {
  writeFileSync(join(config, 'prod/teams/web.yaml'), stringify(team));
  const include = ['prod/teams/*.yaml'];
  writeFileSync(join(config, 'prod.yaml'), stringify({ include, ...validConfig(), ...own }));
  const { problems } = loadEnvironments(config, { today: TODAY });
  return renderProblems(problems)
    .replaceAll(`${relative(process.cwd(), config)}/`, '')
    .replaceAll(machine, '');
}

const team = (inline: string) => ({ permissionSets: { Web: { inline } } });

describe('what a team’s file names', () => {
  const outside = 'stands neither in the config folder nor in that of the included file that names it';

  test.each(['../../../../credentials.json', '../../../../missing.json'])(
    '%s is not read, whether it is there or not',
    (path) => {
      expect(problemsOf(team(path))).toContain(
        `prod/teams/web.yaml:3 permissionSets.Web.inline: "${path}" ${outside}.`,
      );
    },
  );

  test.each(['/etc/passwd', '/dev/zero', '/proc/self/environ'])('%s is not read', (path) => {
    expect(problemsOf(team(path))).toContain(`"${path}" ${outside}.`);
  });

  test('AWS’s metadata is no exception', () => {
    const { aws, ...own } = validConfig();
    const { identityCenter, ...others } = aws;
    const named = { aws: { identityCenter: { ...identityCenter, metadata: '/proc/self/environ' } } };
    expect(problemsOf(named, { ...own, aws: others })).toContain(
      `prod/teams/web.yaml:3 aws.identityCenter.metadata: "/proc/self/environ" ${outside}.`,
    );
  });

  test('a link is followed within the config folder, and not out of it', () => {
    writeFileSync(join(config, 'shared.json'), '{"Version": "2012-10-17", "Statement": []}');
    symlinkSync('../../shared.json', join(config, 'prod/teams/fine.json'));
    symlinkSync(join(machine, 'credentials.json'), join(config, 'prod/teams/link.json'));
    symlinkSync(machine, join(config, 'prod/teams/folder'));
    expect(problemsOf(team('fine.json'))).toBe('No problems.');
    for (const path of ['link.json', 'folder/credentials.json'])
      expect(problemsOf(team(path))).toContain(`"${path}" is a link that leads out of the config folder.`);
  });

  test('files of the config folder and beside it are fine', () => {
    writeFileSync(join(config, 'shared.json'), '{"Version": "2012-10-17", "Statement": []}');
    expect(problemsOf(team('../../shared.json'))).toBe('No problems.');
  });

  test('a name with a NUL byte is no file', () => {
    expect(problemsOf(team('a\0b'))).toContain('"a\\u0000b" can’t be read (ERR_INVALID_ARG_VALUE).');
  });
});

describe('what the environment’s own file includes', () => {
  test('may stand elsewhere, as it wishes', () => {
    writeFileSync(join(machine, 'shared.yaml'), stringify({ groups: { web: {} } }));
    expect(problemsOf({ users: {} }, { include: ['../../shared.yaml', 'prod/teams/*.yaml'] })).toBe(
      'No problems.',
    );
  });

  test.each([
    ['a file', 'x.yaml', () => '../../../../secret.yaml'],
    ['a folder', 'x', () => machine],
  ])('is no link out of the config folder, to %s', (_what, name, target) => {
    writeFileSync(join(machine, 'secret.yaml'), 'token: hunter2\n');
    symlinkSync(target(), join(config, 'prod/teams', name));
    const said = problemsOf({ users: {} }, { include: ['prod/teams/**/*.yaml'] });
    expect(said).toContain(
      'prod.yaml:2 include[0]: "prod/teams/**/*.yaml" is a link that leads out of the config folder.',
    );
    expect(said).not.toContain('hunter2');
  });

  test.each([
    [`${'*a'.repeat(12)}*.yaml`, 'has more than 2 `*` in the name of a file or folder, or 8 in all'],
    [`{${'*,'.repeat(9)}}`, 'has more than 2 `*` in the name of a file or folder, or 8 in all'],
    [`${'*/'.repeat(9)}*`, 'has more than 2 `*` in the name of a file or folder, or 8 in all'],
    [`prod/${'['.repeat(70_000)}*`, 'has 70006 characters; a pattern has 1000 at most'],
    ['prod/teams/+(+(+(a)))b.yaml', 'matches no file'],
    ['{1..9999999999}.yaml', 'matches no file'],
    ['a\0*', 'matches no file'],
  ])('is no pattern that takes long to match', (pattern, refusal) => {
    writeFileSync(join(config, `${'a'.repeat(240)}.json`), '');
    expect(problemsOf({ users: {} }, { include: [pattern] })).toContain(`${refusal}.`);
  });
});

describe('what is no text to read', () => {
  test('a pipe is refused, and not waited for', () => {
    execFileSync('mkfifo', [join(config, 'prod/teams/pipe.json')]);
    expect(problemsOf(team('pipe.json'))).toContain('"pipe.json" is not a file.');
  });

  test('a folder and a device are', () => {
    mkdirSync(join(config, 'prod/teams/sub.json'));
    expect(problemsOf(team('sub.json'))).toContain('"sub.json" is a folder.');
    expect(problemsOf({ users: {} }, { include: ['/dev/zero'] })).toContain('is not a file.');
  });

  test('what is larger than it can be is not read', () => {
    writeFileSync(join(config, 'prod/teams/large.json'), ' '.repeat(262_145));
    expect(problemsOf(team('large.json'))).toContain(
      '"large.json" has 262145 bytes; this program reads 256 KiB at most.',
    );
    writeFileSync(join(config, 'prod/large.yaml'), '#'.repeat(2_097_153));
    expect(problemsOf({ users: {} }, { include: ['prod/large.yaml'] })).toContain(
      'prod/large.yaml: has 2097153 bytes; this program reads 2048 KiB at most.',
    );
  });
});
