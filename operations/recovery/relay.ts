/** A pipe that outlives its reader: who writes into it is never ended because this program was. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

export interface Relay {
  /** The end to write into, for a child process. This process closes its own copy once the child has started. */
  readonly input: Writable;
  /** What was written, as it comes. */
  readonly output: Readable;
}

/** Passes on what it reads. Once nobody takes it any more, it reads on to the end, so that the writer can. */
const PASS_ON = 'trap "" PIPE HUP INT TERM; cat; exec cat >/dev/null';

/**
 * Terraform dies of SIGPIPE when it prints to a pipe that nobody reads, and what it made since it last saved the state
 * is lost. Output to a file would be cut off by a full disk, and with it what a plan says it takes away.
 */
export function startRelay(): Relay {
  const relay: ChildProcessByStdio<Writable, Readable, null> = spawn('/bin/sh', ['-c', PASS_ON], {
    stdio: ['pipe', 'pipe', 'ignore'],
    // Not in this program's process group, which a terminal or a CI runner ends as a whole.
    detached: true,
    env: { PATH: `${process.env.PATH ?? ''}:/usr/bin:/bin` },
  });
  return { input: relay.stdin, output: relay.stdout };
}
