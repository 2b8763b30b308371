/** The program as people run it: a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PROGRAM = resolve('cli/federation.cjs');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Options {
  readonly cwd?: string;
  /** Instead of the variables of this process and an access token, where given. */
  readonly variables?: NodeJS.ProcessEnv;
  /** Is given the process, to interrupt it or to listen. */
  watch?(child: ChildProcess): void;
}

/** Runs it without a terminal, to its end. */
export function federation(
  args: readonly string[],
  { cwd, variables = { ...process.env, TF_VAR_scim_token: 'a' }, watch }: Options = {},
): Promise<Ended> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd,
      env: variables,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', fail);
    child.on('close', (code) => done({ code, stdout, stderr }));
    watch?.(child);
  });
}

/** A working directory with a copy of this repository's `config`, to edit. */
export function createWorkspace(): { readonly cwd: string; remove(): void } {
  const cwd = mkdtempSync(join(tmpdir(), 'workspace-'));
  cpSync('config', join(cwd, 'config'), { recursive: true });
  return { cwd, remove: () => rmSync(cwd, { recursive: true }) };
}

/** Frames of a stack trace. */
export const STACK_TRACE = /^\s+at /m;
