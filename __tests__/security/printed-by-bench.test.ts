/** The bench and the sandbox make their secrets up themselves: nothing that looks like one is printed or left. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** Tokens, passwords and keys of a run are random letters and digits, 24 of them at least. */
const RANDOM = /[A-Za-z0-9+/_-]{24,}/g;
const looksRandom = (text: string): boolean => /\d/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text);

test.each([
  ['bench', ['--import', 'tsx', resolve('bench', 'bench.ts'), '20']],
  ['sandbox', [resolve('cli', 'federation.cjs'), 'sandbox']],
])('%s prints nothing that looks like a secret, and leaves no temporary file', async (_name, args) => {
  const temporary = mkdtempSync(join(tmpdir(), 'printed-'));
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
      env: { ...process.env, TMPDIR: temporary },
    });
    const printed = `${stdout}${stderr}`.match(RANDOM) ?? [];
    expect(printed.filter(looksRandom)).toEqual([]);
    expect(readdirSync(temporary).filter((name) => !/^(node-|tsx-)/.test(name))).toEqual([]);
  } finally {
    rmSync(temporary, { recursive: true });
  }
});
