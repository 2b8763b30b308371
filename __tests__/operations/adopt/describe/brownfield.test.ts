import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../../../sandbox/start.js';
import { loadSeed } from '../../../../sandbox/world/load-seed.js';
import { type Ended, federation } from '../../../cli/federation.js';
import { createTestClock } from '../../../helpers/clock.js';

/** What it is to print or write. */
const expected = (name: string): string =>
  readFileSync(`__tests__/operations/adopt/describe/brownfield/${name}.txt`, 'utf8');

/** Without what differs from run to run. */
const masked = (text: string): string =>
  text
    .replace(/99671c5b0e-[0-9a-f-]{36}/, '<id in AWS>')
    .replace(/"AWS SSO test" \([0-9a-f-]{36}\)/, '"AWS SSO test" (<object id>)');

let sandbox: Sandbox;
let folder: string;
let adopted: Ended;

const run = (...args: string[]): Promise<Ended> => {
  const AWS_CONFIG_FILE = join(folder, 'aws-config');
  return federation(args, {
    cwd: folder,
    variables: { ...process.env, ...sandbox.environment, AWS_CONFIG_FILE },
  });
};
const read = (file: string): string => readFileSync(join(folder, 'config', file), 'utf8');

beforeAll(async () => {
  const seed = await loadSeed('sandbox/brownfield.yaml');
  const clock = createTestClock(new Date().toISOString());
  sandbox = await startSandbox(seed, { clock, environment: 'globex', clients: true });
  folder = mkdtempSync(join(tmpdir(), 'brownfield-'));
  adopted = await run('adopt', 'globex', '--region', seed.aws.region, '--member-role', 'Reader');
});

afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true });
});

test('an organization that was made by hand is described, with everything that is odd in it', () => {
  expect(masked(adopted.stdout)).toBe(expected('printed'));
  expect(adopted.code).toBe(0);
});

test('the environment’s file has the application with its certificate, attributes and conditional access', () => {
  expect(masked(read('globex.yaml'))).toBe(expected('globex'));
});

test('access lines are what a person would write', () => {
  expect(read('globex/access.yaml')).toBe(expected('access'));
});

test('permission sets have every part', () => {
  expect(read('globex/permission-sets.yaml')).toBe(expected('permission-sets'));
  expect(read('globex/policies/team-developer.json')).toContain(
    'arn:aws:s3:::globex-${aws:PrincipalTag/Department}/*',
  );
});

test('nothing is written over', async () => {
  const { code, stderr } = await run('adopt', 'globex', '--region', 'eu-central-1');
  expect(stderr).toBe(
    'Error: config/globex.yaml and config/globex stand there already. Nothing was written. Name another environment, or another folder with --config.\n',
  );
  expect(code).toBe(1);
});
