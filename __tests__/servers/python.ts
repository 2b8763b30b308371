/** Python packages for tests: installed once by pip into a folder under `node_modules/.cache`, never into the machine's Python. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const CACHE = resolve('node_modules/.cache/python');
const PLATFORM = 'import sys, sysconfig; print(sys.version, sysconfig.get_platform())';

/**
 * What `python3` needs in its environment to import the packages of a requirements file of this folder, which are
 * installed where they aren't yet. Each set of requirements, Python and platform has a folder of its own.
 * @throws Error where `python3` with pip isn't there, or pip fails.
 */
export async function pythonWith(requirements: string): Promise<Readonly<Record<string, string>>> {
  const file = join(__dirname, requirements);
  const [platform, wanted] = await Promise.all([python('-c', PLATFORM), readFile(file, 'utf8')]);
  const hash = createHash('sha256').update(`${platform}\n${wanted}`).digest('hex').slice(0, 16);
  const folder = join(CACHE, hash);
  if (!existsSync(folder)) await install(file, folder);
  return { PYTHONPATH: folder, PYTHONNOUSERSITE: '1' };
}

/** Made whole elsewhere and then renamed: a folder that stands is complete, also where two test files install at once. */
async function install(file: string, folder: string): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const making = await mkdtemp(`${folder}-`);
  try {
    await python(
      '-m',
      'pip',
      'install',
      '--quiet',
      '--no-input',
      '--disable-pip-version-check',
      ...['--target', making],
      ...['--requirement', file],
    );
    await rename(making, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

async function python(...args: readonly string[]): Promise<string> {
  try {
    return (await promisify(execFile)('python3', args)).stdout;
  } catch (error) {
    throw new Error(`The tests need python3 with pip. ${(error as Error).message}`, { cause: error });
  }
}
