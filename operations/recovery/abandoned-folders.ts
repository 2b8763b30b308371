import { lstat, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isDead } from './alive.js';

/**
 * Deletes this user's folders whose path begins so and whose program was killed. Their names hold the host's: on a file
 * system that hosts share, another one's can't be told from a dead one's.
 */
export async function removeAbandoned(prefix: string): Promise<void> {
  const names = (await readdir(dirname(prefix))).filter((name) => name.startsWith(basename(prefix)));
  for (const folder of names.map((name) => join(dirname(prefix), name)))
    if ((await isOwn(folder)) && (await isDead(folder))) await rm(folder, { recursive: true, force: true });
}

/** Another program may delete it meanwhile. */
async function isOwn(folder: string): Promise<boolean> {
  try {
    const status = await lstat(folder);
    return status.isDirectory() && status.uid === process.getuid?.();
  } catch {
    return false;
  }
}
