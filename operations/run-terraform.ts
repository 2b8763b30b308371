/** Runs Terraform as a child process, quietly and so that it finishes in order when this program is interrupted or killed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { totalmem } from 'node:os';
import type { Readable } from 'node:stream';
import type { Context } from './context.js';
import { createAddressHider } from './hidden-address.js';
import { InterruptedError } from './interrupted-error.js';
import { OutsideError } from './outside-error.js';
import { startRelay } from './recovery/relay.js';
import { withPrivateLog } from './terraform-log.js';

export interface Run {
  readonly code: number;
  /** A signal ended it, in whatever it was doing. */
  readonly killed?: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

interface Options {
  /** Exit codes that are no failure. Default: 0. */
  readonly allow?: readonly number[];
  /** Called with each whole line of stdout as it comes. */
  onLine?(line: string): void;
  /** Makes the error of a failure. Default: an OutsideError with all that Terraform said. */
  toError?(run: Run, command: string): OutsideError;
}

/**
 * At Go's own pace (100), a third of a plan of 5,000 grants goes into collecting garbage. At this one it holds up to
 * 1.6 GB instead of 0.45 GB, but collects more often before it takes more than a quarter of the memory. GOGC and
 * GOMEMLIMIT of the caller's own come first.
 */
const COLLECT_LESS_OFTEN = {
  GOGC: '800',
  GOMEMLIMIT: `${Math.round(Math.min(process.constrainedMemory() || Infinity, totalmem()) / 4)}`,
};

/**
 * Runs Terraform in `folder`. When the context's signal is aborted, one SIGINT is passed on and Terraform is left to
 * finish what it started, so that no state is lost; then an InterruptedError is thrown with what it said.
 */
export async function runTerraform(
  context: Context,
  folder: string,
  args: readonly string[],
  options: Options = {},
): Promise<Run> {
  if (context.signal.aborted) throw new InterruptedError();
  const hide = createAddressHider(context.variables);
  const { onLine } = options;
  const ended = await spawnToEnd(context, folder, args, {
    ...options,
    onLine: onLine && ((line) => onLine(hide(line))),
  });
  // What a run that succeeds says may be a state, which stays as it is.
  if ((options.allow ?? [0]).includes(ended.code)) return { ...ended, stderr: hide(ended.stderr) };
  const run = { ...ended, stdout: hide(ended.stdout), stderr: hide(ended.stderr) };
  const command = [terraformIn(context, folder), ...args].join(' ');
  const error = (options.toError ?? toOutsideError)(run, command);
  throw context.signal.aborted
    ? new InterruptedError(error.output, undefined, undefined, { cause: error })
    : error;

  function toOutsideError({ stdout, stderr }: Run, failed: string): OutsideError {
    return new OutsideError(`${context.terraform.product} failed.`, failed, `${stdout}${stderr}`.trim());
  }
}

/** How a reader would run Terraform in a stack's folder. */
export const terraformIn = ({ terraform }: Context, folder: string): string =>
  `${terraform.binary} -chdir=${folder}`;

async function spawnToEnd(
  context: Context,
  folder: string,
  args: readonly string[],
  options: Options,
): Promise<Run> {
  const relays = [startRelay(), startRelay()] as const;
  const [stdout, stderr] = relays;
  const child = spawn(context.terraform.binary, args, {
    cwd: folder,
    env: {
      ...COLLECT_LESS_OFTEN,
      ...withPrivateLog(context.variables),
      CHECKPOINT_DISABLE: '1',
      TF_IN_AUTOMATION: '1',
    },
    stdio: ['ignore', stdout.input, stderr.input],
    // A process group of its own: Ctrl-C in a terminal would reach it a second time, and the second makes Terraform stop at once.
    detached: true,
  });
  relays.forEach(({ input }) => input.destroy());
  const interrupt = () => child.kill('SIGINT');
  context.signal.addEventListener('abort', interrupt, { once: true });
  try {
    const [[code, signal], said, complained] = await Promise.all([
      once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>,
      collect(stdout.output, options.onLine),
      collect(stderr.output),
    ]);
    const killed = signal === null ? '' : `\nIt was ended by ${signal}.`;
    return { code: code ?? 1, killed: signal !== null, stdout: said, stderr: complained + killed };
  } finally {
    context.signal.removeEventListener('abort', interrupt);
  }
}

function collect(output: Readable, onLine?: (line: string) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: string[] = [];
    let rest = '';
    output.setEncoding('utf8').on('data', (chunk: string) => {
      chunks.push(chunk);
      if (onLine === undefined) return;
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach((line) => onLine(line));
    });
    output.on('error', reject).on('close', () => resolve(chunks.join('')));
  });
}
