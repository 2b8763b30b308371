import { mkdtemp, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { showAlive } from './recovery/alive.js';
import { removeAbandoned } from './recovery/abandoned-folders.js';

/**
 * Runs `use` with a new folder that only this user can enter (mode 0700), and deletes it afterwards whatever happens.
 * Where this program is killed before that, its next run deletes it.
 */
export async function withPrivateFolder<T>(
  use: (folder: string) => Promise<T>,
  parent = tmpdir(),
): Promise<T> {
  const prefix = join(parent, `federation-${hostname()}-`);
  await removeAbandoned(prefix);
  const folder = await mkdtemp(prefix);
  const end = await showAlive(folder);
  try {
    return await use(folder);
  } finally {
    end();
    await rm(folder, { recursive: true, force: true });
  }
}
