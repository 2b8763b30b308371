/** Reading a file that a person named: what goes wrong is told, not thrown. */
import { readFileSync, statSync } from 'node:fs';

/** The text without a byte-order mark, or why there is none, as the end of a sentence. */
export type ReadText = { readonly text: string } | { readonly refusal: string };

const KIB = 1024;

/** Of a config file, in bytes: 10,000 accounts fit in one, and no text of this length takes long to read. */
export const LARGEST_CONFIG_FILE = 2048 * KIB;

/** Of what a config names, AWS's metadata or a policy, in bytes: ten times and more what AWS gives or takes. */
export const LARGEST_NAMED_FILE = 256 * KIB;

/** UTF-8 only, and a regular file: a device or a pipe may never end. */
export function readText(path: string, largest: number): ReadText {
  try {
    const status = statSync(path);
    if (status.isDirectory()) return { refusal: 'is a folder' };
    if (!status.isFile()) return { refusal: 'is not a file' };
    if (status.size > largest)
      return { refusal: `has ${status.size} bytes; this program reads ${largest / KIB} KiB at most` };
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)) };
  } catch (failure) {
    return { refusal: wordFailure(failure) };
  }
}

/** Why the system refused to read something, as the end of a sentence. */
export function wordFailure(failure: unknown): string {
  const known = typeof failure === 'object' && failure !== null && 'code' in failure;
  const code = known ? String(failure.code) : 'unknown';
  if (code === 'ENOENT') return 'does not exist';
  if (code === 'ENOTDIR') return 'does not stand in a folder';
  if (code === 'EACCES' || code === 'EPERM') return 'can’t be read: permission denied';
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'is not UTF-8 text';
  return `can’t be read (${code})`;
}
