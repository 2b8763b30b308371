import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Context } from './context.js';
import { InterruptedError } from './interrupted-error.js';
import { OutsideError } from './outside-error.js';

const PROGRAM = join(__dirname, '..', 'cli', 'federation.cjs');

/**
 * Runs one of this program's own commands in a process of its own, whose environment may be another: AWS's clients and
 * Node.js look nowhere else for where to go and whom to trust. Its stages are shown as this one's.
 *
 * @returns What it says with `--json`.
 * Throws an OutsideError with what it said where it fails, and an InterruptedError where this program was interrupted.
 */
export async function runOwnCommand<T>(
  args: readonly string[],
  { variables, signal, progress }: Pick<Context, 'variables' | 'signal' | 'progress'>,
): Promise<T> {
  if (signal.aborted) throw new InterruptedError();
  const child = spawn(process.execPath, [PROGRAM, ...args, '--json'], {
    env: variables,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: Ctrl-C in a terminal reaches it once, from here.
    detached: true,
  });
  const interrupt = () => child.kill('SIGINT');
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    const [[code], stdout, said] = await Promise.all([
      once(child, 'exit') as Promise<[number | null]>,
      text(child.stdout),
      showStages(child.stderr, progress),
    ]);
    progress.finish();
    if (signal.aborted) throw new InterruptedError(said);
    if (code !== 0)
      throw new OutsideError(`federation ${args[0]} failed.`, `federation ${args.join(' ')}`, said);
    return JSON.parse(stdout) as T;
  } finally {
    signal.removeEventListener('abort', interrupt);
  }
}

/** @returns What it said that is no stage. */
async function showStages(output: Readable, progress: Context['progress']): Promise<string> {
  const said: string[] = [];
  for await (const line of createInterface({ input: output })) {
    const stage = /^(\S.*) \.\.\.$/.exec(line)?.[1];
    if (stage === undefined) said.push(line);
    else progress.stage(stage);
  }
  return said.join('\n');
}
