import { createInterface } from 'node:readline/promises';
import { InterruptedError } from '../operations/interrupted-error.js';
import { UserError } from '../operations/user-error.js';

/** Throws a UserError where nobody can be asked. Called before any long work. */
export function requireTerminal(
  approved: boolean | undefined,
  advice = 'Look at the plan first, then pass --auto-approve.',
): void {
  if (approved === true || process.stdin.isTTY) return;
  throw new UserError(`There is no terminal to ask for confirmation on. ${advice}`);
}

/**
 * Asks on stderr, so that stdout stays the result's, and returns the answer. Ctrl-C, Ctrl-D, a terminal that is closed
 * and an aborted signal throw an InterruptedError.
 */
export async function ask(
  question: string,
  signal: AbortSignal,
  streams: Streams = { input: process.stdin, output: process.stderr },
): Promise<string> {
  if (signal.aborted) throw new InterruptedError();
  const terminal = createInterface(streams);
  try {
    return await new Promise<string>((resolve, reject) => {
      const interrupt = () => reject(new InterruptedError());
      terminal.once('SIGINT', interrupt);
      terminal.once('close', interrupt);
      // A terminal that was closed says so at each use, to the last: closing `terminal`.
      for (const emitter of [streams.input, terminal]) emitter.on('error', interrupt);
      signal.addEventListener('abort', interrupt, { once: true });
      terminal.question(`${question} `).then(resolve, reject);
    });
  } finally {
    terminal.close();
  }
}

/** Asks, and says whether the answer is exactly the one that is asked for. */
export async function confirm(
  question: string,
  wanted: string,
  signal: AbortSignal,
  streams?: Streams,
): Promise<boolean> {
  return (await ask(question, signal, streams)) === wanted;
}

interface Streams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}
