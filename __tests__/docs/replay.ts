/** Runs the commands of docs/tour.md in a sandbox, and gives the document with what they print. `npm run tour` writes it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createWorkspace } from '../cli/federation.js';

export const TOUR = resolve(__dirname, '../../docs/tour.md');
const PROGRAM = resolve(__dirname, '../../cli/federation.cjs');

/** What differs from run to run. */
const VARYING: readonly RegExp[] = [
  /\b[0-9A-F]{40}\b/g,
  /\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g,
  /(?<=\/ps-)[0-9a-f]{16}/g,
  /\d{4}-\d\d-\d\dT[\d:.]+Z/g,
  /(?<=Status of sandbox on )\d{4}-\d\d-\d\d/g,
  /(?<=, in )\d+(?= days)/g,
];

/** The document's blocks of `console`: each line that begins with `$ ` is run, and what it prints stands below it. */
export async function replay(document: string): Promise<string> {
  const workspace = createWorkspace();
  const sandbox = spawn(process.execPath, [PROGRAM, 'sandbox', '--keep'], {
    cwd: workspace.cwd,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const env = { ...process.env, AWS_CONFIG_FILE: 'aws-config', ...(await exportsOf(sandbox)) };
    const run = (command: string): string => {
      const line = command.replace(/\bnpx federation\b/g, `"${process.execPath}" "${PROGRAM}"`);
      return spawnSync('bash', ['-c', line], { cwd: workspace.cwd, env, encoding: 'utf8' }).stdout;
    };
    return document.replace(/(?<=^```console\n)[^]*?(?=^```$)/gm, (block) =>
      block
        .split('\n')
        .filter((line) => line.startsWith('$ '))
        .map((line) => `${line}\n${masked(run(line.slice(2)))}`)
        .join(''),
    );
  } finally {
    sandbox.kill('SIGINT');
    await new Promise((done) => sandbox.once('close', done));
    workspace.remove();
  }
}

const masked = (output: string): string =>
  VARYING.reduce((text, varying) => text.replace(varying, '…'), output);

/** What the kept sandbox says to export. */
async function exportsOf(sandbox: ChildProcess): Promise<Record<string, string>> {
  let said = '';
  for await (const chunk of sandbox.stdout ?? []) {
    said += String(chunk);
    if (said.includes('Ctrl-C ends it.')) break;
  }
  const variables = [...said.matchAll(/^export (\w+)='(.*)'$/gm)];
  if (variables.length === 0) throw new Error(`The sandbox didn't stay:\n${said}`);
  return Object.fromEntries(variables.map(([, name = '', value = '']) => [name, value]));
}

if (require.main === module)
  void replay(readFileSync(TOUR, 'utf8')).then((document) => writeFileSync(TOUR, document));
