import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  lstatSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSharedConfigFiles, loadSsoSessionData } from '@smithy/core/config';
import fc from 'fast-check';
import { createAwsConfig, writeProfiles } from '../../../operations/aws-config/aws-config.js';
import { joinFile, splitFile } from '../../../operations/aws-config/kept-part.js';
import { UserError } from '../../../operations/user-error.js';
import { loadConfig, smallConfig } from '../../helpers/config.js';

const NOW = new Date('2027-01-01T12:00:00.000Z');

const SECTIONS = `[sso-session test]
sso_start_url = https://test.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access

[profile dev.Administrator]
sso_session = test
sso_account_id = 111111111111
sso_role_name = Administrator
region = eu-west-1

[profile dev.Developer]
sso_session = test
sso_account_id = 111111111111
sso_role_name = Developer
region = eu-west-1

[profile prod.Administrator]
sso_session = test
sso_account_id = 222222222222
sso_role_name = Administrator
region = eu-west-1
`;

const PART = `# >>> federation test: kept by \`federation aws-config test --write\`, which replaces what you edit here
${SECTIONS}# <<< federation test
`;

describe('aws-config', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aws-config-'));
  const file = join(folder, 'config');
  const variables = { AWS_CONFIG_FILE: file };
  const environment = (edit?: (config: ReturnType<typeof smallConfig>) => void) => {
    const config = smallConfig();
    edit?.(config);
    return loadConfig(config);
  };
  const create = (edit?: Parameters<typeof environment>[0]) => createAwsConfig(environment(edit), variables);
  const write = (edit?: Parameters<typeof environment>[0]) => writeProfiles(create(edit), NOW);
  const read = () => readFileSync(file, 'latin1');
  const refusal = (content: string): string => {
    writeFileSync(file, content);
    let text = '';
    try {
      write();
    } catch (error) {
      expect(error).toBeInstanceOf(UserError);
      text = (error as Error).message;
    }
    expect(read()).toBe(content);
    return text;
  };
  beforeEach(() => {
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('has a session, and a profile for each permission set in each account', () => {
    expect(create().text).toBe(SECTIONS);
  });

  test('AWS’s own reader finds the profiles and the session in it, beside those that were there', async () => {
    writeFileSync(file, '[default]\nregion = us-east-1\n\n[profile mine]\noutput = json');
    write();
    const { configFile } = await loadSharedConfigFiles({ configFilepath: file, filepath: file });
    expect(configFile).toMatchObject({
      default: { region: 'us-east-1' },
      mine: { output: 'json' },
      'dev.Developer': {
        sso_session: 'test',
        sso_account_id: '111111111111',
        sso_role_name: 'Developer',
        region: 'eu-west-1',
      },
    });
    expect(await loadSsoSessionData({ configFilepath: file })).toEqual({
      test: {
        sso_start_url: 'https://test.awsapps.com/start',
        sso_region: 'eu-west-1',
        sso_registration_scopes: 'sso:account:access',
      },
    });
  });

  test('names the role by the permission set’s name, and the profile by its handle', () => {
    const { text } = create((config) => {
      config.permissionSets['Developer'] = { name: 'Dev-Access', policies: ['PowerUserAccess'] };
    });
    expect(text).toContain(
      '[profile dev.Developer]\nsso_session = test\nsso_account_id = 111111111111\nsso_role_name = Dev-Access\n',
    );
  });

  test('a name that the file has from elsewhere gets another before it', () => {
    writeFileSync(file, '[profile dev.Developer]\n[ sso-session test ]\n[profile "test.dev.Developer"]\n');
    const { text, profiles } = create();
    expect(profiles.session).toBe('federation.test');
    expect(text).toContain('[profile test.test.dev.Developer]\nsso_session = federation.test\n');
    expect(text).toContain('[profile dev.Administrator]\n');
  });

  test('nothing that is withheld has a profile', () => {
    const { profiles } = create((config) => {
      config.entra.provisioning = 'pending';
    });
    expect(profiles.profiles).toEqual([]);
  });

  describe('--write', () => {
    test('makes the file, for its owner alone', () => {
      expect(write()).toEqual({ file, changed: true, backup: undefined });
      expect(read()).toBe(PART);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(readdirSync(folder)).toEqual(['config']);
    });

    test('makes the folder too', () => {
      rmSync(folder, { recursive: true });
      write();
      expect(read()).toBe(PART);
    });

    test('a second time changes nothing, and leaves no copy', () => {
      write();
      expect(write()).toEqual({ file, changed: false, backup: undefined });
      expect(readdirSync(folder)).toEqual(['config']);
    });

    test('replaces its own part alone, and keeps the file before', () => {
      const before = `[default]\nregion = x\n\n${PART.replace('PT', '').replace('Administrator', 'Old')}# mine\n[profile b]\n`;
      writeFileSync(file, before, { mode: 0o640 });
      const { backup = '' } = write();
      expect(read()).toBe(`[default]\nregion = x\n\n${PART}# mine\n[profile b]\n`);
      expect(backup).toBe(`${file}.2027-01-01T12-00-00-000Z.backup`);
      expect(readFileSync(backup, 'latin1')).toBe(before);
      expect(statSync(file).mode & 0o777).toBe(0o640);
    });

    test('another environment’s part stays as it is', () => {
      write();
      const other = `${PART.replaceAll('test', 'tester')}`;
      writeFileSync(file, other + PART);
      write((config) => {
        config.access = config.access.slice(1);
      });
      expect(read().startsWith(other)).toBe(true);
      expect(read().slice(other.length)).toMatch(/\[profile test\.dev\.Developer\]/);
      expect(read().slice(other.length)).not.toContain('Administrator');
    });

    test.each([
      ['no line end at its end', '[default]\nregion = x', `[default]\nregion = x\n\n${PART}`],
      ['a comment that is no UTF-8', '# caf\u00e9\n', `# caf\u00e9\n\n${PART}`],
      ['Windows line ends', '[default]\r\n', `[default]\r\n\r\n${PART.replaceAll('\n', '\r\n')}`],
      ['nothing in it', '', PART],
    ])('a file with %s', (_, before, after) => {
      writeFileSync(file, before, 'latin1');
      write();
      expect(read()).toBe(after);
      expect(write().changed).toBe(false);
    });

    test('a link stays a link', () => {
      const target = join(folder, 'dotfiles');
      writeFileSync(target, '[default]\n');
      symlinkSync(target, file);
      write();
      expect(lstatSync(file).isSymbolicLink()).toBe(true);
      expect(readFileSync(target, 'latin1')).toBe(`[default]\n\n${PART}`);
      expect(existsSync(`${target}.2027-01-01T12-00-00-000Z.backup`)).toBe(true);
    });

    test.each([
      ['without an end', '# >>> federation test: kept\n[default]\n', 1, 0],
      ['without a beginning', '[default]\n# <<< federation test\n', 0, 1],
      ['twice', PART + PART, 2, 2],
      ['in the wrong order', '# <<< federation test\n# >>> federation test: kept\n', 1, 1],
    ])('marks %s are refused, and nothing is written', (_, content, begins, ends) => {
      expect(refusal(content)).toBe(
        [
          `${file}: the marks around the part of test are damaged. It should have "# >>> federation test: …" once, and after it "# <<< federation test" once; it has ${begins} and ${ends}.`,
          '  Put them right, or take them and what stands between them away. Nothing was written.',
        ].join('\n'),
      );
    });

    test('what isn’t a file is left alone: a folder, a pipe', () => {
      const words = `${file} isn't a regular file. Nothing was written. Set AWS_CONFIG_FILE to another one.`;
      mkdirSync(file);
      expect(() => create()).toThrow(words);
      rmSync(file, { recursive: true });
      execFileSync('mkfifo', [file]);
      expect(() => create()).toThrow(words);
      expect(statSync(file).isFIFO()).toBe(true);
    });

    test('a folder of a folder that isn’t there isn’t made', () => {
      const lost = { AWS_CONFIG_FILE: join(folder, 'a/b/config') };
      expect(() => writeProfiles(createAwsConfig(environment(), lost), NOW)).toThrow(
        `${lost.AWS_CONFIG_FILE} can't be written: ENOENT`,
      );
    });
  });

  test('whatever stood outside the marks stands there afterwards', () => {
    const line = fc.constantFrom(
      '[default]',
      '[profile a]',
      'region = x',
      '# >>> federation',
      '',
      ' s3 =',
      '\t# x',
    );
    const text = fc
      .tuple(fc.array(line), fc.constantFrom('', '\n'))
      .map(([lines, end]) => lines.join('\n') + end);
    fc.assert(
      fc.property(text, text, (before, after) => {
        const first = joinFile(splitFile(before, 'test'), 'test', SECTIONS) + after;
        const second = joinFile(splitFile(first, 'test'), 'test', 'x\n');
        expect(second.startsWith(before)).toBe(true);
        expect(second.endsWith(after)).toBe(true);
        expect(joinFile(splitFile(second, 'test'), 'test', SECTIONS)).toBe(first);
      }),
    );
  });
});
