/** The program as a process of its own, ended from outside or without room on its disk. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { SmallConfig } from '../helpers/config.js';
import type { FaultySandbox } from './faulty-sandbox.js';
import type { Outside } from './outside.js';
import { onSmallDisk } from './small-disk.js';

const PROGRAM = resolve('cli/federation.cjs');
const QUESTION = 'Only "yes" is taken';
const COMMAND = ['apply', 'test'];

export interface Ended {
  /** Whether what was to happen has happened. */
  readonly met: boolean;
  /** Whether the program ended well all the same. */
  readonly fine: boolean;
  /** What it printed. */
  readonly said: string;
}

/** Applies a config with the program, to its end and that of whatever it has left running. */
export async function applyAsProcess(
  sandbox: FaultySandbox,
  config: SmallConfig,
  outside: Outside,
): Promise<Ended> {
  const variables = await sandbox.prepareProcess(config);
  const child = start(sandbox.folder, variables, outside);
  let met = false;
  let said = '';
  const strike = () => {
    if (met) return;
    met = true;
    hit(child, sandbox.folder, outside.kind);
  };
  const listen = (chunk: Buffer) => {
    said += chunk.toString();
    if (outside.kind === 'diskFull') return;
    if (outside.step === 'answer' ? said.includes(QUESTION) : said.includes(outside.step)) strike();
  };
  child.stdout?.on('data', listen);
  child.stderr?.on('data', listen);
  if (outside.kind !== 'diskFull') sandbox.killer.begin(outside, strike);
  const code = await new Promise<number | null>((done) => child.on('close', done));
  sandbox.killer.end();
  // Terraform goes on without the program, where the program alone was ended.
  while (processesIn(sandbox.folder).length > 0) await setTimeout(100);
  const fine = code === 0;
  return { met: outside.kind === 'diskFull' ? !fine : met, fine, said };
}

function start(cwd: string, env: NodeJS.ProcessEnv, { kind, step, room }: Outside): ChildProcess {
  const asked = step === 'answer' && kind !== 'diskFull';
  const command = [process.execPath, PROGRAM, ...COMMAND, ...(asked ? [] : ['--auto-approve'])];
  const surrounded = kind === 'diskFull' ? onSmallDisk(cwd, room, command) : command;
  const [file = '', ...args] = asked ? ['script', '-qefc', command.join(' '), '/dev/null'] : surrounded;
  return spawn(file, args, { cwd, env, stdio: [asked ? 'pipe' : 'ignore', 'pipe', 'pipe'] });
}

function hit(child: ChildProcess, folder: string, kind: Outside['kind']): void {
  // Behind a terminal, the program is a child of what makes the terminal.
  const [program = child.pid ?? 0] = processesIn(folder)
    .filter(({ isProgram }) => isProgram)
    .map(({ pid }) => pid);
  if (kind === 'killed') for (const { pid } of processesIn(folder)) send(pid, 'SIGKILL');
  if (kind === 'killedAlone') send(program, 'SIGKILL');
  if (kind === 'terminated') send(program, 'SIGTERM');
  if (kind !== 'interrupted') return;
  send(program, 'SIGINT');
  void setTimeout(20).then(() => send(program, 'SIGINT'));
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}

/** The program and its Terraform: whatever works in the run's folder, but this process. */
function processesIn(folder: string): { readonly pid: number; readonly isProgram: boolean }[] {
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!(pid > 0) || pid === process.pid) return [];
    try {
      const where = readlinkSync(`/proc/${pid}/cwd`);
      const isProgram = where === folder && readlinkSync(`/proc/${pid}/exe`) === process.execPath;
      return where.startsWith(folder) ? [{ pid, isProgram }] : [];
    } catch {
      return [];
    }
  });
}
