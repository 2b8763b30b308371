/** Folders that hold plan files, of programs that were killed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { withPrivateFolder } from '../../../operations/private-folder.js';

let temporary: string;
beforeEach(() => (temporary = mkdtempSync(join(tmpdir(), 'private-'))));
afterEach(() => rmSync(temporary, { recursive: true }));

const folders = () => readdirSync(temporary).filter((name) => name.startsWith('federation-'));

/** A program in the middle of work with such a folder. */
async function startProgram() {
  const module = resolve('operations/private-folder.ts');
  const program = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      '-e',
      `require(${JSON.stringify(module)}).withPrivateFolder(async () => {
        process.stdout.write('ready');
        await new Promise((done) => setTimeout(done, 60_000));
      })`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, TMPDIR: temporary } },
  );
  await once(program.stdout, 'data');
  return program;
}

test('it is this user’s alone, and gone after use', async () => {
  const mode = await withPrivateFolder(async (folder) => statSync(folder).mode & 0o777, temporary);
  expect(mode).toBe(0o700);
  expect(folders()).toEqual([]);
});

test('that of a program at work stays, and that of one that was killed goes', async () => {
  const program = await startProgram();
  const [theirs] = folders();
  await withPrivateFolder(async () => expect(folders()).toContain(theirs), temporary);

  program.kill('SIGKILL');
  await once(program, 'exit');
  await withPrivateFolder(async () => expect(folders()).not.toContain(theirs), temporary);
});

test('one that nobody can be asked about stays: another host’s, and one that is just being made', async () => {
  const others = [`federation-another-host-AbCdEf`, `federation-${hostname()}-AbCdEf`];
  others.forEach((name) => mkdirSync(join(temporary, name), { mode: 0o700 }));
  await withPrivateFolder(async () => undefined, temporary);
  expect(folders()).toEqual(others.sort());
});

test('where the path is too long for a socket, it works all the same', async () => {
  const deep = join(temporary, 'x'.repeat(100));
  mkdirSync(deep);
  await withPrivateFolder(async (folder) => expect(readdirSync(folder)).toEqual([]), deep);
  expect(readdirSync(deep)).toEqual([]);
});
