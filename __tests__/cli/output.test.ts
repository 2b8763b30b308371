import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

/** Meets an error of its output in a process of its own. */
const meet = (code: string) =>
  promisify(execFile)(process.execPath, [
    '--require',
    'tsx/cjs',
    '--eval',
    `require(${JSON.stringify(resolve('cli/output.ts'))}).tolerateClosedOutput();
     process.stderr.emit('error', Object.assign(new Error('write ${code}'), { code: '${code}' }));`,
  ]);

test.each(['EPIPE', 'EIO'])('a reader or terminal that went away (%s) is no failure', async (code) => {
  await expect(meet(code)).resolves.toBeDefined();
});

test('any other error of the output is one', async () => {
  await expect(meet('ENOSPC')).rejects.toThrow('write ENOSPC');
});
