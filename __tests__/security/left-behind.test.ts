/** What a run leaves behind holds no secret: every command, also one that fails and one that is interrupted. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '../../sandbox/start.js';
import { federation, type Ended } from '../cli/federation.js';
import { emergencyConfig, provisionedConfig, SCIM_TENANT, writeConfig } from '../helpers/config.js';
import { emergencySeed } from '../helpers/world.js';
import { filesIn, findSecrets, findSecretsInFolder } from './secrets.js';

const SECRETS = ['TF_VAR_scim_token', 'ARM_CLIENT_SECRET', 'AWS_SECRET_ACCESS_KEY', 'TF_HTTP_PASSWORD'];

jest.setTimeout(240_000);

let sandbox: Sandbox;
let machine: string;
/** By name: the deployer's, and each that a role was assumed with. */
const secrets: Record<string, string> = {};
const said: { readonly command: string; readonly ended: Ended }[] = [];

const folder = (name: string) => join(machine, name);

/** Runs a command on a machine of its own: nothing of this process's surroundings but the PATH. */
async function run(
  args: readonly string[],
  { variables = {}, interruptAt }: { variables?: NodeJS.ProcessEnv; interruptAt?: string } = {},
): Promise<Ended> {
  const ended = await federation(args, {
    cwd: folder('work'),
    variables: {
      PATH: process.env['PATH'],
      HOME: folder('home'),
      TMPDIR: folder('tmp'),
      ...sandbox.environment,
      ...variables,
    },
    watch: (child) => {
      child.stderr?.on('data', (chunk: Buffer) => {
        if (interruptAt !== undefined && chunk.toString().includes(interruptAt)) child.kill('SIGINT');
      });
    },
  });
  said.push({ command: args.join(' '), ended });
  return ended;
}

const config = () => ({ ...emergencyConfig(), entra: provisionedConfig().entra });

beforeAll(async () => {
  machine = mkdtempSync(join(tmpdir(), 'left-behind-'));
  for (const name of ['work', 'home', 'tmp']) mkdirSync(folder(name));
  sandbox = await startSandbox(
    {
      ...emergencySeed,
      aws: { ...emergencySeed.aws, scim: { tenant: SCIM_TENANT }, provisioned: { groups: [], users: [] } },
    },
    {
      clients: true,
      environment: 'test',
      interceptor: ({ operation }, proceed) => {
        const answer = proceed();
        if (operation === 'AssumeRole') keepCredentials(answer);
        return answer;
      },
    },
  );
  for (const name of SECRETS) secrets[name] = sandbox.environment[name] ?? '';
  writeConfig(folder('work/config'), config());
});

function keepCredentials(answer: unknown): void {
  const { Credentials } = answer as { Credentials: { SecretAccessKey: string; SessionToken: string } };
  const number = Object.keys(secrets).length;
  secrets[`SecretAccessKey ${number}`] = Credentials.SecretAccessKey;
  secrets[`SessionToken ${number}`] = Credentials.SessionToken;
}

afterAll(async () => {
  await sandbox.stop();
  rmSync(machine, { recursive: true });
});

/** What stands in the temporary folder of the machine, which every command leaves as it was. */
const temporary = () => readdirSync(folder('tmp')).filter((name) => !/^(node-|tsx-)/.test(name));

test('every command ends as it should', async () => {
  const fine: readonly (readonly string[])[] = [
    ['check', 'test'],
    ['plan', 'test'],
    ['plan', 'test', '--out', 'prod.tfplan'],
    ['apply', 'prod.tfplan'],
    ['apply', 'test', '--auto-approve', '--json'],
    ['status', 'test'],
    ['drift', 'test'],
    ['accounts', 'test', '--write'],
    ['handover', 'test'],
    ['activate-certificate', 'test', 'c2026', '--auto-approve'],
    ['emergency', 'test'],
    ['access', 'test'],
    ...['markdown', 'csv', 'html'].map((format) => ['access', 'test', '--format', format]),
    ['access', 'test', '--explain', 'admins', 'dev'],
    ['aws-config', 'test', '--write'],
  ];
  for (const args of fine) {
    const { code, stderr } = await run(args);
    // Steps by hand are not done, and status says so.
    const wanted = args[0] === 'status' ? 1 : 0;
    expect({ args, code, stderr: code === wanted ? '' : stderr }).toEqual({ args, code: wanted, stderr: '' });
    expect({ args, temporary: temporary() }).toEqual({ args, temporary: [] });
  }
});

test('also those that fail, log or are interrupted', async () => {
  const broken = { ...config(), groups: { ...config().groups, developers: { name: 'Nobody’s' } } };
  writeConfig(folder('work/config'), broken);
  const logged = { TF_LOG: 'trace', TF_LOG_PROVIDER: 'trace' };
  const failed = await run(['plan', 'test'], { variables: logged });
  expect(failed.code).toBe(3);
  expect(failed.stderr).toContain('Terraform’s log is left out: ');
  expect(failed.stderr).not.toMatch(/\[(TRACE|DEBUG)\]/);
  expect((await run(['plan', 'test', '--out', 'failed.tfplan'])).code).toBe(3);
  expect(
    (await run(['apply', 'test', '--auto-approve'], { variables: { TF_HTTP_PASSWORD: 'wrong' } })).code,
  ).toBe(3);
  expect((await run(['status', 'test'], { variables: { ARM_CLIENT_SECRET: 'wrong' } })).code).not.toBe(70);

  const more = config();
  more.groups['operators'] = { name: 'Operators' };
  more.access.push({ groups: ['operators'], permissionSets: ['Developer'], accounts: ['dev', 'prod'] });
  writeConfig(folder('work/config'), more);
  const interrupted = await run(['apply', 'test', '--auto-approve'], { interruptAt: 'Applying' });
  expect(interrupted.code).toBe(130);
  expect((await run(['destroy', 'test', '--auto-approve'])).code).toBe(0);
  expect(temporary()).toEqual([]);
  expect(existsSync(folder('work/failed.tfplan'))).toBe(false);
});

test('no file holds a secret but the plan that was asked for, and nothing that was said does', () => {
  expect(Object.keys(secrets).length).toBeGreaterThan(SECRETS.length);
  for (const value of Object.values(secrets)) expect(value.length).toBeGreaterThan(15);
  const inFiles = ['work', 'home', 'tmp'].flatMap((name) => findSecretsInFolder(folder(name), secrets));
  expect(inFiles).toEqual([{ secret: 'TF_VAR_scim_token', where: 'prod.tfplan tfplan' }]);
  const inText = said.flatMap(({ command, ended: { stdout, stderr } }) => [
    ...findSecrets(stdout, `stdout of ${command}`, secrets),
    ...findSecrets(stderr, `stderr of ${command}`, secrets),
  ]);
  expect(inText).toEqual([]);
});

test('that plan is its owner’s alone, and no other plan is left', () => {
  expect(statSync(folder('work/prod.tfplan')).mode & 0o777).toBe(0o600);
  expect(filesIn(machine).filter((file) => /plan/i.test(file))).toEqual(['work/prod.tfplan']);
});

test('the files that the commands write were looked at', () => {
  expect(filesIn(machine)).toEqual(
    expect.arrayContaining([
      'home/.aws/config',
      'work/cdktf.out/stacks/test/cdk.tf.json',
      'work/handover/test/entra-metadata.xml',
    ]),
  );
});

test('Terraform’s log, where it is wanted, is a file for its owner alone', async () => {
  writeConfig(folder('work/config'), config());
  const { code, stderr } = await run(['plan', 'test'], {
    variables: { TF_LOG: 'trace', TF_LOG_PATH: 'terraform.log' },
  });
  expect({ code, stderr: stderr.includes('log is left out') }).toEqual({ code: 0, stderr: false });
  expect(statSync(folder('work/terraform.log')).mode & 0o777).toBe(0o600);
});
