/**
 * Whether the program that made a folder is still alive: it listens on a socket there, and the kernel knows. A
 * process id would not do: another container that shares the folder has other processes by the same ids.
 */
import { renameSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

const SOCKET = 'alive';
const STARTING = 'starting';

/** What macOS allows for a socket's path; Linux allows 107 bytes. Node cuts a longer one off, and says nothing. */
const LONGEST_PATH = 103;

const isTooLong = (folder: string): boolean => Buffer.byteLength(join(folder, STARTING)) > LONGEST_PATH;

/**
 * Shows, until what it returns is called or this program ends, that the folder is in use. Where no socket can be made
 * (the path is longer than about 100 characters, or the file system has none), nothing shows it, and nobody else
 * deletes the folder.
 */
export async function showAlive(folder: string): Promise<() => void> {
  if (isTooLong(folder)) return () => undefined;
  const server = createServer((caller) => caller.destroy());
  const starting = join(folder, STARTING);
  const listening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(starting, () => resolve(true));
  });
  if (!listening) return () => undefined;
  server.unref();
  // Under its name only once it answers: before, it would look like a dead one's.
  renameSync(starting, join(folder, SOCKET));
  return () => void server.close();
}

/** True where it is certain: the socket is there, and nobody listens. */
export function isDead(folder: string): Promise<boolean> {
  if (isTooLong(folder)) return Promise.resolve(false);
  return new Promise((resolve) => {
    const caller = connect(join(folder, SOCKET));
    caller.on('connect', () => {
      caller.destroy();
      resolve(false);
    });
    caller.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'ECONNREFUSED'));
  });
}
