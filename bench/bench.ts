/**
 * `npm run bench [grants]`: how long the program takes for an organization of 5,000 grants, as a table, with the
 * machine. `--apply` applies them too, plans again, and takes all of it over into an empty state.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import Table from 'cli-table3';
import { stringify } from 'yaml';
import { startSandbox } from '../sandbox/start.js';
import { createOrganization } from './organization.js';

const run = promisify(execFile);
const ROOT = join(__dirname, '..');
const FEDERATION = join(ROOT, 'cli', 'federation.cjs');

interface Measured {
  readonly what: string;
  readonly seconds: number;
  readonly target?: string;
  readonly note?: string;
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const grants = Number(args.find((arg) => /^\d+$/.test(arg)) ?? 5000);
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const { config, seed } = createOrganization(grants);
    writeConfig(join(folder, 'config'), config);
    const rows = [await measureSynth(folder)];
    const sandbox = await startSandbox(seed, { environment: 'bench', clients: true });
    const federation = (...command: string[]) => measureCommand(folder, sandbox.environment, command);
    rows.push({ ...(await federation('plan', 'bench')), target: '12 s' });
    if (args.includes('--apply')) {
      rows.push(await federation('apply', 'bench', '--auto-approve'));
      rows.push({ ...(await federation('plan', 'bench')), what: 'plan again, nothing to change' });
      const lost = withoutState(sandbox.environment);
      rows.push({ ...(await measureCommand(folder, lost, ['plan', 'bench', '--import'])), target: '60 s' });
    }
    await sandbox.stop();
    print(grants, rows, (await run('terraform', ['version'])).stdout.split('\n')[0] ?? '');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The same clouds, with a state that knows nothing of them. */
const withoutState = (environment: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      value.replace(/(?<=\/state\/)bench$/, 'empty'),
    ]),
  );

function writeConfig(folder: string, config: Readonly<Record<string, unknown>>): void {
  for (const [path, content] of Object.entries(config)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : stringify(content));
  }
}

/** In a process of its own, so that start-up counts and the memory is its own. */
async function measureSynth(folder: string): Promise<Measured> {
  const { stdout } = await run(
    process.execPath,
    ['--require', require.resolve('tsx/cjs'), join(__dirname, 'synth.ts'), 'config'],
    { cwd: folder },
  );
  const { seconds, megabytes } = JSON.parse(stdout) as { seconds: number; megabytes: number };
  return {
    what: 'load, rules, model, synth',
    seconds,
    target: '2.5 s, 300 MB',
    note: `${megabytes.toFixed(0)} MB`,
  };
}

async function measureCommand(
  cwd: string,
  environment: Readonly<Record<string, string>>,
  command: readonly string[],
): Promise<Measured> {
  const start = performance.now();
  await run(process.execPath, [FEDERATION, ...command, '--json'], {
    cwd,
    env: { ...process.env, ...environment },
    maxBuffer: 1 << 28,
  });
  return { what: command.join(' '), seconds: (performance.now() - start) / 1000 };
}

function print(grants: number, rows: readonly Measured[], terraform: string): void {
  const table = new Table({
    head: [`${grants} grants`, 'took', 'target', ''],
    style: { head: [], border: [] },
  });
  for (const { what, seconds, target = '', note = '' } of rows) {
    table.push([what, `${seconds.toFixed(1)} s`, target, note]);
  }
  const [cpu] = cpus();
  console.log(table.toString());
  console.log(
    `${cpu?.model ?? 'unknown processor'}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB; Node ${process.version}; ${terraform}`,
  );
}

void main();
