/**
 * `npm run test:faults -- [--runs N] [--seed S] [--only KIND]`: applies changes while something fails, applies again, and says
 * whether anything was lost. Two runs at a time. Each run's seed is the first one's and its number: `--runs 1 --seed S`
 * repeats the run of seed S.
 *
 * Exit code: 1 where anything was lost.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { carryOut, type Result } from './carry-out.js';
import { drawRun, KINDS, type Kind } from './drawn-run.js';

const WORKERS = 2;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '300' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string' },
    /** Of which worker this is, of how many: given by the program to itself. */
    share: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
const first = Number(values.seed);
const only = kindOf(values.only);

if (values.share === undefined) void lead().then((lost) => (process.exitCode = lost > 0 ? 1 : 0));
else void work(Number(values.share));

function kindOf(name: string | undefined): Kind | undefined {
  const kind = KINDS.find((each) => each === name);
  if (name !== undefined && kind === undefined)
    throw new Error(`--only ${name}: the kinds are ${KINDS.join(', ')}`);
  return kind;
}

/** Every so-manieth seed, a line of JSON for each. */
async function work(share: number): Promise<void> {
  for (let run = share; run < runs; run += WORKERS) {
    const seed = first + run;
    const result = await carryOut(drawRun(seed, only)).catch((error: unknown): Result => ({
      seed,
      met: [],
      repeated: 0,
      lost: [`The run itself failed: ${String((error as Error).stack)}`],
    }));
    process.stdout.write(`${JSON.stringify(result)}\n`);
  }
  process.exit();
}

async function lead(): Promise<number> {
  const began = Date.now();
  const results: Result[] = [];
  process.stdout.write(`${runs} runs from seed ${first}\n`);
  const follow = (result: Result) => {
    results.push(result);
    report(result);
  };
  await Promise.all(Array.from({ length: Math.min(WORKERS, runs) }, (_, share) => runWorker(share, follow)));
  const injected = results.reduce((sum, result) => sum + result.met.length, 0);
  const lost = results.filter((result) => result.lost.length > 0).length;
  process.stdout.write(
    `runs: ${results.length}, faults injected: ${injected}, converged: ${results.length - lost}, lost: ${lost} (${Math.round((Date.now() - began) / 1000)} s)\n`,
  );
  return lost + (results.length === runs ? 0 : 1);
}

async function runWorker(share: number, follow: (result: Result) => void): Promise<void> {
  const options = ['--runs', String(runs), '--seed', String(first), '--share', String(share)];
  const child = spawn(
    process.execPath,
    [...process.execArgv, __filename, ...options, ...(only === undefined ? [] : ['--only', only])],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  for await (const line of createInterface({ input: child.stdout })) follow(JSON.parse(line) as Result);
}

function report({ seed, met, failure, repeated, lost }: Result): void {
  const what = met.join('; ') || 'no fault met';
  const how = failure === undefined ? 'got through' : `failed, applied again ${repeated} times`;
  process.stdout.write(`${lost.length === 0 ? 'ok  ' : 'LOST'} seed ${seed}: ${what}: ${how}\n`);
  if (lost.length === 0 && !values.verbose) return;
  const kind = only === undefined ? '' : ` --only ${only}`;
  for (const sentence of lost) process.stdout.write(`${sentence.replace(/^/gm, '       ')}\n`);
  if (lost.length > 0)
    process.stdout.write(`       To repeat: npm run test:faults -- --runs 1 --seed ${seed}${kind}\n`);
  if (failure !== undefined) process.stdout.write(`${failure.slice(0, 3000).replace(/^/gm, '       | ')}\n`);
}
