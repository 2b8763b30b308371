/** What Terraform says of a file that it can't write, in words with what to do. */
import { refuseWrite } from '../recovery/write-whole.js';

/** As Go words what the file system refuses. */
const CODES: Readonly<Record<string, string>> = {
  'no space left on device': 'ENOSPC',
  'disk quota exceeded': 'EDQUOT',
  'file too large': 'EFBIG',
  'read-only file system': 'EROFS',
  'permission denied': 'EACCES',
};

const REFUSED = new RegExp(
  `\\b(?:open|write|mkdir|rename|sync|close) (\\S+): (${Object.keys(CODES).join('|')})`,
);

/** Undefined where it says nothing of the kind. */
export function explainRefusedTerraform(said: string): string | undefined {
  // Terraform breaks long lines.
  const [, file, reason = ''] = REFUSED.exec(said.replace(/\s+/g, ' ')) ?? [];
  return file === undefined ? undefined : refuseWrite(CODES[reason], file)?.message;
}
